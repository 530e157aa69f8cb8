import { useState } from 'react';
import { putAccountLink } from '#contract/endpoints/accounts.ts';
import type { LinkField } from '#contract/links.ts';
import type { AccountReference } from '#contract/people.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { SecretField } from '#src/ui/SecretField.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { accountWords, wordOfCredential, wordOfLinkField, wordOfOwner } from './account-words.ts';
import type { AccountLinkData } from './account-queries.ts';
import styles from './Accounts.module.css';
import { Failure } from './Failure.tsx';
import { useSending } from './use-sending.ts';

const messages = i18n('enterLinkDialog', {
  title: params<{ account: string; vendor: string }>('Who is {account} at {vendor}?'),
  sealed: params<{ vendor: string }>(
    '{vendor} is asked first whether it takes this. It is then sealed, and shown to nobody again.',
  ),
  asked: params<{ vendor: string }>('{vendor} is asked first whether there is such an owner.'),
  environment: 'Its credential stands in the environment of this deployment and is changed there.',
  foldersHint: 'One to a line. Its solutions may lie below these and nowhere else.',
  otherOwner: params<{ vendor: string }>(
    'Another owner: the instances of the one before leave this account’s list. At {vendor} they stay as they are.',
  ),
  said: params<{ vendor: string }>('{vendor} says'),
  check: 'Check and save',
  cancel: 'Cancel',
  busy: 'Being checked…',
});

interface EnterLinkDialogProps {
  account: AccountReference;
  link: AccountLinkData;
  onClose: (isEntered: boolean) => void;
}

/** Says who an account is at a vendor. What the vendor does not take is said beside its field; what was typed stays. */
export function EnterLinkDialog({ account, link, onClose }: EnterLinkDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(accountWords);
  const { vendor, fields } = link;
  const [ownerId, setOwnerId] = useState(link.vendorAccountId ?? '');
  const [credential, setCredential] = useState<string | null>(link.hasCredential ? null : '');
  const [folders, setFolders] = useState(link.folderPrefixes.join('\n'));
  const { isBusy, problem, send: dispatch } = useSending();
  const at = { vendor: vendorNames[vendor] };
  const asks = (field: LinkField) => fields.includes(field);
  const asksCredential = asks('credential') && !link.isInEnvironment;
  const wrong = problem?.code === 'bad_input' ? (problem.fields ?? {}) : {};
  const errorOf = (field: LinkField) => {
    const name = Object.keys(wrong).find((key) => key.split('.')[0] === field);
    return wordOfLinkField(words, vendor, field, name === undefined ? undefined : wrong[name]);
  };
  const isDirty =
    ownerId !== (link.vendorAccountId ?? '') || (credential ?? '') !== '' || folders !== link.folderPrefixes.join('\n');
  const isOther = asks('vendorAccountId') && link.vendorAccountId !== null && ownerId.trim() !== link.vendorAccountId;

  const body = () => ({
    // What is left empty is left out, so that it is asked for beside its field.
    ...(asks('vendorAccountId') && ownerId.trim() !== '' && { vendorAccountId: ownerId }),
    ...(asksCredential && credential !== null && credential.trim() !== '' && { credential }),
    ...(asks('folderPrefixes') && {
      folderPrefixes: folders
        .split('\n')
        .map((folder) => folder.trim())
        .filter(Boolean),
    }),
  });

  return (
    <Dialog
      title={t.title({ account: account.name, ...at })}
      isDirty={isDirty}
      onClose={() => onClose(false)}
      onSubmit={() =>
        void dispatch(
          () => send(putAccountLink, { params: { id: account.id, vendor }, body: body() }),
          () => onClose(true),
        )
      }
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.check}
          </Button>
        </>
      }
    >
      <Failure problem={Object.keys(wrong).length > 0 || !problem ? null : { ...problem, vendor }} />
      {asks('vendorAccountId') && (
        <TextField
          label={wordOfOwner(words, vendor)}
          value={ownerId}
          error={errorOf('vendorAccountId')}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          takesFocus
          onChange={(event) => setOwnerId(event.target.value)}
        />
      )}
      {asksCredential && (
        <SecretField
          name={wordOfCredential(words, vendor)}
          value={credential}
          isStored={link.hasCredential}
          error={errorOf('credential')}
          onChange={setCredential}
        />
      )}
      {problem?.vendorMessage && Object.keys(wrong).length > 0 && (
        <p className={styles['quiet']}>
          {t.said(at)}: <q>{problem.vendorMessage}</q>
        </p>
      )}
      {asks('folderPrefixes') && (
        <TextArea
          label={words.folders}
          value={folders}
          error={errorOf('folderPrefixes')}
          hint={t.foldersHint}
          isMono
          rows={3}
          spellCheck={false}
          onChange={(event) => setFolders(event.target.value)}
        />
      )}
      {link.isInEnvironment && <p className={styles['quiet']}>{t.environment}</p>}
      {isOther && <Banner tone="warn">{t.otherOwner(at)}</Banner>}
      <p className={styles['quiet']}>{asksCredential ? t.sealed(at) : t.asked(at)}</p>
    </Dialog>
  );
}
