import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isObjectType,
  getNamedType,
  isRequiredArgument,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

import { buildPrismaticSchema } from './graphql/schema.ts';
import { organisationToken, type PrismaticBed, startPrismaticBed } from './testing/prismatic-bed.ts';

const deepest = 2;

let bed: PrismaticBed;

beforeAll(async () => {
  bed = await startPrismaticBed();
});

afterAll(() => bed.stop());

it('answers every field that its schema names', async () => {
  const schema = buildPrismaticSchema();
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ args }) => !args.some((argument) => isRequiredArgument(argument)),
  );
  expect(roots.length).toBeGreaterThan(10);
  const answers = await Promise.all(
    roots.map(async ({ name, type }) => {
      const selection = select(schema, getNamedType(type).name, deepest);
      return bed.ask(z.unknown(), organisationToken, `{ ${name} ${selection} }`);
    }),
  );
  expect(answers).toHaveLength(roots.length);
});

it('filters and orders by every argument that its schema names', async () => {
  const fields = Object.values(buildPrismaticSchema().getQueryType()?.getFields() ?? {});
  const lists = fields.filter(({ args }) => args.some(({ name }) => name === 'first'));
  const queries = lists.flatMap(({ name, args }) =>
    args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      if ('getFields' in type) {
        const orderFields = Object.values(type.getFields()).map((field) => getNamedType(field.type));
        return orderFields.flatMap((named) =>
          'getValues' in named && named.name !== 'OrderDirection'
            ? named
                .getValues()
                .map(
                  (value) =>
                    `{ ${name}(${argument.name}: {field: ${value.name}, direction: DESC}) { __typename nodes { id } } }`,
                )
            : [],
        );
      }
      return [`{ ${name}(${argument.name}: ${literalOf(argument.name, type)}) { nodes { id } } }`];
    }),
  );
  expect(queries.length).toBeGreaterThan(100);
  for (const query of queries) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a failure names its query
    const response = await bed.post(organisationToken, query);
    expect(`${query}: ${response.status} ${await response.text()}`).toMatch(/: 200 (?!.*"errors")/);
  }
});

function literalOf(argument: string, type: GraphQLNamedType): string {
  if ('getValues' in type) return type.getValues()[0]?.name ?? '';
  if (type.name === 'Boolean') return 'true';
  if (type.name === 'Int') return '2';
  if (type.name === 'DateTime') return '"2026-01-01T00:00:00.000000+00:00"';
  if (type.name === 'UUID') return '"0b9c1ad0-0000-4000-8000-000000000000"';
  return argument === 'after' || argument === 'before' ? '""' : '"x"';
}

function select(schema: GraphQLSchema, typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const names = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth > 0 ? [`${field.name} ${select(schema, inner.name, depth - 1)}`] : [];
  });
  return `{ ${['__typename', ...names].join(' ')} }`;
}
