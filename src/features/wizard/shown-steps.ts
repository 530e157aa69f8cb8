import type { Operation, OperationStep, StepRecord } from '#contract/operations.ts';

type VisibleStep = Exclude<OperationStep, 'settling' | 'done'>;

/** A step as the page shows it. Times are milliseconds; null where the step has not come yet. */
export interface ShownStep {
  step: VisibleStep;
  state: 'done' | 'running' | 'failed' | 'ahead';
  startedAt: number | null;
  endedAt: number | null;
}

const ofJob: readonly VisibleStep[] = ['sending', 'following'];

const courses: Partial<Record<Operation['kind'], readonly VisibleStep[]>> = {
  activate: ['creating', 'configuring', 'checking', 'enabling'],
  reconfigure: ['configuring', 'checking'],
  enable: ['enabling'],
  deploy: ['deploying'],
  deploy_package: ofJob,
  run: ofJob,
};

function courseOf(kind: Operation['kind'], records: Map<OperationStep, StepRecord>): readonly VisibleStep[] {
  // What was given with an activation may leave nothing to configure; then nobody is waited for.
  if (kind === 'activate' && records.has('creating') && records.has('checking') && !records.has('configuring')) {
    return ['creating', 'checking', 'enabling'];
  }
  // Where instances are deployed, another version is at work only after that; what it asks for comes in between.
  if (kind === 'upgrade' && (records.has('configuring') || records.has('deploying'))) {
    return records.has('configuring') ? ['changing', 'configuring', 'deploying'] : ['changing', 'deploying'];
  }
  if (kind === 'remove' && ofJob.some((step) => records.has(step))) return ofJob;
  return courses[kind] ?? ['changing'];
}

/**
 * The steps of an operation that matter to a person, with those still to come. Settling is the vendor's pause within
 * creating. Without an operation nothing is known but the start: the first step of an activation is under way.
 */
export function shownSteps(operation: Operation | null, startedAt: number): ShownStep[] {
  const records = new Map<OperationStep, StepRecord>(operation?.steps.map((record) => [record.step, record]));
  const course = courseOf(operation?.kind ?? 'activate', records);
  // A step that was gone through more than once is known by its last time.
  const lastReached = course.findLastIndex((step) => records.has(step));
  const isFailed = operation?.state === 'failed' || operation?.state === 'stopped';
  const isDone = operation?.state === 'succeeded';

  return course.map((step, index) => {
    const record = records.get(step);
    if (!operation) {
      return {
        step,
        state: index === 0 ? 'running' : 'ahead',
        startedAt: index === 0 ? startedAt : null,
        endedAt: null,
      };
    }
    const beganAt = record ? Date.parse(record.startedAt) : null;
    const endedAt = record?.endedAt ? Date.parse(record.endedAt) : null;
    if (isDone || index < lastReached)
      return { step, state: 'done', startedAt: endedAt === null ? null : beganAt, endedAt };
    if (index > lastReached) return { step, state: 'ahead', startedAt: null, endedAt: null };
    if (isFailed) return { step, state: 'failed', startedAt: endedAt === null ? null : beganAt, endedAt };
    const isOver = endedAt !== null && records.get('settling')?.endedAt !== null;
    return { step, state: isOver ? 'done' : 'running', startedAt: beganAt, endedAt };
  });
}
