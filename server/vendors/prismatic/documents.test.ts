import { readFileSync } from 'node:fs';
import { buildSchema, Kind, OperationTypeNode, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { readDocuments } from './read-documents.ts';
import { runDocuments } from './run-documents.ts';
import { writeDocuments } from './write-documents.ts';

const schema = buildSchema(readFileSync(new URL('fixtures/prismatic-schema.graphql', import.meta.url), 'utf8'));
const named = (documents: Record<string, { text: string }>) =>
  Object.entries(documents).map(([name, { text }]) => ({ name, text }));
const reading = [...named(readDocuments), ...named(runDocuments)];
const all = [...reading, ...named(writeDocuments)];

test.each(all)('$name is valid against the schema and is the one operation in its text', ({ text }) => {
  const parsed = parse(text);
  expect(validate(schema, parsed)).toEqual([]);
  expect(parsed.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)).toHaveLength(1);
});

test('the documents for reading change nothing', () => {
  const mutations = reading.filter(({ text }) =>
    parse(text).definitions.some(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== OperationTypeNode.QUERY,
    ),
  );
  expect(mutations.map(({ name }) => name)).toEqual(['pageContent']);
});

test('no document asks for what may hold the tokens of a connection', () => {
  expect(all.filter(({ text }) => /\bmeta\b/.test(text))).toEqual([]);
});

test('nothing that the readers are built from imports a document for writing', () => {
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
  visit('deployable-reader.ts');

  expect(visited).toContain('read-documents.ts');
  expect([...visited].filter((file) => file.startsWith('write-'))).toEqual([]);
});
