import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

/** A request's text, understood; or why not. */
export type ParsedDocument = { document: DocumentNode } | { errors: readonly GraphQLError[] };

const keptDocuments = 500;

/** Parses and validates each text once; the oldest texts are forgotten first. */
export function createDocumentParser(schema: GraphQLSchema): (text: string) => ParsedDocument {
  const kept = new Map<string, ParsedDocument>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const parsed = understand(schema, text);
    const oldest = kept.keys().next();
    if (kept.size >= keptDocuments && !oldest.done) kept.delete(oldest.value);
    kept.set(text, parsed);
    return parsed;
  };
}

function understand(schema: GraphQLSchema, text: string): ParsedDocument {
  try {
    const document = parse(text);
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
