/** What tests do at the imitated Prismatic themselves, through its own API, behind our back. */

export interface PrismaticInstance {
  id: string;
  name: string;
  enabled: boolean;
  needsDeploy: boolean;
  /** 0: never. */
  deployedVersion: number;
  /** Of the version that it points at. */
  version: number;
  integration: string;
  configState: string | null;
  variables: {
    key: string;
    value: string | null;
    /** Of a connection. */
    status: string | null;
    inputs: { name: string; value: string | null }[];
  }[];
  flows: { id: string; name: string; webhookUrl: string }[];
}

export interface PrismaticVersion {
  id: string;
  name: string;
  number: number;
}

export interface PrismaticRun {
  id: string;
  flow: string | null;
  /** `QUEUED`, `PENDING`, `SUCCESS` or `ERROR`. */
  status: string;
  error: string | null;
}

/** `inputs` is for connections. */
export type GivenVariable = { key: string; value: string | null } | { key: string; inputs: Record<string, string> };

/** The imitated Prismatic with the organisation's token, looking at one customer. */
export interface PrismaticOwner {
  customerId: string;
  /** Any question of the API; answers `data`. */
  ask: <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;
  /** Every published version. */
  versions: () => Promise<PrismaticVersion[]>;
  instances: () => Promise<PrismaticInstance[]>;
  instance: (id: string) => Promise<PrismaticInstance>;
  /**
   * Makes an instance that is not deployed: of `Order events`, which asks for nothing, unless told. Other integrations are
   * `Inventory sync` (values, and a connection by inputs) and `Team alerts` (a connection by consent). The newest version
   * unless told.
   */
  create: (
    name: string,
    wanted?: { integration?: string; version?: number; variables?: GivenVariable[] },
  ) => Promise<PrismaticInstance>;
  /** Sets these values and leaves the others alone. */
  set: (id: string, variables: GivenVariable[]) => Promise<void>;
  /** Gives every variable that has none a value, and agrees to every connection, as finishing the form does. */
  fill: (id: string) => Promise<void>;
  /** Agrees to a connection on the third party's page, or refuses. */
  consent: (id: string, key: string, answer?: 'allow' | 'refuse') => Promise<void>;
  rename: (id: string, name: string) => Promise<void>;
  /** Points the instance at another version of its integration. */
  changeVersion: (id: string, version: number) => Promise<void>;
  deploy: (id: string) => Promise<void>;
  enable: (id: string, isEnabled: boolean) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /**
   * Calls the webhook of a flow, the first unless named; with `fail` in the body the run fails. The instance must be
   * deployed. Answers the run's id; the run ends as the clock goes on, within four seconds.
   */
  run: (id: string, options?: { flow?: string; body?: Record<string, unknown> }) => Promise<string>;
  /** The newest first. */
  runs: (id: string) => Promise<PrismaticRun[]>;
  /** What Prismatic itself does to an instance that misbehaves. */
  suspend: (id: string, isSuspended: boolean) => Promise<void>;
}

const token = 'sandbox-prismatic';
const askingNothing = 'Order events';

const instanceFields = `id name enabled needsDeploy configState deployedVersion integration { name versionNumber }
  configVariables(first: 100) { nodes {
    value status inputs(first: 100) { nodes { name value } } requiredConfigVariable { key }
  } }
  flowConfigs(first: 100) { nodes { id webhookUrl flow { name } } }`;

interface Nodes<Node> {
  nodes: Node[];
}

interface WireInstance {
  id: string;
  name: string;
  enabled: boolean;
  needsDeploy: boolean;
  configState: string | null;
  deployedVersion: number;
  integration: { name: string; versionNumber: number };
  configVariables: Nodes<{
    value: string | null;
    status: string | null;
    inputs: Nodes<{ name: string; value: string | null }> | null;
    requiredConfigVariable: { key: string };
  }>;
  flowConfigs: Nodes<{ id: string; webhookUrl: string; flow: { name: string } }>;
}

interface Asked {
  key: string;
  dataType: string;
  defaultValue: string | null;
  pickList: string[] | null;
  connection: { oauth2Type: string | null; inputs: Nodes<{ key: string }> } | null;
}

type Payload = { errors: { field: string; messages: string[] }[] } & Record<string, unknown>;

