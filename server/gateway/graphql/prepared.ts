import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  validate,
  type ValidationRule,
} from 'graphql';
import { validationRules } from './limits.ts';

/** A question that may be executed, or what is wrong with it. */
export type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** The page asks a few dozen questions; whoever asks more varied ones pays for parsing them again. */
const keptDocuments = 500;

/**
 * Parses and validates, remembering the outcome by the text: the page asks the same questions over and over, and
 * validation costs several times what execution does. Whether the schema may be asked for is the deployment's choice.
 */
export function createPreparer(
  schema: GraphQLSchema,
  { allowsIntrospection }: { allowsIntrospection: boolean },
): (text: string) => Prepared {
  const rules = allowsIntrospection ? validationRules : [...validationRules, NoSchemaIntrospectionCustomRule];
  const kept = new Map<string, Prepared>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const prepared = prepare(schema, rules, text);
    if (kept.size >= keptDocuments) kept.clear();
    kept.set(text, prepared);
    return prepared;
  };
}

function prepare(schema: GraphQLSchema, rules: readonly ValidationRule[], text: string): Prepared {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: 2_000 });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
  const errors = validate(schema, document, rules);
  return errors.length > 0 ? { errors } : { document };
}

/** Exactly one operation to a request: batches would get around the limits. */
export function hasOneOperation(document: DocumentNode): boolean {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).length === 1;
}
