/** Writes the files that follow from contract/schema.graphql: resolver types for the server, introspection for gql.tada. */
import { writeFile, readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { generateOutput } from '@gql.tada/cli-utils';
import { buildSchema, parse, printSchema } from 'graphql';

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
      Instance: '../graphql/parents.ts#InstanceParent',
      TrayInstance: '../graphql/parents.ts#InstanceParent',
      DebugView: '../graphql/parents.ts#DebugViewParent',
    },
    contextType: '../graphql/context.ts#GraphContext',
    scalars: { DateTime: { input: 'Date', output: 'Date' }, ID: 'string' },
  },
  plugins: [{ typescript: {} }, { resolvers: {} }],
  pluginMap: { typescript, resolvers },
});
await writeFile(resolverTypesFile, `// Made from ${schemaFile} by \`npm run generate\`.\n${types}`);
await generateOutput({ output: undefined, tsconfig: 'tsconfig.browser.json', disablePreprocessing: false });
