import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type Answer,
  newConnector,
  type PatchworksBed,
  rowsOf,
  startPatchworksBed,
} from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
let key: string;
type Installed = Awaited<ReturnType<PatchworksBed['install']>>;
let shopify: Installed;
let shipstation: Installed;
let netsuite: Installed;
let bigcommerce: Installed;
beforeAll(async () => {
  bed = await startPatchworksBed();
  key = await bed.newCompany('credentials');
  shopify = await bed.install(key, 'Shopify');
  shipstation = await bed.install(key, 'ShipStation');
  netsuite = await bed.install(key, 'NetSuite');
  bigcommerce = await bed.install(key, 'BigCommerce');
});
afterAll(() => bed.stop());

function createShopify(accessToken: string, rest: Record<string, unknown> = {}): Promise<Answer> {
  const values = { store_domain: 'shop.example', access_token: accessToken };
  return bed.call(key, 'POST', '/connectors', newConnector(shopify, 'Access token', values, rest));
}

async function count(): Promise<number> {
  return rowsOf(await bed.call(key, 'GET', '/connectors?per_page=100')).length;
}

describe('the credential check', () => {
  it.each([
    ['bad', 401],
    ['forbidden', 403],
    ['500', 500],
    ['timeout', null],
  ])('refuses a credential that ends in -%s and stores nothing', async (ending, code) => {
    const before = await count();
    const answer = await createShopify(`canary-${ending}`);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'authentication_failed',
        errors: { variables: [expect.any(String)] },
        check: { passed: false, request: { method: 'GET' }, response: { status_code: code } },
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain('canary');
    expect(await count()).toBe(before);
  });

  it('cuts a long answer at 4 KiB and says when there was none', async () => {
    const broken = JSON.stringify((await createShopify('any-500')).body['check']);
    expect(broken.length).toBeGreaterThan(4000);
    expect(broken.length).toBeLessThan(5500);
    expect(JSON.stringify((await createShopify('any-timeout')).body)).toContain('timed out');
  });

  it('never shows a secret, in whatever form it travelled', async () => {
    const secret = 'canary "é&=+/ -bad';
    const attempts = [
      createShopify(secret),
      bed.call(
        key,
        'POST',
        '/connectors',
        newConnector(shipstation, 'Basic', { username: 'visible-name', password: secret }),
      ),
      bed.call(key, 'POST', '/connectors', newConnector(bigcommerce, 'API key', { store_hash: 'h', api_key: secret })),
      bed.call(
        key,
        'POST',
        '/connectors',
        newConnector(netsuite, 'Token-based authentication', {
          account_id: '1',
          consumer_key: 'canary-1',
          consumer_secret: 'canary-2',
          token_id: 'canary-3',
          token_secret: secret,
        }),
      ),
    ];
    const forms = [
      'canary',
      Buffer.from(secret).toString('base64'),
      Buffer.from(`visible-name:${secret}`).toString('base64'),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer.status).toBe(422);
      const text = JSON.stringify(answer.body);
      for (const form of forms) expect(text).not.toContain(form);
      expect(text).toContain('********');
      expect(text).not.toContain('third-party-session');
    }
  });

  it('can be asked for alone, and stores nothing', async () => {
    const before = await count();
    const body = newConnector(shipstation, 'Basic', { username: 'me', password: 'right' });
    const passed = await bed.call(key, 'POST', '/connectors/test', body);
    expect(passed).toMatchObject({ status: 200, body: { data: { passed: true, response: { status_code: 200 } } } });
    const wrong = newConnector(shipstation, 'Basic', { username: 'me', password: 'so-bad' });
    expect(await bed.call(key, 'POST', '/connectors/test', wrong)).toMatchObject({
      status: 200,
      body: { data: { passed: false, request: { headers: { authorization: '********' } } } },
    });
    expect(await bed.call(key, 'POST', '/connectors/test', {})).toMatchObject({
      status: 422,
      body: { errors: { system_id: ['The system id field is required.'] } },
    });
    expect(await count()).toBe(before);
  });
});
