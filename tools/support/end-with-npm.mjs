/**
 * npm runs us in a shell that passes no signal on: ending npm would leave the server behind, on its ports. So we end in
 * order when the process that started us has gone.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
