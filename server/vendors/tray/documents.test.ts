import { readFileSync } from 'node:fs';
import { buildSchema, Kind, OperationTypeNode, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { GraphqlDocument } from './graphql-document.ts';
import { readDocuments } from './read-documents.ts';
import { writeDocuments } from './write-documents.ts';

const schema = buildSchema(readFileSync(new URL('fixtures/tray-schema.graphql', import.meta.url), 'utf8'));
const documents: GraphqlDocument[] = [...Object.values(readDocuments), ...Object.values(writeDocuments)];

test.each(documents)('$operationName is valid against the schema and is the one operation in its text', (document) => {
  const parsed = parse(document.text);
  const operations = parsed.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);

  expect(validate(schema, parsed)).toEqual([]);
  expect(operations.map((operation) => operation.name?.value)).toEqual([document.operationName]);
});

test('the documents for reading write nothing besides the user token', () => {
  const mutations = Object.values(readDocuments).filter((document) =>
    parse(document.text).definitions.some(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== OperationTypeNode.QUERY,
    ),
  );
  expect(mutations).toEqual([readDocuments.authorize]);
});

test('nothing that the reader is built from imports a document for writing', () => {
  const visited = new Set<string>();
  const visit = (file: string): void => {
    if (visited.has(file)) return;
    visited.add(file);
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    for (const [, imported] of source.matchAll(/from '\.\/([\w-]+\.ts)'/g)) {
      if (imported !== undefined) visit(imported);
    }
  };
  visit('read-client.ts');

  expect(visited).toContain('read-documents.ts');
  expect([...visited].filter((file) => file.startsWith('write-'))).toEqual([]);
});
