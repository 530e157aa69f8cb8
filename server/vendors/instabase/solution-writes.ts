import type { DeploymentState, Visibility } from '#contract/deployments.ts';
import { longestRunId } from '#contract/deployments.ts';
import type { ActsAs, NamedDeployment, PendingJob, WantedRun } from '../deployments.ts';
import { VendorError } from '../vendor-error.ts';
import { asSegment, solutionsPath } from './addresses.ts';
import type { InstabaseCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { isOwnOrPublic } from './own-or-public.ts';
import { secretsOf } from '../run-secrets.ts';
import { runBody } from './run-body.ts';
import type { InstabaseCall } from './transport.ts';
import { type WireSolution, wireJobAnswer, wireSolutionAnswer } from './wire.ts';
import { stateWords, visibilityWords } from './words.ts';

/** One of the two things that can be changed of a solution. */
export type SolutionChange =
  | { kind: 'state'; state: Exclude<DeploymentState, 'unknown'> }
  | { kind: 'visibility'; visibility: Visibility };

/** Everything that changes something at Instabase. Nothing is read back here. */
export interface SolutionWrites {
  change(as: ActsAs, vendorId: string, change: SolutionChange): Promise<WireSolution>;
  remove(as: ActsAs, vendorId: string): Promise<PendingJob>;
  deploy(as: ActsAs, packagePath: string): Promise<PendingJob>;
  run(as: ActsAs, vendorId: string, wanted: WantedRun): Promise<PendingJob>;
  runByName(as: ActsAs, named: NamedDeployment, wanted: WantedRun): Promise<PendingJob>;
}

export function createSolutionWrites(calls: InstabaseCalls): SolutionWrites {
  const begin = async (as: ActsAs, call: Omit<InstabaseCall, 'dialect' | 'effect'>): Promise<PendingJob> => {
    const answer = await calls(as, { ...call, dialect: 'v2', effect: 'write' });
    return { jobId: readable('write', () => wireJobAnswer.parse(answer)).job_id };
  };

  const beginRun = async (
    as: ActsAs,
    segments: string[],
    named: Record<string, unknown>,
    wanted: WantedRun,
  ): Promise<PendingJob> => {
    if (wanted.runId !== null) demandRunId(wanted.runId);
    const started = await begin(as, {
      method: 'POST',
      segments: [...solutionsPath, ...segments],
      body: { ...named, ...runBody(wanted) },
      secrets: secretsOf(wanted.settings.more),
    });
    // Under another id than was asked for, nobody could find the run again.
    if (wanted.runId !== null && started.jobId !== wanted.runId) {
      throw garbled('write', 'Instabase answered with another run than was asked for');
    }
    return started;
  };

  return {
    // Documented in the query string, without a body.
    change: async (as, vendorId, change) => {
      const answer = await calls(as, {
        dialect: 'v2',
        method: 'PATCH',
        segments: [...solutionsPath, asSegment(vendorId)],
        query: [
          change.kind === 'state'
            ? ['state', stateWords[change.state]]
            : ['visibility', visibilityWords[change.visibility]],
        ],
        effect: 'write',
      });
      const { solution } = readable('write', () => wireSolutionAnswer.parse(answer));
      // An owner who publishes a solution, where that is allowed, is answered with one that belongs to nobody.
      if (solution.id !== vendorId || !isOwnOrPublic(as, solution)) {
        throw garbled('write', 'Instabase answered with another solution than was changed');
      }
      return solution;
    },

    remove: async (as, vendorId) => begin(as, { method: 'DELETE', segments: [...solutionsPath, asSegment(vendorId)] }),

    deploy: (as, packagePath) =>
      refusedIfGone(begin(as, { method: 'POST', segments: solutionsPath, body: { solution_path: packagePath } })),

    run: async (as, vendorId, wanted) => beginRun(as, [asSegment(vendorId), 'run'], {}, wanted),

    // Both defaults are the vendor's own: the version deployed last, and the public owner.
    runByName: (as, { name, version, owner }, wanted) =>
      refusedIfGone(
        beginRun(
          as,
          ['run'],
          { name, ...(version === null ? {} : { version }), ...(owner === null ? {} : { owner }) },
          wanted,
        ),
      ),
  };
}

/** Where nothing was there before, a 404 is about a file or a name that somebody typed. */
async function refusedIfGone<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof VendorError) || error.code !== 'gone') throw error;
    const { vendorMessage } = error;
    throw new VendorError('instabase', 'refused', { wasDone: 'no', vendorMessage, cause: error });
  }
}

function demandRunId(runId: string): void {
  const problem = runId === '' ? 'required' : runId.length > longestRunId ? 'too_long' : null;
  if (problem === null) return;
  throw new VendorError('instabase', 'bad_input', { wasDone: 'no', fields: { runId: problem } });
}
