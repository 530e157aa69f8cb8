/** What tests do at the imitated Instabase themselves, through its own API, behind our back. */

export interface InstabaseSolution {
  id: string;
  name: string;
  version: string;
  owner: string;
  author: string;
  state: string;
}

export interface InstabaseRun {
  id: string;
  state: string;
  outputFolder: string;
}

/** How a job stands, in the API's own words. */
export interface InstabaseJob {
  status: string;
  state?: string;
  msg?: string;
  results?: Record<string, unknown>[];
}

/** The imitated Instabase as one user. */
export interface InstabaseOwner {
  username: string;
  token: string;
  /** Where the user's files lie, such as `northwind/`. */
  prefixes: string[];
  /** As `<owner>/<name>`. */
  spaces: string[];
  /** Paths of files that can be deployed. */
  packages: string[];
  /** Any call; answers status and body. */
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
  /** All that the user may see, or with the query, such as `owner=northwind`. */
  solutions: (query?: string) => Promise<InstabaseSolution[]>;
  /** Puts a file there that can be deployed. `rest` joins `package.json`. */
  addPackage: (path: string, packageJson: Record<string, unknown>) => Promise<string>;
  /**
   * Deploys a package of this name, and waits for it by moving the clock by ten seconds; answers the solution's id. It is
   * on, private, and of the version 1.0.0 unless told.
   */
  deploy: (name: string, wanted?: { version?: string; packageJson?: Record<string, unknown> }) => Promise<string>;
  /** Runs a solution on this folder; answers the job's id. It ends as the clock goes on. */
  run: (id: string, inputFolder: string, more?: Record<string, unknown>) => Promise<string>;
  job: (jobId: string, type: 'async' | 'flow') => Promise<InstabaseJob>;
  runs: (id: string) => Promise<InstabaseRun[]>;
  /** Gives a solution this many runs of the past. */
  addRuns: (id: string, count: number) => Promise<void>;
  change: (id: string, change: { state?: 'ACTIVE' | 'INACTIVE'; visibility?: string }) => Promise<void>;
  /** Begins the removal and waits for it by moving the clock by ten seconds. */
  remove: (id: string) => Promise<void>;
  /** Makes the account own this many spaces or more. */
  ownSpaces: (count: number) => Promise<void>;
}

const root = '/api/v2/solutions/deployed';
const settledMs = 10_000;

interface OpenedAccount {
  username: string;
  token: string;
  prefixes: string[];
  spaces: string[];
  packages: string[];
}

/** Acts at the imitated Instabase at `origin` as the user of this external id, which is made where there is none. */
export async function actAtInstabase(origin: string, externalId: string): Promise<InstabaseOwner> {
  const control = async <Answer>(method: string, path: string, body: unknown): Promise<Answer> => {
    const { status, body: answer } = await send(origin, null, method, `/_sandbox/${path}`, body);
    if (status > 299) throw new Error(`Instabase answered ${status}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  };
  const account = `accounts/${encodeURIComponent(externalId)}`;
  const opened = await control<OpenedAccount>('PUT', account, {});
  const { username, token } = opened;
  const call: InstabaseOwner['call'] = (method, path, body) => send(origin, token, method, path, body);
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const { status, body: answer } = await call(method, path, body);
    if (status > 299) throw new Error(`Instabase answered ${status}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  };
  const settle = async () => void (await control('POST', 'clock', { advanceMs: settledMs }));
  const job: InstabaseOwner['job'] = (jobId, type) =>
    ask('GET', `/api/v1/jobs/status?${new URLSearchParams({ job_id: jobId, type }).toString()}`);
  const addPackage: InstabaseOwner['addPackage'] = async (path, packageJson) => {
    await control('PUT', 'packages', { path, packageJson });
    return path;
  };

  return {
    ...opened,
    call,
    job,
    addPackage,
    solutions: async (query = '') => {
      const found: InstabaseSolution[] = [];
      for (let offset = 0, more = true; more;) {
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const page = await ask<{ solutions: InstabaseSolution[]; has_more: [boolean]; next_offset: [number] }>(
          'GET',
          `${root}?${query === '' ? '' : `${query}&`}limit=100&offset=${offset}`,
        );
        found.push(...page.solutions);
        [more, offset] = [page.has_more[0], page.next_offset[0]];
      }
      return found;
    },
    deploy: async (name, { version = '1.0.0', packageJson = {} } = {}) => {
      const path = `${username}/claims/fs/Instabase Drive/${crypto.randomUUID()}.ibsolution`;
      await addPackage(path, { name, version, owner: username, solution_type: 'ibflowbin', ...packageJson });
      const { job_id: jobId } = await ask<{ job_id: string }>('POST', root, { solution_path: path });
      await settle();
      const { results = [] } = await job(jobId, 'async');
      const id = results[0]?.['deployed_solution_id'];
      if (typeof id !== 'string') throw new Error(`The deployment ended with ${JSON.stringify(results)}`);
      return id;
    },
    run: async (id, inputFolder, more = {}) => {
      const { job_id: jobId } = await ask<{ job_id: string }>('POST', `${root}/${id}/run`, {
        input_dir: inputFolder,
        settings: {},
        ...more,
      });
      return jobId;
    },
    runs: async (id) => (await ask<{ jobs: InstabaseRun[] }>('GET', `${root}/${id}/jobs?limit=100`)).jobs,
    addRuns: async (id, count) => void (await control('POST', 'runs', { solution: id, runs: count })),
    change: async (id, change) => void (await ask('PATCH', `${root}/${id}?${new URLSearchParams(change).toString()}`)),
    remove: async (id) => {
      await ask('DELETE', `${root}/${id}`);
      await settle();
    },
    ownSpaces: async (count) => void (await control('PUT', account, { spaces: count })),
  };
}

async function send(
  origin: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
