import { CopyButton } from './CopyButton.tsx';
import styles from './CopyableId.module.css';

/** An id in mono with a button that copies it. `what` names it. The two are never parted by the end of a line. */
export function CopyableId({ id, what }: { id: string; what: string }) {
  return (
    <span className={styles['id']}>
      <code>{id}</code>
      <CopyButton text={id} what={what} />
    </span>
  );
}
