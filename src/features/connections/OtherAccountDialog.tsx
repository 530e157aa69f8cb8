import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { connectionWords } from './connection-words.ts';
import { accountLabel, slotTitle } from './slot-facts.ts';
import type { AskedChange } from './use-connections.ts';

export interface OtherAccountDialogProps {
  asked: AskedChange;
  vendorName: string;
  onUse: (asked: AskedChange) => void;
  onKeep: (asked: AskedChange) => void;
}

/** Asks before a slot gets another outside account than it had, naming both. Closing it keeps the old one. */
export function OtherAccountDialog({ asked, vendorName, onUse, onKeep }: OtherAccountDialogProps) {
  const t = useMessages(connectionWords);
  const { slot, before, after } = asked;
  const isUntold = before.accountName === null || after.accountName === null;
  return (
    <Dialog
      title={t.otherTitle({ slot: slotTitle(slot) })}
      onClose={() => onKeep(asked)}
      // Enter held down must not accept what it just opened.
      onSubmit={() => {}}
      actions={
        <>
          <Button autoFocus onClick={() => onKeep(asked)}>
            {t.keepOld}
          </Button>
          <Button variant="filled" onClick={() => onUse(asked)}>
            {t.useNew}
          </Button>
        </>
      }
    >
      <p dir="auto">
        {t.other({
          service: before.serviceTitle || after.serviceTitle,
          before: accountLabel(before),
          after: accountLabel(after),
        })}
      </p>
      {isUntold && <p>{t.untold({ vendor: vendorName })}</p>}
      <p>{t.consequence}</p>
    </Dialog>
  );
}
