import { CopyButton } from './CopyButton.tsx';

/** An id in mono with a button that copies it. `what` names it. */
export function CopyableId({ id, what }: { id: string; what: string }) {
  return (
    <>
      <code>{id}</code>
      <CopyButton text={id} what={what} />
    </>
  );
}
