/**
 * Writes the files that follow from others: from contract/schema.graphql the resolver types for the server and the
 * introspection for gql.tada, from the adapters' capabilities and the settings of connectors' instances their tables in docs/.
 */
import { writeFile, readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { generateOutput } from '@gql.tada/cli-utils';
import { buildSchema, parse, printSchema } from 'graphql';
import type { Capabilities } from '#contract/capabilities.ts';
import { vendorNames } from '#contract/vendors.ts';
import { instabaseCapabilities } from '#server/vendors/instabase/capabilities.ts';
import { patchworksCapabilities } from '#server/vendors/patchworks/capabilities.ts';
import { prismaticCapabilities } from '#server/vendors/prismatic/capabilities.ts';
import { trayCapabilities } from '#server/vendors/tray/capabilities.ts';
import { connectorOptionsTable } from './support/connector-options-table.ts';

const schemaFile = 'contract/schema.graphql';
const resolverTypesFile = 'server/gateway/graphql/schema.generated.ts';

const sdl = await readFile(schemaFile, 'utf8');
const types = await codegen({
  filename: resolverTypesFile,
  schema: parse(printSchema(buildSchema(sdl))),
  documents: [],
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    // Resolvers may return what the rooms know; the nested fields are then resolved from it.
    mappers: {
      Instance: '../graphql/parents.ts#AnyInstanceParent',
      TrayInstance: '../graphql/parents.ts#InstanceParent',
      PatchworksInstance: '../graphql/parents.ts#ConnectorInstanceParent',
      PrismaticInstance: '../graphql/parents.ts#PrismaticInstanceParent',
      PrismaticDetail: '../graphql/parents.ts#PrismaticDetailParent',
      InstabaseInstance: '../graphql/parents.ts#InstabaseInstanceParent',
      DeployedSolution: '../graphql/parents.ts#DeployedSolutionParent',
      ConnectorInstanceDetail: '../graphql/parents.ts#ConnectorDetailParent',
      DebugView: '../graphql/parents.ts#DebugViewParent',
      InstanceRow: '../../inventory/indexed-instance.ts#IndexedInstance',
      OperationSummary: '../../inventory/indexed-instance.ts#OperationGlance',
    },
    contextType: '../graphql/context.ts#GraphContext',
    scalars: { DateTime: { input: 'Date', output: 'Date' }, ID: 'string' },
  },
  plugins: [{ typescript: {} }, { resolvers: {} }],
  pluginMap: { typescript, resolvers },
});
await writeFile(resolverTypesFile, `// Made from ${schemaFile} by \`npm run generate\`.\n${types}`);
await generateOutput({ output: undefined, tsconfig: 'tsconfig.browser.json', disablePreprocessing: false });
await writeFile('docs/connector-options.md', connectorOptionsTable());
await writeFile(
  'docs/capabilities.md',
  capabilityTable({
    [vendorNames.tray]: trayCapabilities,
    [vendorNames.prismatic]: prismaticCapabilities,
    [vendorNames.instabase]: instabaseCapabilities,
    [vendorNames.patchworks]: patchworksCapabilities,
  }),
);

function capabilityTable(vendors: Record<string, Capabilities>): string {
  const names = Object.keys(vendors);
  const words: [keyof Capabilities, string][] = [
    ['activate', 'is activated from the common catalogue'],
    ['connectors', 'belongs to a connector that the company installs'],
    ['deployables', 'is of a published version, and runs once it was deployed'],
    ['deployments', 'is a solution that is deployed from a file and run by jobs'],
    ['values', 'its values are changed without the vendor’s own window'],
    ['wizard', 'is configured in the vendor’s own window'],
    ['authDialog', 'connects an account in a dialog of the vendor’s own'],
    ['rename', 'rename'],
    ['enable', 'enable'],
    ['disable', 'disable'],
    ['upgrade', 'move to the newest version'],
    ['remove', 'remove'],
    ['runs', 'read runs and logs'],
  ];
  const rows = words.map(([key, word]) => {
    const cells = names.map((name) => (vendors[name]?.[key] ? 'yes' : 'no'));
    return `| ${[word, ...cells].join(' | ')} |`;
  });
  return [
    '# What each vendor can do',
    '',
    'Made from the adapters by `npm run generate`. What a vendor cannot do, the page says instead of offering it.',
    '',
    `| | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}
