import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';

import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults } from '../../http-faults.ts';
import { faultAnswers } from '../fault-answers.ts';
import { later, type PrismaticServices } from '../prismatic-services.ts';
import { isSigned } from '../signed-addresses.ts';

const path = '/connect/:id{[0-9a-f-]{36}}';
const tokenLifeMs = 3_600_000;

/**
 * The page behind a connection's `authorizeUrl`, in place of a third party's own consent page. Allowing makes the
 * connection active; refusing makes it fail.
 */
export function createConnectionPage(services: PrismaticServices, faults: FaultBook): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get(path, async (context) => {
    const name = await connectionName(services, context.req.url, context.req.param('id'));
    if (name === undefined) return context.text('This address is not valid any more', 403);
    const matching = faults.matching({ method: 'GET', path: context.req.path, fields: [], accounts: [] });
    return answerUnderFaults(matching, faultAnswers, context.env, () =>
      Promise.resolve(
        context.html(
          html`<!doctype html>
            <html lang="en">
              <title>Connect ${name}</title>
              <h1>Connect ${name}</h1>
              <form method="post">
                <button name="answer" value="allow">Allow</button>
                <button name="answer" value="refuse">Refuse</button>
              </form>
            </html>`,
        ),
      ),
    );
  });

  app.post(path, async (context) => {
    const id = context.req.param('id');
    const name = await connectionName(services, context.req.url, id);
    if (name === undefined) return context.text('This address is not valid any more', 403);
    const { answer } = await context.req.parseBody();
    const allowed = answer === 'allow';
    const now = services.clock.now();
    await services.database
      .updateTable('instance_variables')
      .set({
        status: allowed ? 'ACTIVE' : 'ERROR',
        refreshed_at: allowed ? now : null,
        refresh_at: allowed ? later(now, tokenLifeMs) : null,
      })
      .where('id', '=', id)
      .execute();
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <title>${name}</title>
          <p>${allowed ? `${name} is connected.` : `${name} was not connected.`} You may close this window.</p>
        </html>`,
    );
  });
  return app;
}

async function connectionName(services: PrismaticServices, address: string, id: string): Promise<string | undefined> {
  if (!isSigned(services, new URL(address))) return undefined;
  const row = await services.database
    .selectFrom('instance_variables')
    .where('id', '=', id)
    .where('status', 'is not', null)
    .select('key')
    .executeTakeFirst();
  return row?.key;
}
