import { useMessages } from '#src/lib/i18n.ts';
import { SelectField } from '#src/ui/SelectField.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { TimeZoneField } from '#src/ui/TimeZoneField.tsx';
import { entryWords } from '../entry-words.ts';
import type { Entry } from '../form-entries.ts';
import styles from './Fields.module.css';

/** What each rhythm begins with. The words are the vendor's own. */
const rhythms = {
  NONE: '',
  MINUTE: '*/5 * * * *',
  HOUR: '0 * * * *',
  DAY: '0 6 * * *',
  WEEK: '0 6 * * 1',
  CUSTOM: '',
} as const;

type Rhythm = keyof typeof rhythms;

const isRhythm = (kind: string): kind is Rhythm => Object.hasOwn(rhythms, kind);

/** When something happens by itself: how often, at which times, and in which zone those are meant. */
export function ScheduleEntry({
  label,
  hint,
  entry,
  error,
  onEntry,
}: {
  label: string;
  hint: string | undefined;
  entry: Entry;
  error: string | null;
  onEntry: (entry: Entry) => void;
}) {
  const t = useMessages(entryWords);
  const text = entry.text ?? '';
  const kind = (entry.schedule?.kind ?? (text === '' ? '' : 'CUSTOM')).toUpperCase();
  const timeZone = entry.schedule?.timeZone ?? null;
  const words: Record<Rhythm, string> = {
    NONE: t.never,
    MINUTE: t.minute,
    HOUR: t.hour,
    DAY: t.day,
    WEEK: t.week,
    CUSTOM: t.custom,
  };
  const known = Object.keys(rhythms).filter(isRhythm);
  const options = [
    ...(kind === '' ? [{ value: '', label: t.choose }] : []),
    ...known.map((rhythm) => ({ value: rhythm, label: words[rhythm] })),
    // A rhythm that came later than this page.
    ...(kind !== '' && !isRhythm(kind) ? [{ value: kind, label: kind }] : []),
  ];
  const isTimed = kind !== '' && kind !== 'NONE';
  return (
    <fieldset className={styles['rows']}>
      <legend>
        <bdi>{label}</bdi>
      </legend>
      {hint && <p className={styles['hint']}>{hint}</p>}
      <SelectField
        label={t.how}
        value={kind}
        groups={[{ label: '', options }]}
        error={isTimed ? null : error}
        onChange={(next) => {
          const times = isRhythm(next) ? rhythms[next] : '';
          onEntry({ text: next === 'CUSTOM' ? text : times, schedule: { kind: next, timeZone } });
        }}
      />
      {isTimed && (
        <>
          <TextField
            label={t.times}
            hint={t.timesHint}
            error={error}
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => onEntry({ ...entry, text: event.target.value, schedule: { kind, timeZone } })}
          />
          <TimeZoneField
            label={t.zone}
            value={timeZone ?? ''}
            emptyLabel={t.noZone}
            noMatchLabel={t.noMatch}
            isWide
            onChange={(zone) => onEntry({ ...entry, schedule: { kind, timeZone: zone === '' ? null : zone } })}
          />
        </>
      )}
    </fieldset>
  );
}
