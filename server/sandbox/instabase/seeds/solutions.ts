import { type RunOutcome, publicOwner, type SolutionState, type Visibility } from '../vocabulary.ts';

/** A solution of the first seeding with how its runs ended, newest first. */
export interface SeedSolution {
  owner: string;
  author: string;
  name: string;
  version: string;
  state: SolutionState;
  visibility: Visibility;
  summary: string;
  daysAgo: number;
  outcomes: readonly RunOutcome[];
  metadata?: string;
}

const good: readonly RunOutcome[] = ['COMPLETE', 'COMPLETE', 'COMPLETE'];
const failing: readonly RunOutcome[] = ['FAILED', 'COMPLETE', 'FAILED'];
const waiting: readonly RunOutcome[] = ['STOPPED_AT_CHECKPOINT', 'COMPLETE', 'COMPLETE'];
const cancelled: readonly RunOutcome[] = ['CANCELLED', 'COMPLETE'];
const none: readonly RunOutcome[] = [];

/** Every state, visibility and last outcome, several versions of one name, and texts that are hard to show. */
export const seedSolutions: readonly SeedSolution[] = [
  own('northwind', 'Claims intake', '1.0.0', 'INACTIVE', 300, cancelled),
  own('northwind', 'Claims intake', '1.1.0', 'ACTIVE', 180, good),
  // Deployed last with a lower number: a run by name without a version takes this one.
  own('northwind', 'Claims intake', '1.0.1', 'ACTIVE', 20, waiting),
  own('northwind', 'Invoice reader', '2.3.0', 'ACTIVE', 150, good),
  own('northwind', 'Invoice reader', '2.4.0', 'ACTIVE', 12, failing),
  own('northwind', 'Delivery notes', '1.0.0', 'ACTIVE', 90, waiting),
  own('northwind', 'Customs papers', '0.9.0', 'INACTIVE', 75, failing),
  {
    ...own('northwind', 'Supplier onboarding', '1.2.0', 'ACTIVE', 40, none),
    visibility: 'PENDING_REVIEW',
    metadata: '{"authors": ["Maya Lindqvist"',
  },
  {
    ...own('northwind', 'بيانات الشحن 📦', '1.0.0', 'ACTIVE', 33, good),
    summary: 'Reads <b>waybills</b> & more; see https://northwind.example/waybills',
  },
  own('northwind', 'Warehouse damage reports with photographs, statements and estimates', '10.0.2', 'ACTIVE', 5, none),
  own('fabrikam', 'Claims intake', '1.1.0', 'ACTIVE', 110, good),
  own('fabrikam', 'Loan applications', '3.0.0', 'ACTIVE', 60, waiting),
  own('fabrikam', 'Payslip check', '1.0.0', 'INACTIVE', 58, failing),
  own('fabrikam', 'Payslip check', '1.0.1', 'ACTIVE', 9, good),
  own('archive', 'Box index', '1.0.0', 'ACTIVE', 200, good),
  shared('Identity documents', '4.1.0', 'ACTIVE', 250, good),
  shared('Identity documents', '4.2.0', 'ACTIVE', 30, good),
  shared('Bank statements', '2.0.0', 'ACTIVE', 210, waiting),
  shared('Tax forms', '1.0.0', 'INACTIVE', 400, none),
];

function own(
  username: string,
  name: string,
  version: string,
  state: SolutionState,
  daysAgo: number,
  outcomes: readonly RunOutcome[],
): SeedSolution {
  const summary = `${name}, version ${version}`;
  return { owner: username, author: username, name, version, state, visibility: 'PRIVATE', summary, daysAgo, outcomes };
}

function shared(
  name: string,
  version: string,
  state: SolutionState,
  daysAgo: number,
  outcomes: readonly RunOutcome[],
): SeedSolution {
  const base = own('jackfield-ops', name, version, state, daysAgo, outcomes);
  return { ...base, owner: publicOwner, visibility: 'PUBLIC' };
}
