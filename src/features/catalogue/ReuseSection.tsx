import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { type ConfigValue, defaultTextOf } from '#contract/config-value.ts';
import type { ShownAuthentication } from '#contract/endpoints/auth-dialogs.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { ConnectionProgress } from '#src/features/connections/ConnectionProgress.tsx';
import { useAuthDialog } from '#src/features/connections/use-auth-dialog.ts';
import { valueWords, wordOfText } from '#src/features/values/value-words.ts';
import { ValueField } from '#src/features/values/ValueField.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { activationChoicesQuery } from './activation-choices-query.ts';
import type { ActivationChoices } from './activation-choices-query.ts';
import type { Template } from './catalogue-query.ts';
import { ConnectionChoice } from './ConnectionChoice.tsx';
import { beginningOf, problemOfEntry, toGiven, valueOfSlot } from './given-values.ts';
import type { Entered, GivenValues, PrefilledSlots } from './given-values.ts';
import { LostOfCopy } from './LostOfCopy.tsx';
import styles from './ReuseSection.module.css';

const messages = i18n('reuseSection', {
  loading: params<{ vendor: string }>('{vendor} is asked what you have…'),
  noneRead: 'The wizard asks for your connections.',
  again: 'Try again',
  defaultHolds: 'Left empty, the default holds.',
  wizardAsks: 'Left empty, the wizard asks for it.',
});

export interface ReuseSectionProps {
  template: Template;
  /** Says what is wrong with each entry, also where nobody has left the field yet. */
  showsProblems: boolean;
  /** What another instance had. */
  prefilled?: PrefilledSlots | undefined;
  /** Told what is given whenever that changes; of what was there before, once it is known what can be used still. */
  onGiven: (given: GivenValues) => void;
}

/**
 * What a new instance may be given at once: the account's connections for its slots, or one that is made here, and values
 * for its settings.
 */
export function ReuseSection({ template, showsProblems, prefilled, onGiven }: ReuseSectionProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [typed, setTyped] = useState<Entered>({});
  const [left, setLeft] = useState<Readonly<Record<string, true>>>({});
  const [{ data, error, fetching }, ask] = useQuery({
    query: activationChoicesQuery,
    variables: { vendor: template.vendor, templateId: template.id },
    requestPolicy: 'network-only',
  });
  const choices = data?.activationChoices ?? null;
  const entered = useMemo(
    () => ({ ...(choices && beginningOf(choices, prefilled)), ...typed }),
    [choices, prefilled, typed],
  );
  useEffect(() => {
    if (choices && prefilled) onGiven(toGiven(choices, entered, prefilled));
  }, [choices, prefilled, entered, onGiven]);
  /** Connections that were made here: the vendor may list them only later. */
  const [made, setMade] = useState<readonly ShownAuthentication[]>([]);
  /** The slot that the vendor's dialog is about. */
  const [connectingId, setConnectingId] = useState<string | null>(null);
  const dialog = useAuthDialog(({ authentication }) => {
    setMade((before) => [...before.filter(({ id }) => id !== authentication.id), authentication]);
    if (choices && connectingId !== null) enter(choices, connectingId, authentication.id);
  });
  const vendor = vendorNames[template.vendor];
  if (fetching && choices === null) return <p role="status">{t.loading({ vendor })}</p>;

  const code = choices?.problemCode ?? null;
  const problem = error ? problemOfGraphError(error) : code === null ? null : plainProblem(toProblemCode(code));
  const said = problem && wordsOfProblem(problems, { vendor: template.vendor, ...problem });
  return (
    <div className={styles['section']}>
      {said && (
        <Banner
          tone="warn"
          action={
            <Button size="small" onClick={() => ask({ requestPolicy: 'network-only' })}>
              {t.again}
            </Button>
          }
        >
          {said.what} {t.noneRead} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      {choices && (
        <>
          {prefilled && <LostOfCopy choices={choices} prefilled={prefilled} />}
          {choices.authentications && choices.authSlots.map((slot) => connection(slot, choices.authentications ?? []))}
          {choices.configSlots.map((slot) => (
            <Setting
              key={slot.externalId}
              slot={slot}
              held={valueOfSlot(slot, prefilled)}
              text={entered[slot.externalId] ?? ''}
              showsProblem={showsProblems || slot.externalId in left}
              onText={(text) => enter(choices, slot.externalId, text)}
              onLeave={() => setLeft({ ...left, [slot.externalId]: true })}
            />
          ))}
        </>
      )}
    </div>
  );

  function enter(among: ActivationChoices, externalId: string, text: string) {
    const next = { ...entered, [externalId]: text };
    setTyped({ ...typed, [externalId]: text });
    onGiven(toGiven(among, next, prefilled));
  }

  function connection(slot: ActivationChoices['authSlots'][number], listed: readonly ShownAuthentication[]) {
    const { externalId } = slot;
    return (
      <ConnectionChoice
        key={externalId}
        slot={slot}
        authentications={[...listed, ...made.filter(({ id }) => listed.every((one) => one.id !== id))]}
        chosenId={entered[externalId] ?? ''}
        onChoose={(id) => choices && enter(choices, externalId, id)}
        onConnect={(likeAuthenticationId) => {
          setConnectingId(externalId);
          dialog.open({ use: 'another', likeAuthenticationId });
        }}
      >
        {connectingId === externalId && dialog.flow && (
          <ConnectionProgress
            flow={dialog.flow}
            vendor={template.vendor}
            isAttaching={false}
            problem={null}
            onTryAgain={() => dialog.flow && dialog.open(dialog.flow.target)}
          />
        )}
      </ConnectionChoice>
    );
  }
}

function Setting({
  slot,
  held,
  text,
  showsProblem,
  onText,
  onLeave,
}: {
  slot: ActivationChoices['configSlots'][number];
  held: ConfigValue;
  text: string;
  showsProblem: boolean;
  onText: (text: string) => void;
  onLeave: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(valueWords);
  const usual = defaultTextOf(slot.defaultValue);
  const found = showsProblem ? problemOfEntry(held, text) : null;
  return (
    <ValueField
      label={slot.title}
      form={held.form}
      text={text}
      placeholder={usual === '' ? undefined : usual}
      hint={usual === '' ? t.wizardAsks : t.defaultHolds}
      error={found && wordOfText(words, found)}
      onText={onText}
      onLeave={onLeave}
    />
  );
}
