import type { Vendor } from '#contract/vendors.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import type { FlowUse } from './connector-instance-query.ts';
import { FlowName } from './FlowName.tsx';
import styles from './DetailsTab.module.css';

const messages = i18n('saveDetailsDialog', {
  title: params<{ name: string }>('Save the details of {name}?'),
  reach: count({
    one: 'This changes how {count} process flow works, at once:',
    other: 'This changes how {count} process flows work, at once:',
  }),
  cancel: 'Cancel',
  save: 'Save instance details',
});

interface SaveDetailsDialogProps {
  name: string;
  flows: readonly FlowUse[];
  vendor: Vendor;
  onClose: () => void;
  onSave: () => void;
}

/** Asks before a change reaches process flows, and names them. */
export function SaveDetailsDialog({ name, flows, vendor, onClose, onSave }: SaveDetailsDialogProps) {
  const t = useMessages(messages);
  return (
    <Dialog
      title={t.title({ name })}
      onClose={onClose}
      onSubmit={onSave}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled">
            {t.save}
          </Button>
        </>
      }
    >
      <p>{t.reach(flows.length)}</p>
      <ul className={styles['reached']}>
        {flows.map((flow) => (
          <li key={flow.id}>
            <FlowName flow={flow} vendor={vendor} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
