import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { type ConnectorBed, layOutConnectors, madeBy, refusalOf } from '../testing/connectors-bed.ts';

let server: TestServer;
let bed: ConnectorBed;
let instanceId: string;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
  bed = await layOutConnectors(server);
  instanceId = await madeBy(await bed.make(await bed.filledDraft('A shop')));
});
afterEach(() => server.patchworks('DELETE', 'faults'));
afterAll(() => server.close());

const send = (values: Record<string, string>) =>
  bed.caller.request('POST', `/api/connector-instances/${instanceId}/credentials`, { values });

async function lastCheck() {
  const [instance] = await bed.owner.instances();
  return Date.parse(instance?.lastAuthenticatedAt ?? '');
}

describe('credentials of an instance', () => {
  test('are saved once the third party takes them, and that is on the timeline', async () => {
    const before = await lastCheck();
    server.clock.advance(1_000);
    expect(await madeBy(await send({ access_token: 'sandbox-secret-new' }))).toBe(instanceId);
    expect(await lastCheck()).toBeGreaterThan(before);
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .where('instance_id', '=', instanceId)
      .where('action', '=', 'instance.change_credentials')
      .selectAll()
      .execute();
    expect(entries).toMatchObject([{ outcome: 'done', detail: null }]);
  });

  test('that are refused leave the old ones in place, and say why', async () => {
    const before = await lastCheck();
    server.clock.advance(1_000);
    expect(await refusalOf(await send({ access_token: 'sandbox-secret-bad' }))).toMatchObject({
      status: 422,
      code: 'credentials_refused',
      changed: 'nothing',
      check: { response: { statusCode: 401 } },
    });
    expect(await lastCheck()).toBe(before);
  });

  test.each([
    ['of no field', { api_key: 'x' }, { 'values.api_key': 'unknown_value' }],
    ['empty though required', { access_token: ' ' }, { 'values.access_token': 'required' }],
    ['none at all', {}, { values: 'required' }],
  ])('%s are refused without a call that changes anything', async (_how, values, fields) => {
    await server.patchworks('PUT', 'faults', [{ match: 'PATCH /', fault: '500', who: bed.account }]);
    expect(await refusalOf(await send(values))).toMatchObject({ status: 400, code: 'bad_input', fields });
  });

  test('whose answer was lost are saved when the vendor has checked them since, and in doubt when not', async () => {
    server.clock.advance(1_000);
    await server.patchworks('PUT', 'faults', [
      { match: 'PATCH /', fault: '500', after: true, times: 1, who: bed.account },
    ]);
    await madeBy(await send({ access_token: 'sandbox-secret-newer' }));
    await server.patchworks('PUT', 'faults', [{ match: 'PATCH /', fault: '500', times: 1, who: bed.account }]);
    const doubt = await refusalOf(await send({ access_token: 'sandbox-secret-newest' }));
    expect(doubt).toMatchObject({ code: 'vendor_unavailable', changed: 'unknown' });
  });
});
