import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';

const messages = i18n('takenFromCopy', {
  taken: 'This is filled in from a copy. Nothing is created before you confirm it.',
});

/** Says in a dialog that what stands in it comes from a copy, and what has to be given besides. */
export function TakenFromCopy({ notes }: { notes: readonly string[] }) {
  const t = useMessages(messages);
  return (
    <Banner tone="note" lamp="off">
      <p>{t.taken}</p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Banner>
  );
}
