/** The paths at which the app has, or will have, a page. They answer 200 with the document; anything else answers it with 404. */
const pagePaths: RegExp[] = [
  /^\/$/,
  /^\/sign-in$/,
  /^\/instances(\/[^/]+)?$/,
  /^\/instances\/[^/]+\/(configure|runs\/[^/]+)$/,
  /^\/catalogue$/,
  /^\/connectors(\/marketplace|\/(instances|add)\/[^/]+)?$/,
  /^\/deployments(\/[^/]+)?$/,
  /^\/deployments\/[^/]+\/jobs\/[^/]+$/,
  /^\/(runs|operations|settings|return)$/,
  /^\/admin$/,
  /^\/admin\/(instances|upgrades|audit|accounts)$/,
  /^\/admin\/(accounts|bulk|debug)\/[^/]+$/,
];

export function isPagePath(path: string): boolean {
  const withoutSlash = path.length > 1 ? path.replace(/\/$/, '') : path;
  return pagePaths.some((pattern) => pattern.test(withoutSlash));
}