/** Acts at the imitated Prismatic at `origin` for the customer with this external id, which is made where there is none. */
export async function actAtPrismatic(origin: string, externalId: string): Promise<PrismaticOwner> {
  const control = async (method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Prismatic answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const ask: PrismaticOwner['ask'] = async (query, variables = {}) => {
    const response = await fetch(`${origin}/api`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data, errors } = response.ok ? JSON.parse(text) : { errors: [text], data: null };
    if (errors !== undefined) throw new Error(`Prismatic answered ${response.status}: ${JSON.stringify(errors)}`);
    return data;
  };
  /** A mutation whose payload has this selection besides its errors. */
  const change = async (field: string, selection: string, input: Record<string, unknown>): Promise<Payload> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
    const document = `mutation ($input: ${type}) { ${field}(input: $input) { errors { field messages } ${selection} } }`;
    const data = await ask<Record<string, Payload>>(document, { input });
    const payload = data[field];
    if (payload === undefined || payload.errors.length > 0) {
      throw new Error(`Prismatic refused ${field}: ${JSON.stringify(payload?.errors)}`);
    }
    return payload;
  };
  const { customer } = await control('PUT', `accounts/${encodeURIComponent(externalId)}`, { name: externalId });
  const customerId = String(customer);

  const versions: PrismaticOwner['versions'] = async () => {
    const { integrations } = await ask<{ integrations: Nodes<{ id: string; name: string; versionNumber: number }> }>(
      '{ integrations(allVersions: true, versionIsAvailable: true, first: 100) { nodes { id name versionNumber } } }',
    );
    return integrations.nodes.map(({ id, name, versionNumber }) => ({ id, name, number: versionNumber }));
  };
  const findVersion = async (name: string, number?: number): Promise<PrismaticVersion> => {
    const all = (await versions()).filter((one) => one.name === name);
    const wanted = all
      .toSorted((one, other) => other.number - one.number)
      .find((one) => (number ?? one.number) === one.number);
    if (!wanted) throw new Error(`The imitated Prismatic has no version ${number ?? ''} of ${name}.`);
    return wanted;
  };
  const instance: PrismaticOwner['instance'] = async (id) => {
    const { instance: found } = await ask<{ instance: WireInstance | null }>(
      `query ($id: ID!) { instance(id: $id) { ${instanceFields} } }`,
      { id },
    );
    if (found === null) throw new Error(`The imitated Prismatic has no instance ${id}.`);
    return toInstance(found);
  };
  const set: PrismaticOwner['set'] = async (id, variables) =>
    void (await change('updateInstanceConfigVariables', 'instance { id }', {
      id,
      configVariables: variables.map(toWire),
    }));
  const consent: PrismaticOwner['consent'] = async (id, key, answer = 'allow') => {
    const found = await ask<{
      instance: { configVariables: Nodes<{ authorizeUrl: string | null; requiredConfigVariable: { key: string } }> };
    }>(
      `query ($id: ID!) { instance(id: $id) {
        configVariables(first: 100) { nodes { authorizeUrl requiredConfigVariable { key } } } } }`,
      { id },
    );
    const variable = found.instance.configVariables.nodes.find((one) => one.requiredConfigVariable.key === key);
    if (!variable?.authorizeUrl) throw new Error(`The connection ${key} asks nobody to agree.`);
    const response = await fetch(variable.authorizeUrl, { method: 'POST', body: new URLSearchParams({ answer }) });
    if (!response.ok) throw new Error(`The page of consent answered ${response.status}`);
  };

  return {
    customerId,
    ask,
    versions,
    instance,
    instances: async () => {
      const { instances } = await ask<{ instances: Nodes<WireInstance> }>(
        `query ($customer: ID!) { instances(customer: $customer, isSystem: false, first: 100) {
          nodes { ${instanceFields} } } }`,
        { customer: customerId },
      );
      return instances.nodes.map(toInstance);
    },
    create: async (name, { integration = askingNothing, version, variables = [] } = {}) => {
      const { id: versionId } = await findVersion(integration, version);
      const { instance: made } = await change('createInstance', `instance { id }`, {
        customer: customerId,
        integration: versionId,
        name,
        configVariables: variables.map(toWire),
      });
      return instance(idOf(made));
    },
    set,
    fill: async (id) => {
      const { variables } = await instance(id);
      const found = await ask<{ instance: { integration: { requiredConfigVariables: Nodes<Asked> } } }>(
        `query ($id: ID!) { instance(id: $id) { integration { requiredConfigVariables(first: 100) { nodes {
          key dataType defaultValue pickList connection { oauth2Type inputs(first: 100) { nodes { key } } }
        } } } } }`,
        { id },
      );
      const asked = found.instance.integration.requiredConfigVariables.nodes;
      const open = asked.filter(({ key, defaultValue }) => {
        const stored = variables.find((variable) => variable.key === key);
        return defaultValue === null && (stored?.value ?? null) === null && stored?.status !== 'ACTIVE';
      });
      await set(id, open.filter(({ connection }) => (connection?.oauth2Type ?? null) === null).map(sample));
      for (const { key, connection } of open) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person does
        if ((connection?.oauth2Type ?? null) !== null) await consent(id, key);
      }
      await change('updateInstanceConfigVariables', 'instance { id }', {
        id,
        configVariables: [],
        configComplete: true,
      });
    },
    consent,
    rename: async (id, name) =>
      void (await change('updateInstance', 'instance { id }', { id, name, preserveDeployState: true })),
    changeVersion: async (id, version) => {
      const { integration } = await instance(id);
      await change('updateInstance', 'instance { id }', {
        id,
        integration: (await findVersion(integration, version)).id,
      });
    },
    deploy: async (id) => void (await change('deployInstance', 'instance { id }', { id })),
    enable: async (id, enabled) =>
      void (await change('updateInstance', 'instance { id }', { id, enabled, preserveDeployState: true })),
    remove: async (id) => void (await change('deleteInstance', 'instance { id }', { id })),
    run: async (id, { flow, body = {} } = {}) => {
      const { flows } = await instance(id);
      const wanted = flow === undefined ? flows[0] : flows.find(({ name }) => name === flow);
      if (!wanted) throw new Error(`The instance has no flow ${flow ?? 'at all'}.`);
      const response = await fetch(wanted.webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const header = response.headers.get('prismatic-executionid');
      if (header !== null) return header;
      if (!response.ok) throw new Error(`The webhook answered ${response.status}`);
      const { executionId }: { executionId: string } = await response.json();
      return executionId;
    },
    runs: async (id) => {
      const found = await ask<{
        executionResults: Nodes<{ id: string; status: string; error: string | null; flow: { name: string } | null }>;
      }>(
        `query ($instance: ID!) {
          executionResults(instance: $instance, first: 100, orderBy: { field: STARTED_AT, direction: DESC }) {
            nodes { id status error flow { name } } } }`,
        { instance: id },
      );
      return found.executionResults.nodes.map(({ flow, ...run }) => ({ ...run, flow: flow?.name ?? null }));
    },
    suspend: async (id, isSuspended) =>
      void (await control('PUT', `instances/${encodeURIComponent(id)}`, { systemSuspended: isSuspended })),
  };
}

