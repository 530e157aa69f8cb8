import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { CheckReport } from '../form/CheckReport.tsx';

const messages = i18n('addInstanceProblem', {
  nothingSaved: 'Nothing was saved. Everything that you typed is still here.',
  unknown: 'It is not certain whether the instance was added.',
  unknownNext:
    'Press “Add instance” again in a minute: if it is there by then, you are led to it, and no second one is made.',
  kept: 'Everything that you typed is still here.',
  fields: 'Something has to be corrected first.',
  refusedNext: 'Correct what is wrong, and press “Add instance” again.',
  over: 'This draft is no longer there: it was given up, or is too old.',
  overNext: 'Nothing was added. Begin again at the connector.',
  toConnectors: 'Go to connectors',
});

/** Why the instance was not added: what happened, what became of it, what is next. */
export function AddProblem({ problem, name }: { problem: ClientProblem; name: string }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = wordsOfProblem(problems, problem, name);
  const id = words.requestId && <RequestId id={words.requestId} />;
  if (problem.code === 'credentials_refused') {
    return (
      <>
        <Banner tone="bad" urgent>
          {words.what} {t.nothingSaved} {t.refusedNext} {id}
        </Banner>
        {problem.check && <CheckReport check={problem.check} />}
      </>
    );
  }
  if (problem.code === 'not_found') {
    return (
      <Banner tone="bad" urgent action={<ButtonLink to={paths.connectors.to()}>{t.toConnectors}</ButtonLink>}>
        {t.over} {t.overNext} {id}
      </Banner>
    );
  }
  if (problem.changed === 'unknown') {
    return (
      <Banner tone="warn" urgent>
        {words.what} {t.unknown} {t.unknownNext} {t.kept} {id}
      </Banner>
    );
  }
  const isAboutFields = problem.code === 'bad_input' && problem.fields !== undefined;
  return (
    <Banner tone="bad" urgent>
      {isAboutFields ? t.fields : words.what}{' '}
      {words.quote && (
        <>
          <q>{words.quote}</q>{' '}
        </>
      )}
      {t.nothingSaved} {isAboutFields ? null : words.next} {id}
    </Banner>
  );
}
