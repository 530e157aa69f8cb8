import { createServer } from 'node:net';

/** Which of the ports after the server's imitate a vendor: Tray's, Prismatic's, Instabase's and Patchworks'. */
export const imitatedVendors = [1, 2, 3, 4];

/** The port from the environment, or null when it is not a port: the server then says what is wrong with it. */
export function portSetting() {
  const port = Number(process.env.PORT || 4100);
  return Number.isInteger(port) && port > 0 && port < 65_530 ? port : null;
}

/** Ends the process with the way out when somebody listens on one of these ports already. */
export async function demandFreePorts(ports, command) {
  for (const port of ports) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) continue;
    console.error(
      `Port ${port} is taken. Stop the program that listens there, or choose another place: PORT=${ports[0] + 100} ${command}`,
    );
    process.exit(1);
  }
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no ::1, which is nobody's either.
    server.once('error', (error) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
