import { atom } from 'nanostores';
import type { ReadableAtom } from 'nanostores';
import { type ConnectorDraft, putConnectorDraft } from '#contract/endpoints/connectors.ts';
import { type InstanceDetails, instanceDetailsSchema, longestDetail } from '#contract/connectors.ts';
import { send } from '#src/api/http.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';

/** What a draft holds of what was typed: never a secret. */
export type DraftContent = Pick<ConnectorDraft, 'details' | 'methodId' | 'values'>;

/** How it stands with what was typed: on the server, on its way there, or refused. */
export type Keeping = { state: 'kept' | 'pending' } | { state: 'failed'; problem: ClientProblem };

export interface DraftKeeper {
  keeping: ReadableAtom<Keeping>;
  /** Keeps it soon, together with what is typed right after. */
  keep: (content: DraftContent) => void;
  /** Keeps it now. Resolves to the problem, or null when all of it is kept. */
  flush: () => Promise<ClientProblem | null>;
}

/** Typing pauses about so long between words. */
const pauseMs = 300;

const underWay = new Map<string, Promise<unknown>>();

/** Resolves when everything that was sent about a draft from this page has been answered. */
export async function keptSoFar(draftId: string): Promise<void> {
  await underWay.get(draftId);
}

/** Keeps a draft on the server: one request at a time, always the newest, nothing twice. */
export function createDraftKeeper(draft: ConnectorDraft): DraftKeeper {
  const keeping = atom<Keeping>({ state: 'kept' });
  let wanted = contentOf(draft);
  let kept = JSON.stringify(wanted);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<ClientProblem | null> | null = null;

  async function sendNewest(): Promise<ClientProblem | null> {
    while (JSON.stringify(wanted) !== kept) {
      const body = wanted;
      try {
        // oxlint-disable-next-line no-await-in-loop -- what comes later must not be overtaken by what came before
        await send(putConnectorDraft, { params: { id: draft.id }, body, outlivesPage: true });
        kept = JSON.stringify(body);
      } catch (error) {
        const problem = problemOf(error);
        keeping.set({ state: 'failed', problem });
        return problem;
      }
    }
    keeping.set({ state: 'kept' });
    return null;
  }

  function flush(): Promise<ClientProblem | null> {
    clearTimeout(timer);
    sending ??= sendNewest().finally(() => {
      sending = null;
      underWay.delete(draft.id);
    });
    underWay.set(draft.id, sending);
    return sending;
  }

  function keep(content: DraftContent): void {
    const next = { ...contentOf(content), details: keepable(content.details, wanted.details) };
    if (JSON.stringify(next) === JSON.stringify(wanted)) return;
    wanted = next;
    clearTimeout(timer);
    keeping.set({ state: 'pending' });
    timer = setTimeout(() => void flush(), pauseMs);
  }

  return { keeping, keep, flush };
}

function contentOf({ details, methodId, values }: DraftContent): DraftContent {
  return { details, methodId, values };
}

/** What of the details the server takes: an empty name, but of all else what was right last. */
function keepable(details: InstanceDetails, former: InstanceDetails): InstanceDetails {
  const parsed = instanceDetailsSchema.safeParse(details);
  if (parsed.success) return { ...details, timeZone: parsed.data.timeZone, dateFormat: parsed.data.dateFormat };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const right = <Key extends keyof InstanceDetails>(key: Key) => (wrong.has(key) ? former[key] : details[key]);
  return {
    name: details.name.slice(0, longestDetail),
    timeZone: right('timeZone'),
    dateFormat: right('dateFormat'),
    rateLimitAmount: right('rateLimitAmount'),
    rateLimitUnit: right('rateLimitUnit'),
    poolId: right('poolId'),
  };
}
