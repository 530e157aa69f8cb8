import { deleteAccountLink } from '#contract/endpoints/accounts.ts';
import type { AccountReference } from '#contract/people.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import type { AccountLinkData } from './account-queries.ts';
import styles from './Accounts.module.css';
import { Failure } from './Failure.tsx';
import { useSending } from './use-sending.ts';

const messages = i18n('removeLinkDialog', {
  title: params<{ account: string; vendor: string }>('Remove the link of {account} to {vendor}?'),
  credential: 'The credential that is kept is forgotten at once.',
  instances: count({
    one: '{count} instance leaves its list.',
    other: '{count} instances leave its list.',
  }),
  noInstances: 'It has no instances there.',
  stay: params<{ vendor: string }>(
    'At {vendor} nothing is changed: what is enabled there goes on. Whatever the operator’s own credential still shows of it becomes an account of its own, which only administrators see.',
  ),
  again: 'It is linked again when you enter it or have it found, and in no other way.',
  remove: 'Remove link',
  cancel: 'Cancel',
  busy: 'Being removed…',
});

interface RemoveLinkDialogProps {
  account: AccountReference;
  link: AccountLinkData;
  /** How many instances it has there. */
  instanceCount: number;
  onClose: (isRemoved: boolean) => void;
}

/** Asks before it is forgotten who an account is at a vendor, and says what becomes of its instances. */
export function RemoveLinkDialog({ account, link, instanceCount, onClose }: RemoveLinkDialogProps) {
  const t = useMessages(messages);
  const { isBusy, problem, send: dispatch } = useSending();
  const { vendor } = link;
  const at = { vendor: vendorNames[vendor] };
  return (
    <Dialog
      title={t.title({ account: account.name, ...at })}
      onClose={() => onClose(false)}
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t.cancel}</Button>
          <Button
            variant="danger"
            disabledReason={isBusy ? t.busy : null}
            onClick={() =>
              void dispatch(
                () => send(deleteAccountLink, { params: { id: account.id, vendor } }),
                () => onClose(true),
              )
            }
          >
            {t.remove}
          </Button>
        </>
      }
    >
      <Failure problem={problem && { ...problem, vendor }} />
      <p>
        {instanceCount === 0 ? t.noInstances : t.instances(instanceCount)} {link.hasCredential && t.credential}
      </p>
      <p className={styles['quiet']}>{t.stay(at)}</p>
      <p className={styles['quiet']}>{t.again}</p>
    </Dialog>
  );
}
