import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';

const mostDeep = 10;
const mostAliases = 15;
const mostCost = 2_000;

/** Reported like any other finding: the rules would throw otherwise, and an exception is not an answer. */
const reporting = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

/** What a question may look like, whatever its variables. Introspection has its own fixed shape and is not counted. */
export const validationRules: ValidationRule[] = [
  ...specifiedRules,
  maxDepthRule({ n: mostDeep, ignoreIntrospection: true, ...reporting }),
  maxAliasesRule({ n: mostAliases, ...reporting }),
];

/** Every object costs one, a connection as many times as rows are asked for; plain fields are free. */
const estimate: ComplexityEstimator = ({ type, node, args, childComplexity }) => {
  if (type.name.startsWith('__') || node.name.value.startsWith('__')) return 0;
  if (!node.selectionSet) return 0;
  const { first } = args;
  return 1 + childComplexity * (typeof first === 'number' && first > 1 ? first : 1);
};

/**
 * Refuses a question whose answer would be too large; null when it is not. Variables that are not what the question
 * declares have no cost: executing it refuses them, in words that say which.
 */
export function costRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): GraphQLError | null {
  const declared = getOperationAST(document)?.variableDefinitions ?? [];
  if (getVariableValues(schema, declared, variables).errors) return null;
  const cost = getComplexity({ schema, query: document, variables, estimators: [estimate] });
  return cost > mostCost ? new GraphQLError(`The question costs ${cost} and may cost ${mostCost}.`) : null;
}
