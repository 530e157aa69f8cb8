/**
 * Who may import whom. Zones are patterns over folders, so that a new feature or vendor is guarded from its first day.
 *
 *   src → contract ← server
 *   src:     app → pages → vendors → features → api, and any → ui → theme → lib
 *   server:  main → gateway → operations → inventory → accounts → vendors → audit → platform
 *            gateway → exports → inventory and what stands after it
 *            sandbox → platform, and only main starts it
 *
 * A zone may import itself, what stands after it, and the contract. Tests may reach across their side.
 */
const tests = '(\\.test\\.tsx?|\\.fixture\\.tsx?|/contract-suite\\.ts)$|/testing/';

/** `from` may import only itself and `mayImport` out of our own folders. */
function zone(name, from, mayImport, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from, pathNot: tests },
    to: { path: '^(contract|src|server|tools|e2e)/', pathNot: [from, ...mayImport] },
  };
}

/** Only `importers` (and tests) may import `target`. */
function onlyFrom(name, target, importers, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { pathNot: [tests, target, ...importers] },
    to: { path: target },
  };
}

/** Sister folders below `parent` do not know each other; all may know `shared`, which stands in for any of them. */
function sisters(name, parent, comment, shared) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: `^${parent}/([^/]+)/`, pathNot: tests },
    to: { path: `^${parent}/[^/]+/`, pathNot: [`^${parent}/$1/`, ...(shared === undefined ? [] : [shared])] },
  };
}

const contract = '^contract/';
const look = ['^src/ui/', '^src/theme/', '^src/lib/'];
const below = (...zones) => [contract, ...zones.map((name) => `^server/${name}/`)];
// The port itself; the folder of one vendor is composed in by main.
const vendorPort = '^server/vendors/[^/]+\\.ts$';

export default {
  forbidden: [
    {
      name: 'contract-stands-alone',
      severity: 'error',
      comment: 'The contract is shared by browser and server: no I/O, no vendor, nothing but zod.',
      from: { path: contract, pathNot: tests },
      to: { pathNot: [contract, '^node_modules/zod/'] },
    },

    zone('browser-knows-no-server', '^src/', [contract], 'The browser knows the contract and nothing of the server.'),
    zone('app-composes', '^src/app/', [contract, '^src/'], 'app may use everything in src.'),
    onlyFrom('nothing-imports-app', '^src/app/', [], 'app is the top of the page.'),
    zone('pages', '^src/pages/', [contract, '^src/features/', '^src/vendors/registry\\.tsx?$', '^src/api/', ...look]),
    sisters('pages-are-apart', 'src/pages', 'What two pages share is a feature.', '^src/pages/NotFoundPage/'),
    zone('vendor-screens', '^src/vendors/', [contract, '^src/features/', '^src/api/', ...look]),
    sisters('vendor-screens-are-apart', 'src/vendors', 'Vendors meet in the registry.'),
    zone('features', '^src/features/', [contract, '^src/api/', ...look]),
    {
      name: 'features-keep-their-inside',
      severity: 'error',
      comment: 'A feature may use what lies openly in another one, never its folders, and only in one direction.',
      from: { path: '^src/features/([^/]+)/', pathNot: tests },
      to: { path: '^src/features/[^/]+/[^/]+/', pathNot: '^src/features/$1/' },
    },
    zone('api', '^src/api/', [contract, '^src/lib/'], 'Fetching knows nothing of what is drawn.'),
    zone('ui', '^src/ui/', [contract, '^src/theme/', '^src/lib/'], 'Widgets know no noun.'),
    zone('theme', '^src/theme/', ['^src/lib/']),
    zone('lib', '^src/lib/', [contract]),

    zone('server-knows-no-browser', '^server/', [contract], 'The server knows the contract and nothing of the page.'),
    onlyFrom('nothing-imports-main', '^server/[^/]+\\.ts$', [], 'main is the composition root.'),
    zone('gateway', '^server/gateway/', [
      ...below('bulks', 'exports', 'operations', 'inventory', 'accounts', 'audit', 'platform'),
      vendorPort,
    ]),
    zone('bulks', '^server/bulks/', [...below('operations', 'inventory', 'accounts', 'audit', 'platform'), vendorPort]),
    zone('exports', '^server/exports/', below('inventory', 'accounts', 'audit', 'platform')),
    zone('operations', '^server/operations/', [...below('inventory', 'accounts', 'audit', 'platform'), vendorPort]),
    zone('inventory', '^server/inventory/', [...below('accounts', 'audit', 'platform'), vendorPort]),
    zone('accounts', '^server/accounts/', [...below('audit', 'platform'), vendorPort]),
    zone('vendors', '^server/vendors/', below('audit', 'platform')),
    sisters('vendors-are-apart', 'server/vendors', 'What two vendors share belongs to the port or the platform.'),
    onlyFrom(
      'vendors-behind-their-port',
      '^server/vendors/[^/]+/',
      ['^server/[^/]+\\.ts$', '^tools/generate\\.ts$'],
      'Only main knows a vendor by name, and the tool that writes their table of capabilities.',
    ),
    zone('audit', '^server/audit/', below('platform')),
    zone('platform', '^server/platform/', [contract]),

    zone(
      'sandbox-imitates',
      '^server/sandbox/',
      ['^server/platform/'],
      'It stands at the wire and never sees an adapter.',
    ),
    onlyFrom(
      'sandbox-is-outside',
      '^server/sandbox/(?![^/]+/testing/)',
      ['^server/sandbox/', '^server/[^/]+\\.ts$'],
      'To the server it is a vendor.',
    ),
    sisters('sandboxes-are-apart', 'server/sandbox', 'The imitated vendors know nothing of each other.'),

    onlyFrom('testing-is-for-tests', '/testing/', ['^e2e/'], 'What helps tests is not shipped.'),
    zone(
      'journeys-are-outside',
      '^e2e/',
      [contract, '^tools/support/browser', '^server/sandbox/[^/]+/testing/'],
      'A journey sees what a browser sees, and acts at a vendor as the vendor’s own clients do.',
    ),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no order in which to read it.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles-between-features',
      severity: 'error',
      scope: 'folder',
      comment: 'Of two features one stands on the other.',
      from: { path: '^src/features/' },
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere is guarded by no rule.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // A test may reach across, and would make cycles of folders that have none.
    exclude: { path: '\\.generated\\.|\\.test\\.tsx?$|^src/features/[^/]+/testing/' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
    },
  },
};
