/** What tests do at the imitated Tray themselves, through its own API, behind the dashboard's back. */

const masterToken = 'sandbox-master';

export interface TraySolution {
  id: string;
  title: string;
  authSlots: { externalId: string; title: string }[];
  configSlots: { externalId: string; title: string; defaultValue: string }[];
}

export interface TrayInstance {
  id: string;
  name: string;
  enabled: boolean;
  owner: string;
  solution: { id: string; title: string };
  authValues: { externalId: string; authId: string }[];
  configValues: { externalId: string; value: string | null }[];
  solutionVersionFlags: {
    hasNewerVersion: boolean;
    requiresUserInputToUpdateVersion: boolean;
    requiresSystemInputToUpdateVersion: boolean;
  };
}

export interface TrayAuthentication {
  id: string;
  name: string;
  customFields: string | null;
}

/** Tray as the owner of one account, and as the organisation where only the master token may. */
export interface TrayOwner {
  userId: string;
  solutions: () => Promise<TraySolution[]>;
  instances: () => Promise<TrayInstance[]>;
  /** Makes an instance; without values it is left as a wizard that was never finished would leave it. */
  create: (
    name: string,
    values?: { solutionTitle?: string; configValues?: { externalId: string; value: string }[] },
  ) => Promise<TrayInstance>;
  /** Makes this many, named `prefix 001` and on. */
  createMany: (count: number, prefix: string, solutionTitle?: string) => Promise<TrayInstance[]>;
  /** Gives every slot a value, as finishing the wizard does. */
  fill: (id: string) => Promise<void>;
  update: (
    id: string,
    change: {
      instanceName?: string;
      enabled?: boolean;
      configValues?: { externalId: string; value: string }[];
      authValues?: { externalId: string; authId: string }[];
    },
  ) => Promise<void>;
  /** Makes an authentication, as the owner's app does when it imports one; answers its id. */
  authenticate: (name: string, service?: string) => Promise<string>;
  /** The owner's authentications, oldest first; `customFields` is JSON text. */
  authentications: () => Promise<TrayAuthentication[]>;
  remove: (id: string) => Promise<void>;
}

const instanceFields = `id name enabled owner solution { id title } authValues { externalId authId }
  configValues { externalId value }
  solutionVersionFlags { hasNewerVersion requiresUserInputToUpdateVersion requiresSystemInputToUpdateVersion }`;

