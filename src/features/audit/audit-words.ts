import { wordsOfProblem } from '#src/api/problem-messages.ts';
import type { problemMessages } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { i18n } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import type { actionWords } from './action-words.ts';
import type { AuditEntryData } from './audit-queries.ts';

export const auditWords = i18n('audit', {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
  nobody: 'Nobody signed in',
  itself: 'Noticed by itself',
  not_found: 'It is not theirs, or it is not there.',
  view_only: 'They may look only.',
  owner_only: 'It is its owner’s alone.',
  forged: 'It did not come from a page of ours.',
});

export const outcomeLamps: Record<AuditEntryData['outcome'], LampKind> = {
  done: 'on',
  refused: 'attention',
  failed: 'failed',
};

/** An action in words; as it is where a newer server knows one that this page does not. */
export function wordOfAction(t: ReturnType<typeof actionWords.get>, action: string): string {
  const words: Readonly<Partial<Record<string, string>>> = t;
  return words[action] ?? action;
}

/** Who did it, in words where no person did. */
export function wordOfPerson(t: ReturnType<typeof auditWords.get>, entry: Pick<AuditEntryData, 'person' | 'action'>) {
  if (entry.person) return entry.person.name;
  return entry.action === 'instance.drift' || entry.action === 'vendor.foreign_rows' ? t.itself : t.nobody;
}

/** Why it was refused or failed: of somebody else, where problems otherwise speak to whoever has them. Null where there is no reason. */
export function wordOfReason(
  t: ReturnType<typeof auditWords.get>,
  problems: ReturnType<typeof problemMessages.get>,
  { problemCode }: Pick<AuditEntryData, 'problemCode'>,
): string | null {
  if (problemCode === null) return null;
  const code = toProblemCode(problemCode);
  switch (code) {
    case 'not_found':
    case 'view_only':
    case 'owner_only':
    case 'forged':
      return t[code];
    default:
      return wordsOfProblem(problems, plainProblem(code)).what;
  }
}
