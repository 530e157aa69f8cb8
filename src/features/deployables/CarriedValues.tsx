import { formatList } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import styles from './Dialogs.module.css';
import type { Carried } from './prefilled-version.ts';

const messages = i18n('carriedValues', {
  besides: 'Taken from the copy besides; you can change it on the pages that follow.',
  dropped: params<{ titles: string }>('Not taken, because this version does not ask it of you: {titles}.'),
});

/** What a copy gives to a new instance without a field here, and what of it is not given. */
export function CarriedValues({ carried: { shown, dropped } }: { carried: Carried }) {
  const t = useMessages(messages);
  return (
    <>
      {shown.length > 0 && (
        <div>
          <p className={styles['quiet']}>{t.besides}</p>
          <DefinitionList entries={shown.map(({ title, text }) => [title, <bdi key={title}>{text}</bdi>])} />
        </div>
      )}
      {dropped.length > 0 && <p>{t.dropped({ titles: formatList(dropped) })}</p>}
    </>
  );
}