/** Finds the account's Tray user by its external id and gets a token for it. */
export async function actAtTray(trayOrigin: string, externalId: string): Promise<TrayOwner> {
  const ask = <Data>(token: string, query: string, variables: Record<string, unknown> = {}) =>
    request<Data>(`${trayOrigin}/graphql`, token, query, variables);

  const { users } = await ask<{ users: { edges: { node: { id: string } }[] } }>(
    masterToken,
    'query ($externalUserId: String) { users(criteria: { externalUserId: $externalUserId }) { edges { node { id } } } }',
    { externalUserId: externalId },
  );
  const userId = users.edges[0]?.node.id;
  if (userId === undefined) throw new Error(`The imitated Tray knows no user ${externalId}.`);
  const { authorize } = await ask<{ authorize: { accessToken: string } }>(
    masterToken,
    'mutation ($userId: ID!) { authorize(input: { userId: $userId }) { accessToken } }',
    { userId },
  );
  const token = authorize.accessToken;

  const solutions = async () => {
    const { viewer } = await ask<{ viewer: { solutions: { edges: { node: TraySolution }[] } } }>(
      token,
      `{ viewer { solutions(first: 100) { edges { node { id title authSlots { externalId title }
        configSlots { externalId title defaultValue } } } } } }`,
    );
    return viewer.solutions.edges.map(({ node }) => node);
  };

  const instances = async () => {
    const found: TrayInstance[] = [];
    let after: string | null = null;
    do {
      const page: InstancePage = await ask<InstancePage>(
        token,
        `query ($after: String) { viewer { solutionInstances(first: 100, after: $after) {
          edges { node { ${instanceFields} } } pageInfo { endCursor hasNextPage } } } }`,
        { after },
      );
      found.push(...page.viewer.solutionInstances.edges.map(({ node }) => node));
      const { hasNextPage, endCursor } = page.viewer.solutionInstances.pageInfo;
      after = hasNextPage ? endCursor : null;
    } while (after !== null);
    return found;
  };

  const createFrom = async (
    solution: TraySolution,
    name: string,
    configValues: { externalId: string; value: string }[],
  ) => {
    const { createSolutionInstance } = await ask<{ createSolutionInstance: { solutionInstance: TrayInstance } }>(
      token,
      `mutation ($input: CreateSolutionInstanceInput!) {
        createSolutionInstance(input: $input) { solutionInstance { ${instanceFields} } } }`,
      { input: { solutionId: solution.id, instanceName: name, configValues } },
    );
    return createSolutionInstance.solutionInstance;
  };

  const solutionNamed = async (title: string | undefined) => {
    const all = await solutions();
    const solution = title === undefined ? all[0] : all.find((candidate) => candidate.title === title);
    if (solution === undefined) throw new Error(`The imitated Tray has no solution ${title ?? 'at all'}.`);
    return solution;
  };

  const authenticate = async (name: string, service = 'slack') => {
    const { createUserAuthentication } = await ask<{ createUserAuthentication: { authenticationId: string } }>(
      token,
      `mutation ($input: CreateUserAuthenticationInput!) {
        createUserAuthentication(input: $input) { authenticationId } }`,
      { input: { name, serviceId: service, serviceEnvironmentId: service, data: '{}' } },
    );
    return createUserAuthentication.authenticationId;
  };

  return {
    userId,
    solutions,
    authenticate,
    instances,
    create: async (name, values = {}) =>
      createFrom(await solutionNamed(values.solutionTitle), name, values.configValues ?? []),
    createMany: async (count, prefix, solutionTitle) => {
      const solution = await solutionNamed(solutionTitle);
      const made: TrayInstance[] = [];
      for (let from = 0; from < count; from += 10) {
        const names = Array.from(
          { length: Math.min(10, count - from) },
          (_, index) => `${prefix} ${String(from + index + 1).padStart(3, '0')}`,
        );
        made.push(...(await Promise.all(names.map((name) => createFrom(solution, name, [])))));
      }
      return made;
    },
    fill: async (id) => {
      const instance = (await instances()).find((candidate) => candidate.id === id);
      const solution = (await solutions()).find((candidate) => candidate.id === instance?.solution.id);
      if (!solution) throw new Error(`The imitated Tray has no instance ${id} of this owner.`);
      const authId = await authenticate('Filled');
      await ask(
        token,
        'mutation ($input: UpdateSolutionInstanceInput!) { updateSolutionInstance(input: $input) { solutionInstance { id } } }',
        {
          input: {
            solutionInstanceId: id,
            authValues: solution.authSlots.map((slot) => ({ externalId: slot.externalId, authId })),
            configValues: solution.configSlots.map((slot) => ({ externalId: slot.externalId, value: '"filled"' })),
          },
        },
      );
    },
    update: async (id, change) => {
      await ask(
        token,
        'mutation ($input: UpdateSolutionInstanceInput!) { updateSolutionInstance(input: $input) { solutionInstance { id } } }',
        { input: { solutionInstanceId: id, ...change } },
      );
    },
    authentications: async () => {
      const { viewer } = await ask<{ viewer: { authentications: { edges: { node: TrayAuthentication }[] } } }>(
        token,
        '{ viewer { authentications { edges { node { id name customFields } } } } }',
      );
      return viewer.authentications.edges.map(({ node }) => node);
    },
    remove: async (id) => {
      await ask(
        token,
        'mutation ($id: ID!) { removeSolutionInstance(input: { solutionInstanceId: $id }) { clientMutationId } }',
        { id },
      );
    },
  };
}

interface InstancePage {
  viewer: {
    solutionInstances: {
      edges: { node: TrayInstance }[];
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
    };
  };
}

async function request<Data>(
  url: string,
  token: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const answer: { data?: Data; errors?: unknown[] } = response.ok ? JSON.parse(text) : {};
  if (answer.data === undefined || answer.errors !== undefined) {
    throw new Error(`The imitated Tray answered ${response.status}: ${text}`);
  }
  return answer.data;
}
