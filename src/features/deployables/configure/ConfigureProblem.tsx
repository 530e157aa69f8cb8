import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

const messages = i18n('configureProblem', {
  kept: 'Everything that you typed is still here.',
  beside: 'Something has to be corrected first; it stands beside what it is about.',
  conflict: 'It was changed by somebody else in the meantime, so what is stored was read anew.',
  conflictNext: 'Look at the pages once more, then go on.',
  toInstances: 'Go to instances',
  toInstance: 'Look how it stands',
  readAgain: 'Read it again',
});

/** Why what was asked for on a page was not done: what happened, what became of it, what is next. */
export function ConfigureProblem({
  problem,
  onTop,
  hasBeside,
  instance,
  onReadAgain,
}: {
  problem: ClientProblem;
  /** What the vendor says that stands beside no value. */
  onTop: readonly string[];
  hasBeside: boolean;
  instance: { id: string; name: string };
  onReadAgain: () => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = wordsOfProblem(problems, problem, instance.name);
  const id = words.requestId && <RequestId id={words.requestId} />;
  if (problem.code === 'gone' || problem.code === 'not_found') {
    return (
      <Banner tone="bad" urgent action={<ButtonLink to={paths.instances.to()}>{t.toInstances}</ButtonLink>}>
        {words.what} {words.changed} {id}
      </Banner>
    );
  }
  if (problem.code === 'conflict') {
    return (
      <Banner tone="warn" urgent action={<ReadAgain label={t.readAgain} onPress={onReadAgain} />}>
        {t.conflict} {t.kept} {t.conflictNext} {id}
      </Banner>
    );
  }
  if (problem.code === 'busy') {
    return (
      <Banner tone="warn" urgent action={<ButtonLink to={paths.instance.to(instance.id)}>{t.toInstance}</ButtonLink>}>
        {words.what} {t.kept} {words.next} {id}
      </Banner>
    );
  }
  const quotes = onTop.length > 0 ? onTop : !hasBeside && words.quote ? [words.quote] : [];
  const isTemporary = problem.code === 'rate_limited' || problem.code === 'vendor_unavailable';
  return (
    <Banner tone={isTemporary ? 'warn' : 'bad'} urgent>
      {problem.code === 'bad_input' && hasBeside ? t.beside : words.what}{' '}
      {quotes.map((quote) => (
        <q key={quote}>{quote}</q>
      ))}{' '}
      {problem.code !== 'bad_input' && hasBeside && t.beside} {words.changed} {t.kept} {!hasBeside && words.next} {id}
    </Banner>
  );
}

function ReadAgain({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <Button size="small" onClick={onPress}>
      {label}
    </Button>
  );
}
