import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { listenOnLoopback } from './listen.ts';
import { createLogger } from './logger.ts';

const logger = createLogger('silent');
const answerHello = (_request: IncomingMessage, response: ServerResponse) => {
  response.end('hello');
};

async function ask(host: string, port: number): Promise<string> {
  return (await fetch(`http://${host}:${port}/`)).text();
}

describe('listening on loopback', () => {
  test('answers on 127.0.0.1 and on localhost, and no more after it was closed', async () => {
    const listener = await listenOnLoopback(answerHello, 0, logger);
    expect(await Promise.all([ask('127.0.0.1', listener.port), ask('localhost', listener.port)])).toEqual([
      'hello',
      'hello',
    ]);
    await listener.close();
    await expect(ask('127.0.0.1', listener.port)).rejects.toThrow('fetch failed');
  });

  test('says that a port is taken', async () => {
    const first = await listenOnLoopback(answerHello, 0, logger);
    await expect(listenOnLoopback(answerHello, first.port, logger)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });

  test('lets an answer that is under way end within the grace, and cuts it without', async () => {
    const open: ServerResponse[] = [];
    const hold = (_request: IncomingMessage, response: ServerResponse) =>
      void open.push(response.setHeader('connection', 'close'));
    const patient = await listenOnLoopback(hold, 0, logger);
    const kept = ask('127.0.0.1', patient.port);
    await expect.poll(() => open.length).toBe(1);
    const closing = patient.close(60_000);
    open[0]?.end('late');
    expect(await kept).toBe('late');
    await closing;

    const hasty = await listenOnLoopback(hold, 0, logger);
    const cut = ask('127.0.0.1', hasty.port).catch(() => 'cut');
    await expect.poll(() => open.length).toBe(2);
    const gone = open[1] && once(open[1], 'close');
    await hasty.close();
    await gone;
    expect(await cut).toBe('cut');
  });
});