function toInstance(wire: WireInstance): PrismaticInstance {
  const { id, name, enabled, needsDeploy, configState, deployedVersion, integration } = wire;
  return {
    id,
    name,
    enabled,
    needsDeploy,
    configState,
    deployedVersion,
    integration: integration.name,
    version: integration.versionNumber,
    variables: wire.configVariables.nodes.map(({ value, status, inputs, requiredConfigVariable }) => ({
      key: requiredConfigVariable.key,
      value,
      status,
      inputs: inputs?.nodes ?? [],
    })),
    flows: wire.flowConfigs.nodes.map((flow) => ({ id: flow.id, name: flow.flow.name, webhookUrl: flow.webhookUrl })),
  };
}

/** The values of a connection travel as JSON in text. */
function toWire(given: GivenVariable): Record<string, unknown> {
  if ('value' in given) return given;
  const inputs = Object.entries(given.inputs).map(([name, value]) => ({ name, type: 'value', value }));
  return { key: given.key, values: JSON.stringify(inputs) };
}

/** Something that may stand in a variable. */
function sample({ key, dataType, pickList, connection }: Asked): GivenVariable {
  if (connection !== null) {
    return {
      key,
      inputs: Object.fromEntries(connection.inputs.nodes.map((input) => [input.key, `filled ${input.key}`])),
    };
  }
  const samples: Record<string, string> = { DATE: '2026-01-31', NUMBER: '1', BOOLEAN: 'true', CODE: '{}' };
  return { key, value: pickList?.[0] ?? samples[dataType] ?? 'filled' };
}

function idOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  throw new Error('Prismatic answered without an instance');
}
