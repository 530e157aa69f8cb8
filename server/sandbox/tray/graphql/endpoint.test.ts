import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterAll(() => bed.stop());

const user = { name: 'Olga', externalUserId: 'olga' };

describe('requests as the vendor’s sample clients send them', () => {
  it('takes an anonymous operation with its values in the text and __typename anywhere', async () => {
    const { userId, token } = await bed.newUser('sample-1');
    const [solutionId] = await bed.solutionIds();
    const answer = await bed.ask(
      token,
      `mutation {
        __typename
        createSolutionInstance(input: {solutionId: "${solutionId}", instanceName: "From text", configValues: [
          {externalId: "external_slack_channel", value: 10}]}) {
          __typename
          solutionInstance { __typename id name enabled created owner
            solution { __typename id title }
            configValues { externalId value }
            workflows { edges { node { __typename id triggerUrl sourceWorkflowName } } } }
          clientMutationId } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      __typename: 'Mutation',
      createSolutionInstance: {
        clientMutationId: null,
        solutionInstance: {
          __typename: 'SolutionInstance',
          name: 'From text',
          enabled: false,
          owner: userId,
          created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          solution: { __typename: 'Solution', id: solutionId },
          configValues: [{ externalId: 'external_slack_channel', value: '10' }],
          workflows: {
            edges: [
              { node: { triggerUrl: expect.stringMatching(/^https:\/\/[0-9a-f-]{36}\.trayapp\.io$/) } },
              { node: { triggerUrl: null } },
            ],
          },
        },
      },
    });
  });

  it('takes a named operation with variables, first: 100 and an empty list of tags', async () => {
    const response = await bed.request('/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${master}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        operationName: 'Solutions',
        query: `query Solutions($criteria: SolutionSearchCriteria, $after: String) { viewer {
          solutions(criteria: $criteria, first: 100, after: $after) { edges { cursor node { id tags } } } } }
          query Other { viewer { details { email } } }`,
        variables: { criteria: { tags: [] }, after: '' },
      }),
    });
    const { data } = await response.json();
    expect(data.viewer.solutions.edges.length).toBeGreaterThanOrEqual(8);
    const last = data.viewer.solutions.edges.at(-1);
    expect(Buffer.from(last.cursor, 'base64').toString()).toBe(last.node.id);
  });

  it('rejects objects selected as leaves, with the vendor’s extensions', async () => {
    const answer = await bed.ask(master, '{ viewer { solutions { edges { node { id customFields configSlots } } } } }');
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]?.extensions.time_thrown).toBeDefined();
  });

  it('reports syntax errors and missing variables with HTTP 200', async () => {
    expect((await bed.ask(master, '{ viewer {')).errors).toHaveLength(1);
    const answer = await bed.ask(master, 'mutation ($u: ID!) { authorize(input: {userId: $u}) { accessToken } }', {});
    expect(answer.errors?.[0]?.message).toContain('$u');
  });

  it('echoes clientMutationId', async () => {
    const answer = await bed.ask(
      master,
      'mutation ($i: CreateExternalUserInput!) { createExternalUser(input: $i) { clientMutationId } }',
      { i: { ...user, clientMutationId: 'mine' } },
    );
    expect(answer.data).toEqual({ createExternalUser: { clientMutationId: 'mine' } });
  });
});

describe('what is not GraphQL', () => {
  it('answers 401 in JSON without a token or with a wrong one', async () => {
    for (const token of [null, 'wrong']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is enough
      const response = await bed.post(token, '{ viewer { details { email } } }');
      expect(response.status).toBe(401);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await response.json()).toEqual({ message: 'Unauthorized' });
    }
  });

  it('answers JSON to bodies, types, methods and paths it does not take', async () => {
    const authorization = `Bearer ${master}`;
    const cases: [string, RequestInit, number][] = [
      ['/graphql', { method: 'POST', body: '{', headers: { authorization, 'content-type': 'application/json' } }, 400],
      ['/graphql', { method: 'POST', body: '{}', headers: { authorization, 'content-type': 'text/plain' } }, 415],
      ['/graphql', { method: 'GET', headers: { authorization } }, 404],
      ['/nowhere', {}, 404],
    ];
    const answers = await Promise.all(cases.map(([path, init]) => bed.request(path, init)));
    expect(answers.map(({ status }) => status)).toEqual(cases.map(([, , status]) => status));
    for (const answer of answers) expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it('sends no CORS header and carries its clock in every answer', async () => {
    const headers = { origin: 'http://localhost:4100', 'access-control-request-method': 'POST' };
    const answers = await Promise.all([
      bed.request('/graphql', { method: 'OPTIONS', headers }),
      bed.request('/graphql', { method: 'POST', headers: { origin: 'http://localhost:4100' } }),
      bed.request('/nowhere', { headers }),
      bed.request('/external/solutions/jackfield/configure/x?code=y', { headers }),
      bed.request('/_sandbox/clock'),
    ]);
    for (const answer of answers) {
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(Date.parse(answer.headers.get('x-sandbox-clock') ?? '')).not.toBeNaN();
    }
  });
});

describe('tokens', () => {
  const masterOnly = [
    '{ users { edges { node { id } } } }',
    'mutation { createExternalUser(input: {name: "a", externalUserId: "a"}) { userId } }',
    'mutation { updateExternalUser(input: {userId: "a"}) { user { id } } }',
    'mutation { removeExternalUser(input: {userId: "a"}) { clientMutationId } }',
    'mutation { authorize(input: {userId: "a"}) { accessToken } }',
    'mutation { generateAuthorizationCode(input: {userId: "a"}) { authorizationCode } }',
  ];
  const userOnly = [
    'mutation { createSolutionInstance(input: {solutionId: "a", instanceName: "a"}) { clientMutationId } }',
    'mutation { updateSolutionInstance(input: {solutionInstanceId: "a"}) { clientMutationId } }',
    'mutation { upgradeSolutionInstance(input: {solutionInstanceId: "a"}) { clientMutationId } }',
    'mutation { removeSolutionInstance(input: {solutionInstanceId: "a"}) { clientMutationId } }',
  ];
  const both = [
    '{ viewer { solutions { edges { node { id } } } } }',
    '{ viewer { solutionInstances { totalCount } } }',
    '{ viewer { authentications { edges { node { id service { title } serviceEnvironment { title } } } } } }',
    '{ viewer { details { username email name } } }',
    'mutation { callConnector(input: {connector: "a", version: "1", operation: "b", input: "{}"}) { output } }',
  ];
  const denied = { message: 'User is not authorized to access this resource with an explicit deny' };

  it('refuses each operation to the token it is not for, also through fragments and aliases', async () => {
    const { token } = await bed.newUser('permissions');
    const hidden = 'query { ...All } fragment All on Query { people: users { edges { node { id } } } }';
    const forUser = await Promise.all([...masterOnly, hidden].map((query) => bed.post(token, query)));
    const forMaster = await Promise.all(userOnly.map((query) => bed.post(master, query)));
    for (const answer of [...forUser, ...forMaster]) expect(answer.status).toBe(403);
    expect(await forUser[0]?.json()).toEqual(denied);
  });

  it('answers what a token is for', async () => {
    const { token } = await bed.newUser('permissions-2');
    const open = await Promise.all(both.flatMap((query) => [bed.ask(token, query), bed.ask(master, query)]));
    for (const answer of open) expect(answer.errors).toBeUndefined();
    const notFound = await Promise.all([
      ...masterOnly.slice(2).map((query) => bed.ask(master, query)),
      ...userOnly.map((query) => bed.ask(token, query)),
    ]);
    for (const answer of notFound) expect(answer.errors?.[0]?.extensions.code).toBe('not_found');
  });

  it('forgets a user token after two days', async () => {
    const { token } = await bed.newUser('expiring');
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    bed.clock.advance(2 * 86_400_000 - 60_000);
    expect((await bed.post(token, '{ viewer { details { email } } }')).status).toBe(200);
    bed.clock.advance(60_001);
    expect((await bed.post(token, '{ viewer { details { email } } }')).status).toBe(401);
  });
});

describe('users', () => {
  it('finds, changes and removes them with their instances', async () => {
    const { userId, token } = await bed.newUser('leaving');
    const [solutionId] = await bed.solutionIds();
    await bed.createInstance(token, solutionId ?? '');
    const changed = await bed.ask(
      master,
      'mutation ($i: UpdateExternalUserInput!) { updateExternalUser(input: $i) { user { name isTestUser externalUserId } } }',
      { i: { userId, isTestUser: true } },
    );
    expect(changed.data).toEqual({
      updateExternalUser: { user: { name: 'leaving', isTestUser: true, externalUserId: 'leaving' } },
    });
    await bed.ask(master, 'mutation ($u: ID!) { removeExternalUser(input: {userId: $u}) { clientMutationId } }', {
      u: userId,
    });
    const left = await bed.ask(
      master,
      'query ($o: String) { viewer { solutionInstances(criteria: {owner: $o}) { totalCount } } users(criteria: {userId: $o}) { edges { node { id } } } }',
      { o: userId },
    );
    expect(left.data).toEqual({ viewer: { solutionInstances: { totalCount: 0 } }, users: { edges: [] } });
    expect((await bed.post(token, '{ viewer { details { email } } }')).status).toBe(401);
  });

  it('keeps the filter by owner for the master token', async () => {
    const { userId, token } = await bed.newUser('owner-filter');
    const answer = await bed.ask(
      token,
      'query ($o: String) { viewer { solutionInstances(criteria: {owner: $o}) { totalCount } } }',
      {
        o: userId,
      },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('access_not_allowed');
  });
});
