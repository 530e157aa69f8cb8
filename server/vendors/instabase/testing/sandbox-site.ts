import { z } from 'zod';
import { sendJson } from '#server/platform/http/send-json.ts';

const root = '/api/v2/solutions/deployed';

const openedAccount = z.object({ username: z.string(), token: z.string(), prefixes: z.array(z.string()) });
const takenJob = z.object({ job_id: z.string() });
const jobEnd = z.object({
  results: z.tuple([z.object({ status: z.literal('OK'), deployed_solution_id: z.string() })]),
});

export type OpenedAccount = z.infer<typeof openedAccount>;

/** What the vendor's own clients and the sandbox's controls can do, for tests. */
export interface SandboxSite {
  control(method: 'PUT' | 'POST', name: string, body: unknown): Promise<unknown>;
  openAccount(externalId: string, spaces?: number): Promise<OpenedAccount>;
  /** Deploys a package of this name as the account and switches the solution off; answers its id. */
  deployInactive(account: OpenedAccount, name: string): Promise<string>;
}

/** `pass` lets time pass at the vendor. */
export function createSandboxSite(origin: string, pass: (milliseconds: number) => Promise<void>): SandboxSite {
  const send = async (
    method: 'GET' | 'PUT' | 'POST' | 'PATCH',
    path: string,
    options: { body?: unknown; token?: string } = {},
  ): Promise<unknown> => {
    const { body, token } = options;
    const outcome = await sendJson({
      url: `${origin}${path}`,
      method,
      ...(body === undefined ? {} : { body }),
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    });
    if (outcome.ok && outcome.status < 300) return outcome.json;
    throw new Error(`The sandbox refused ${method} ${path}: ${outcome.status}`);
  };
  const site: SandboxSite = {
    control: (method, name, body) => send(method, `/_sandbox/${name}`, { body }),
    openAccount: async (externalId, spaces) =>
      openedAccount.parse(
        await site.control('PUT', `accounts/${encodeURIComponent(externalId)}`, spaces === undefined ? {} : { spaces }),
      ),
    deployInactive: async ({ username, token }, name) => {
      const path = `${username}/claims/fs/Instabase Drive/${crypto.randomUUID()}.ibsolution`;
      const packageJson = { name, version: '1.0.0', owner: username, solution_type: 'ibflowbin' };
      await site.control('PUT', 'packages', { path, packageJson });
      const { job_id: job } = takenJob.parse(await send('POST', root, { body: { solution_path: path }, token }));
      await pass(10_000);
      const status = await send('GET', `/api/v1/jobs/status?job_id=${job}&type=async`, { token });
      const id = jobEnd.parse(status).results[0].deployed_solution_id;
      await send('PATCH', `${root}/${id}?state=INACTIVE`, { token });
      return id;
    },
  };
  return site;
}
