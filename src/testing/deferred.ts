/** A promise to be settled by hand. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  const waiting: ((value: Value) => void)[] = [];
  const promise = new Promise<Value>((resolve) => {
    waiting.push(resolve);
  });
  return { promise, resolve: (value) => waiting.forEach((resolve) => resolve(value)) };
}
