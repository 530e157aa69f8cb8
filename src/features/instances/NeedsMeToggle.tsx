import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { readerOf } from './reader.ts';
import styles from './NeedsMeToggle.module.css';

const messages = i18n('needsMe', {
  owner: 'Needs you',
  onlooker: 'Needs a colleague',
  admin: 'Needs its owner',
});

/** Narrows a list to what waits for a person of its account, and says how many there are. `count` null: not known yet. */
export function NeedsMeToggle({
  isOn,
  count,
  onChange,
}: {
  isOn: boolean;
  count: number | null;
  onChange: (isOn: boolean) => void;
}) {
  const { voice } = readerOf(useSignedIn());
  const t = useMessages(messages);
  return (
    <button type="button" className={styles['toggle']} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
      {t[voice]}
      {count !== null && <span className={styles['count']}> {formatNumber(count)}</span>}
    </button>
  );
}
