/** Every address of the page: the pattern that the route tree takes and the function that makes a link. */
export const paths = {
  root: { pattern: '/', to: () => '/' },
  signIn: {
    pattern: '/sign-in',
    to: (from?: string) => (from ? `/sign-in?from=${encodeURIComponent(from)}` : '/sign-in'),
  },
  return: { pattern: '/return', to: () => '/return' },
  instances: { pattern: '/instances', to: () => '/instances' },
  instance: { pattern: '/instances/:id', to: (id: string) => `/instances/${encodeURIComponent(id)}` },
  configure: {
    pattern: '/instances/:id/configure',
    to: (id: string) => `/instances/${encodeURIComponent(id)}/configure`,
  },
  instanceRun: {
    pattern: '/instances/:id/runs/:runId',
    to: (id: string, runId: string) => `/instances/${encodeURIComponent(id)}/runs/${encodeURIComponent(runId)}`,
  },
  catalogue: { pattern: '/catalogue', to: () => '/catalogue' },
  connectors: { pattern: '/connectors', to: () => '/connectors' },
  marketplace: { pattern: '/connectors/marketplace', to: () => '/connectors/marketplace' },
  connectorInstance: {
    pattern: '/connectors/instances/:id',
    to: (id: string) => `/connectors/instances/${encodeURIComponent(id)}`,
  },
  addInstance: {
    pattern: '/connectors/add/:draftId',
    to: (draftId: string, step = 'name') =>
      `/connectors/add/${encodeURIComponent(draftId)}?step=${encodeURIComponent(step)}`,
  },
  deployments: { pattern: '/deployments', to: () => '/deployments' },
  deployment: { pattern: '/deployments/:id', to: (id: string) => `/deployments/${encodeURIComponent(id)}` },
  job: {
    pattern: '/deployments/:id/jobs/:jobId',
    to: (id: string, jobId: string) => `/deployments/${encodeURIComponent(id)}/jobs/${encodeURIComponent(jobId)}`,
  },
  runs: { pattern: '/runs', to: () => '/runs' },
  operations: { pattern: '/operations', to: () => '/operations' },
  settings: { pattern: '/settings', to: () => '/settings' },
  admin: { pattern: '/admin', to: () => '/admin' },
  adminInstances: { pattern: '/admin/instances', to: () => '/admin/instances' },
  adminAccounts: { pattern: '/admin/accounts', to: () => '/admin/accounts' },
  adminUpgrades: { pattern: '/admin/upgrades', to: () => '/admin/upgrades' },
  adminAudit: { pattern: '/admin/audit', to: () => '/admin/audit' },
  bulk: { pattern: '/admin/bulk/:id', to: (id: string) => `/admin/bulk/${encodeURIComponent(id)}` },
  account: { pattern: '/admin/accounts/:id', to: (id: string) => `/admin/accounts/${encodeURIComponent(id)}` },
  debug: { pattern: '/admin/debug/:id', to: (id: string) => `/admin/debug/${encodeURIComponent(id)}` },
} as const;

/**
 * The address to go to after signing in, when it is a path of this very origin; otherwise null. Addresses such as
 * `//elsewhere` and `/\elsewhere` name other hosts to a browser.
 */
export function safeReturnPath(from: string | null, origin: string): string | null {
  if (from === null || !from.startsWith('/')) return null;
  let url: URL;
  try {
    url = new URL(from, origin);
  } catch {
    return null;
  }
  if (url.origin !== origin || url.pathname === paths.signIn.pattern) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
