import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { agree, type ConnectorBed, layOutConnectors, madeBy, refusalOf } from '../testing/connectors-bed.ts';

const consentMs = 10 * 60_000;
const signIn = 'Sign in with Shopify';

let server: TestServer;
let bed: ConnectorBed;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
  bed = await layOutConnectors(server);
});
afterAll(() => server.close());

function hand(caller: Pick<ConnectorBed['caller'], 'request'>, returned: { code: string; state: string }) {
  return caller.request('POST', '/api/return', returned);
}

async function named(name: string) {
  return (await bed.owner.instances()).filter((instance) => instance.name === name);
}

/** The instance that the answer of `/api/return` leads to. */
async function instanceOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  expect(body).toMatchObject({ person: { account: { externalId: bed.account } } });
  const found = /"returnTo":"\/connectors\/instances\/([0-9a-f-]{36})"/.exec(JSON.stringify(body));
  if (!found?.[1]) throw new Error(`it leads nowhere: ${JSON.stringify(body)}`);
  return found[1];
}

function inOrder(answers: Response[]): number[] {
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}

async function auditOf(instanceId: string) {
  const { database } = server.services;
  const entries = await database
    .selectFrom('audit_entries')
    .where('instance_id', '=', instanceId)
    .orderBy('id')
    .select(['action', 'outcome'])
    .execute();
  return entries.map(({ action, outcome }) => `${action} ${outcome}`);
}

describe('a consent for a new instance', () => {
  test('makes nothing before it is given, and one instance then', async () => {
    const draft = await bed.filledDraft('Agreed', signIn);
    const returned = await agree(await bed.make(draft, {}));
    expect(await named('Agreed')).toEqual([]);
    const instanceId = await instanceOf(await hand(bed.caller, returned));
    expect(await named('Agreed')).toHaveLength(1);
    expect(await auditOf(instanceId)).toEqual(['instance.create done']);
    expect(await madeBy(await bed.make(draft, {}))).toBe(instanceId);
  });

  test('is good for one use', async () => {
    const returned = await agree(await bed.make(await bed.filledDraft('Once', signIn), {}));
    const answers = await Promise.all([hand(bed.caller, returned), hand(bed.caller, returned)]);
    expect(inOrder(answers)).toEqual([200, 409]);
    expect(await refusalOf(await hand(bed.caller, returned))).toMatchObject({ status: 409, code: 'too_late' });
    expect(await named('Once')).toHaveLength(1);
  });

  test('makes one instance of a draft, though it is given in two tabs', async () => {
    const draft = await bed.filledDraft('Two tabs', signIn);
    const returns = [await agree(await bed.make(draft, {})), await agree(await bed.make(draft, {}))];
    const answers = await Promise.all(returns.map((returned) => hand(bed.caller, returned)));
    expect(inOrder(answers)).toEqual([200, 409]);
    expect(await named('Two tabs')).toHaveLength(1);
  });

  test('is the person’s alone: nobody, a colleague and an admin are refused and use nothing up', async () => {
    const returned = await agree(await bed.make(await bed.filledDraft('Mine', signIn), {}));
    const nobody = createCaller(server.app, null);
    expect(await refusalOf(await hand(nobody, returned))).toMatchObject({ status: 401, code: 'signed_out' });
    for (const demo of ['tomas', 'priya']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await hand(await server.signIn(demo), returned);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await refusalOf(answer)).toMatchObject({ status: 403, code: 'sign_in_refused' });
    }
    expect(await named('Mine')).toEqual([]);
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .where('detail', '=', 'consent of another person')
      .select('action')
      .execute();
    expect(entries).toHaveLength(2);
    await instanceOf(await hand(bed.caller, returned));
    expect(await named('Mine')).toHaveLength(1);
  });

  test('is overdue after ten minutes', async () => {
    const returned = await agree(await bed.make(await bed.filledDraft('Overdue', signIn), {}));
    server.clock.advance(consentMs);
    expect(await refusalOf(await hand(bed.caller, returned))).toMatchObject({ code: 'too_late', changed: 'nothing' });
    expect(await named('Overdue')).toEqual([]);
  });

  test('of an unknown state is too late', async () => {
    const answer = await hand(bed.caller, { code: 'code', state: 'never heard of' });
    expect(await refusalOf(answer)).toMatchObject({ status: 409, code: 'too_late' });
  });

  test('whose outcome is unknown is settled by looking for what was sent, whatever the draft says since', async () => {
    const draft = await bed.filledDraft('Agreed after all', signIn);
    const returned = await agree(await bed.make(draft, {}));
    await bed.caller.request('PUT', `/api/connector-drafts/${draft.id}`, {
      details: { ...draft.details, name: 'Called otherwise in another tab' },
      methodId: draft.methodId,
      values: draft.values,
    });
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/oauth', fault: '500', after: true, times: 1, who: bed.account },
    ]);
    await instanceOf(await hand(bed.caller, returned));
    expect(await named('Agreed after all')).toHaveLength(1);
  });

  test('by an account that the third party then refuses makes nothing, and shows the check without its token', async () => {
    const draft = await bed.filledDraft('Refused account', signIn);
    const returned = await agree(await bed.make(draft, {}), 'owner-bad');
    const answer = await hand(bed.caller, returned);
    expect(await refusalOf(answer)).toMatchObject({ status: 422, code: 'credentials_refused', changed: 'nothing' });
    expect(await named('Refused account')).toEqual([]);
  });
});

describe('a consent for an instance that is there', () => {
  test('signs it in again, and is on its timeline', async () => {
    const draft = await bed.filledDraft('Signed in again', signIn);
    const instanceId = await instanceOf(await hand(bed.caller, await agree(await bed.make(draft, {}))));
    const [before] = await named('Signed in again');
    server.clock.advance(1_000);
    const path = `/api/connector-instances/${instanceId}/credentials`;
    const returned = await agree(await bed.caller.request('POST', path, { values: {} }));
    expect((await named('Signed in again'))[0]).toEqual(before);
    expect(await instanceOf(await hand(bed.caller, returned))).toBe(instanceId);
    expect(await refusalOf(await hand(bed.caller, returned))).toMatchObject({ status: 409, code: 'too_late' });
    const [after] = await named('Signed in again');
    expect(Date.parse(after?.lastAuthenticatedAt ?? '')).toBeGreaterThan(Date.parse(before?.lastAuthenticatedAt ?? ''));
    expect(await auditOf(instanceId)).toEqual([
      'instance.create done',
      'instance.begin_consent done',
      'instance.change_credentials done',
    ]);
  });
});

test('no table of ours holds a state or a code', async () => {
  const returned = await agree(await bed.make(await bed.filledDraft('Digested', signIn), {}));
  await hand(bed.caller, returned);
  const stored = await everythingIn(server.services.database);
  expect([returned.state, returned.code].filter((secret) => stored.includes(secret))).toEqual([]);
});
