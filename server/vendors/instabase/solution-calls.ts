import type { ActsAs, DeploymentFilter } from '../deployments.ts';
import { VendorError } from '../vendor-error.ts';
import { asSegment, type Query, solutionsPath } from './addresses.ts';
import type { InstabaseCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { readSolutionList, type WireSolution, type WireSolutionPage, wireSolutionAnswer } from './wire.ts';
import { stateWords, visibilityWords } from './words.ts';

/** One page of the list of solutions. */
export async function fetchSolutions(
  calls: InstabaseCalls,
  as: ActsAs,
  filter: DeploymentFilter,
  window: { offset: number; limit: number },
): Promise<WireSolutionPage> {
  const answer = await calls(as, {
    dialect: 'v2',
    method: 'GET',
    segments: solutionsPath,
    query: [...filterQuery(filter), ['limit', String(window.limit)], ['offset', String(window.offset)]],
    effect: 'read',
  });
  const page = readable('read', () => readSolutionList(answer));
  if (page === null) throw garbled('read', 'The list of solutions cannot be read');
  return page;
}

/** The solution that answers for this id; null when there is none that the caller may see. */
export async function fetchSolution(calls: InstabaseCalls, as: ActsAs, vendorId: string): Promise<WireSolution | null> {
  try {
    const answer = await calls(as, {
      dialect: 'v2',
      method: 'GET',
      segments: [...solutionsPath, asSegment(vendorId)],
      effect: 'read',
    });
    return readable('read', () => wireSolutionAnswer.parse(answer)).solution;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'gone') return null;
    throw error;
  }
}

function filterQuery({ state, name, author, owner, visibility }: DeploymentFilter): Query {
  return Object.entries({
    state: state && stateWords[state],
    name,
    author,
    owner,
    visibility: visibility && visibilityWords[visibility],
  }).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, value] as const]));
}
