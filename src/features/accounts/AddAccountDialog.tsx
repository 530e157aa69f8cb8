import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { postAccount, postAccountLink } from '#contract/endpoints/accounts.ts';
import type { LinkOutcome } from '#contract/links.ts';
import type { AccountReference } from '#contract/people.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { accountWords } from './account-words.ts';
import styles from './Accounts.module.css';
import { Failure } from './Failure.tsx';
import { useSending } from './use-sending.ts';

const messages = i18n('addAccountDialog', {
  title: 'Add an account',
  titleDone: params<{ account: string }>('{account} is there'),
  name: 'Name',
  externalId: 'External id',
  externalHint: 'Your own id of it. Vendors know it by this id, so it stays as it is.',
  text: 'Its Tray user and its Prismatic customer are found by the external id, or made.',
  known: 'There is an account with this external id already. It keeps its name.',
  linked: 'linked',
  notConnected: 'to be entered',
  add: 'Add account',
  cancel: 'Cancel',
  busy: 'Being added…',
  again: 'Try again',
  open: 'Open account',
  close: 'Close',
});

/** Adds an account, and says what came of it at each vendor. One that failed can be tried again on the spot. */
export function AddAccountDialog({ onClose }: { onClose: (isAdded: boolean) => void }) {
  const t = useMessages(messages);
  const words = useMessages(accountWords);
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [externalId, setExternalId] = useState('');
  const [added, setAdded] = useState<{ account: AccountReference; isKnown: boolean; links: LinkOutcome[] } | null>(
    null,
  );
  const { isBusy, problem, send: dispatch } = useSending();
  const wrong = problem?.code === 'bad_input' ? (problem.fields ?? {}) : {};
  const errorOf = (field: 'name' | 'externalId') => {
    const code = wrong[field];
    if (code === undefined) return null;
    return code === 'required' || code === 'too_long' ? words[code] : words.malformed;
  };

  const tryAgain = (account: AccountReference, links: LinkOutcome[], vendor: LinkOutcome['vendor']) =>
    dispatch(
      () => send(postAccountLink, { params: { id: account.id, vendor } }),
      ({ link }) =>
        setAdded((former) => former && { ...former, links: links.map((one) => (one.vendor === vendor ? link : one)) }),
    );

  if (added) {
    const { account, isKnown, links } = added;
    const open = () => {
      onClose(true);
      void navigate(paths.account.to(account.id));
    };
    return (
      <Dialog
        title={t.titleDone({ account: account.name })}
        onClose={() => onClose(true)}
        onSubmit={open}
        actions={
          <>
            <Button onClick={() => onClose(true)}>{t.close}</Button>
            <Button type="submit" variant="filled">
              {t.open}
            </Button>
          </>
        }
      >
        {isKnown && <Banner tone="note">{t.known}</Banner>}
        <Failure problem={problem} />
        <ul className={styles['outcomes']}>
          {links.map((link) => (
            <OutcomeLine
              key={link.vendor}
              link={link}
              isBusy={isBusy}
              onAgain={() => void tryAgain(account, links, link.vendor)}
            />
          ))}
        </ul>
      </Dialog>
    );
  }

  return (
    <Dialog
      title={t.title}
      isDirty={name !== '' || externalId !== ''}
      onClose={() => onClose(false)}
      onSubmit={() => void dispatch(() => send(postAccount, { body: { name, externalId } }), setAdded)}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.add}
          </Button>
        </>
      }
    >
      <Failure problem={Object.keys(wrong).length > 0 ? null : problem} />
      <TextField
        label={t.name}
        value={name}
        error={errorOf('name')}
        autoComplete="off"
        takesFocus
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t.externalId}
        value={externalId}
        error={errorOf('externalId')}
        hint={t.externalHint}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setExternalId(event.target.value)}
      />
      <p className={styles['quiet']}>{t.text}</p>
    </Dialog>
  );
}

function OutcomeLine({ link, isBusy, onAgain }: { link: LinkOutcome; isBusy: boolean; onAgain: () => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { vendor, state, problemCode } = link;
  const failure = problemCode === null ? null : wordsOfProblem(problems, { ...plainProblem(problemCode), vendor }).what;
  return (
    <li>
      <Lamp kind={state === 'linked' ? 'on' : state === 'failed' ? 'failed' : 'off'} />
      <span>
        {vendorNames[vendor]}{' '}
        <span className={styles['quiet']}>{failure ?? (state === 'linked' ? t.linked : t.notConnected)}</span>
      </span>
      {state === 'failed' && (
        <Button size="small" disabledReason={isBusy ? t.busy : null} onClick={onAgain}>
          {t.again} <span className="visually-hidden">{vendorNames[vendor]}</span>
        </Button>
      )}
    </li>
  );
}
