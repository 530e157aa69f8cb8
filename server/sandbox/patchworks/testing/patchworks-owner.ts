/** What tests do at the imitated Patchworks themselves, through its own API, behind our back. */

export interface PatchworksInstance {
  id: number;
  name: string;
  systemId: number;
  timezone: string;
  dateFormat: string;
  rateLimitAmount: number;
  rateLimitUnit: string;
  poolId: number | null;
  flowsCount: number;
  lastAuthenticatedAt: string | null;
}

export interface PatchworksFlow {
  id: number;
  name: string;
  isEnabled: boolean;
  steps: { id: number; name: string }[];
}

/** An installed connector with its methods' ids by their names. */
export interface PatchworksConnector {
  id: number;
  label: string;
  methods: Record<string, number>;
}

/** The imitated Patchworks as one company, with that company's own key. */
export interface PatchworksOwner {
  /** The company's API key. */
  apiKey: string;
  /** Any call of the Core API, such as `GET /connectors`; answers status and body. */
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Row }>;
  connectors: () => Promise<PatchworksConnector[]>;
  /** Installs a connector of the marketplace, such as `Shopify`, or finds it installed. */
  install: (label: string) => Promise<PatchworksConnector>;
  /** Installs an older version than the marketplace has. */
  installOld: (label: string, version: number) => Promise<PatchworksConnector>;
  instances: () => Promise<PatchworksInstance[]>;
  /**
   * Makes an instance with working credentials: a Shopify store unless told. `rest` joins the body in the API's own words,
   * such as `rate_limit_duration`.
   */
  create: (name: string, wanted?: WantedInstance) => Promise<PatchworksInstance>;
  update: (id: number, change: Row) => Promise<void>;
  remove: (id: number) => Promise<void>;
  /** Makes a flow whose steps use these instances in turn, each step named after its place. */
  createFlow: (name: string, instances: number[], options?: FlowOptions) => Promise<PatchworksFlow>;
  /** The flows that use an instance. */
  flowsOf: (id: number) => Promise<PatchworksFlow[]>;
  enableFlow: (id: number, isEnabled: boolean) => Promise<void>;
  createPool: (name: string, limit: number) => Promise<number>;
}

interface WantedInstance {
  connector?: string;
  /** The method's name; the connector's first unless told. */
  method?: string;
  values?: Record<string, string>;
  rest?: Row;
}

interface FlowOptions {
  isEnabled?: boolean;
  runs?: { outcome: 'success' | 'failure' | 'stopped' | 'partial'; minutes_ago: number; message?: string }[];
}

type Row = Record<string, unknown>;

const defaultConnector = 'Shopify';
const workingStore = { store_domain: 'a-store.example', access_token: 'sandbox-secret-of-a-test' };

