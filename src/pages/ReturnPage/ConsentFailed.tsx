import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { CheckReport } from '#src/features/connectors/form/CheckReport.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { Returned } from './returned.ts';
import styles from './ReturnPage.module.css';

const messages = i18n('consentFailed', {
  denied: 'The other system was told not to let Patchworks in.',
  otherFailed: 'The other system reports that something went wrong there.',
  nothing: 'Nothing was sent here. This is the page at which another system’s consent comes back.',
  over: 'This consent was used already, or took too long. Each is good for one use, within ten minutes.',
  someoneElses: 'This consent was not begun by you, or is not known here.',
  refused: 'You agreed, but the other system did not take the credentials that came of it.',
  unknown: 'It is not certain whether the instance was saved.',
  unknownNext: 'Look for it among the connectors first. Beginning again makes no second one.',
  nothingSaved: 'Nothing was saved.',
  draftKept: 'What you typed is kept, all but secrets.',
  againDraft: 'Begin again',
  instanceKept: 'The instance goes on with what it had.',
  againInstance: 'Go back to the instance',
  toConnectors: 'Go to connectors',
});

const draftPath = paths.addInstance.pattern.replace(':draftId', '');

/** Why nothing came of a consent, and the way back to what it was for. */
export function ConsentFailed({
  returned,
  problem,
  backTo,
}: {
  returned: Returned;
  problem: ClientProblem | null;
  /** The path of the draft or the instance. */
  backTo: string;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = problem && wordsOfProblem(problems, problem);
  const isUncertain = problem !== null && problem.changed !== 'nothing';
  const isDraft = backTo.startsWith(draftPath);
  const isKnownPlace = backTo !== paths.connectors.to();
  const kept = isKnownPlace ? (isDraft ? t.draftKept : t.instanceKept) : '';
  return (
    <>
      <Banner tone={isUncertain ? 'warn' : 'bad'} urgent>
        {what()}{' '}
        {words?.quote && (
          <>
            <q>{words.quote}</q>{' '}
          </>
        )}
        {isUncertain ? `${t.unknown} ${t.unknownNext}` : `${t.nothingSaved} ${kept}`}{' '}
        {words?.requestId && <RequestId id={words.requestId} />}
      </Banner>
      {problem?.check && <CheckReport check={problem.check} />}
      <p className={styles['actions']}>
        {isKnownPlace && (
          <ButtonLink variant="filled" to={backTo}>
            {isDraft ? t.againDraft : t.againInstance}
          </ButtonLink>
        )}
        <ButtonLink to={paths.connectors.to()}>{t.toConnectors}</ButtonLink>
      </p>
    </>
  );

  function what(): string {
    if (words) {
      if (problem.code === 'too_late') return t.over;
      if (problem.code === 'not_found' || problem.code === 'sign_in_refused') return t.someoneElses;
      return problem.code === 'credentials_refused' ? t.refused : words.what;
    }
    if (returned.kind !== 'error') return t.nothing;
    return returned.isDenied ? t.denied : t.otherFailed;
  }
}