/** Acts at the imitated Patchworks at `origin` as the company with this external id, which is made where there is none. */
export async function actAtPatchworks(origin: string, externalId: string): Promise<PatchworksOwner> {
  const control = async (path: string, body: unknown) => demand(await send(origin, null, 'PUT', path, body));
  const company = await control(`/_sandbox/accounts/${encodeURIComponent(externalId)}`, { name: externalId });
  const apiKey = String(company['api_key']);
  const call: PatchworksOwner['call'] = (method, path, body) => send(origin, apiKey, method, `/api/v1${path}`, body);
  const ask = async (method: string, path: string, body?: unknown) => demand(await call(method, path, body));
  const connectors = async () => {
    const body = await ask('GET', '/systems?include=authenticationImplementations&per_page=100');
    return rowsOf(body['data']).map(toConnector);
  };
  const install = async (label: string) => {
    const present = (await connectors()).find((one) => one.label === label);
    if (present) return present;
    const found = await ask('GET', `/patchworks/system-templates?filter[name]=${encodeURIComponent(label)}`);
    await ask('POST', `/patchworks/system-templates/${Number(rowsOf(found['data'])[0]?.['id'])}/install`);
    const installed = (await connectors()).find((one) => one.label === label);
    if (!installed) throw new Error(`The marketplace has no ${label}.`);
    return installed;
  };
  return {
    apiKey,
    call,
    connectors,
    install,
    installOld: async (label, version) => {
      await control('/_sandbox/systems', { account: externalId, name: label, version });
      return install(label);
    },
    instances: async () => {
      const body = await ask('GET', '/connectors?per_page=100&sort=name&include=flows_count');
      return rowsOf(body['data']).map(toInstance);
    },
    create: async (name, { connector = defaultConnector, method, values = workingStore, rest = {} } = {}) => {
      const installed = await install(connector);
      const body = await ask('POST', '/connectors', {
        name,
        system_id: installed.id,
        authentication_implementation_id: method ? installed.methods[method] : Object.values(installed.methods)[0],
        timezone: 'Europe/Stockholm',
        date_format: 'c',
        rate_limit_unit: 'minute',
        rate_limit_duration: 240,
        variables: Object.entries(values).map(([key, value]) => ({ key, value })),
        ...rest,
      });
      return toInstance(rowOf(body['data']));
    },
    update: async (id, change) => void (await ask('PATCH', `/connectors/${id}`, change)),
    remove: async (id) => void (await ask('DELETE', `/connectors/${id}`)),
    createFlow: async (name, instances, { isEnabled = true, runs = [] } = {}) => {
      const steps = instances.map((instance, index) => ({ name: `Step ${index + 1}`, connector_id: instance }));
      const made = await control('/_sandbox/flows', { account: externalId, name, is_enabled: isEnabled, steps, runs });
      return { id: Number(made['id']), name, isEnabled, steps: rowsOf(made['steps']).map(toStep) };
    },
    flowsOf: async (id) => {
      const body = await ask('GET', `/connectors/${id}/flows`);
      return rowsOf(body['data']).map((flow) => ({
        id: Number(flow['id']),
        name: String(flow['name']),
        isEnabled: flow['is_enabled'] === true,
        steps: rowsOf(flow['steps']).map(toStep),
      }));
    },
    enableFlow: async (id, isEnabled) => void (await ask('PATCH', `/flows/${id}`, { is_enabled: isEnabled })),
    createPool: async (name, limit) => {
      const body = await ask('POST', '/connection-pools', { name, limit, timeout: 30 });
      return Number(rowOf(body['data'])['id']);
    },
  };
}

async function send(
  origin: string,
  authorization: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Row }> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(authorization === null ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: Row = await response.json();
  return { status: response.status, body: answer };
}

function demand({ status, body }: { status: number; body: Row }): Row {
  if (status > 299) throw new Error(`Patchworks answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Items come flat, or with their fields in `attributes` where a test has switched to that shape. */
function rowOf(value: unknown): Row {
  if (typeof value !== 'object' || value === null) throw new Error('Patchworks answered something else than an item.');
  const item: Row = { ...value };
  return { ...item, ...(typeof item['attributes'] === 'object' ? item['attributes'] : {}) };
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.map(rowOf) : [];
}

function toStep(row: Row): { id: number; name: string } {
  return { id: Number(row['id']), name: String(row['name']) };
}

function toConnector(row: Row): PatchworksConnector {
  const methods = rowsOf(row['authentication_implementations']);
  return {
    id: Number(row['id']),
    label: String(row['label']),
    methods: Object.fromEntries(methods.map((method) => [String(method['name']), Number(method['id'])])),
  };
}

function toInstance(row: Row): PatchworksInstance {
  const { connection_pool_id: pool, last_authenticated_at: authenticated } = row;
  return {
    id: Number(row['id']),
    name: String(row['name']),
    systemId: Number(row['system_id']),
    timezone: String(row['timezone']),
    dateFormat: String(row['date_format']),
    rateLimitAmount: Number(row['rate_limit_duration']),
    rateLimitUnit: String(row['rate_limit_unit']),
    poolId: pool == null ? null : Number(pool),
    flowsCount: Number(row['flows_count'] ?? 0),
    lastAuthenticatedAt: typeof authenticated === 'string' ? authenticated : null,
  };
}
