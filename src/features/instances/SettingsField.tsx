import { useController } from 'react-hook-form';
import type { Control } from 'react-hook-form';
import { defaultTextOf } from '#contract/config-value.ts';
import { ValueField } from '#src/features/values/ValueField.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { shownValue } from './config-value.ts';
import type { SettingsEntry } from './settings-entries.ts';
import styles from './SettingsForm.module.css';

const messages = i18n('settingsField', {
  useDefault: 'Use the default',
  defaultHolds: params<{ text: string }>('The default holds: {text}'),
  defaultIs: params<{ text: string }>(
    'Default: {text}. A setting cannot be emptied again, so the default is written out.',
  ),
  theirs: 'Somebody else has set this to:',
  emptied: 'Somebody else has emptied this.',
  takeTheirs: 'Take theirs',
  keepMine: 'Keep mine',
});

/** As much of a default as a line can hold. */
const longestDefault = 60;

interface SettingsFieldProps {
  control: Control<{ texts: string[] }>;
  name: `texts.${number}`;
  entry: SettingsEntry;
  error: string | undefined;
  /** What the vendor holds by now, where somebody else has changed it. */
  conflict: { theirs: string | null } | null;
  onLeave: () => void;
  onTakeDefault: () => void;
  onTakeTheirs: (theirs: string | null) => void;
  onKeepMine: (theirs: string | null) => void;
}

/** One setting with its default and, where somebody else has changed it, both values to choose from. */
export function SettingsField(props: SettingsFieldProps) {
  const { control, name, entry, error, conflict } = props;
  const t = useMessages(messages);
  const { field } = useController({ control, name });
  const usual = defaultTextOf(entry.defaultValue);
  const shown = usual.length > longestDefault ? `${usual.slice(0, longestDefault)}…` : usual;
  const isUnset = entry.value.text === '' && field.value === '';
  const hint = usual === '' ? undefined : (isUnset ? t.defaultHolds : t.defaultIs)({ text: shown });
  const theirs = conflict && shownValue(conflict.theirs);

  return (
    <div className={styles['field']}>
      <ValueField
        label={entry.title}
        form={entry.value.form}
        text={field.value}
        error={error}
        hint={hint}
        onText={field.onChange}
        onLeave={props.onLeave}
        inputRef={field.ref}
      />
      {usual !== '' && !isUnset && field.value !== usual && (
        <div>
          <Button size="small" variant="plain" onClick={props.onTakeDefault}>
            {t.useDefault} <span className="visually-hidden">{entry.title}</span>
          </Button>
        </div>
      )}
      {conflict && (
        <Banner
          tone="warn"
          action={
            <span className={styles['choices']}>
              <Button size="small" onClick={() => props.onTakeTheirs(conflict.theirs)}>
                {t.takeTheirs} <span className="visually-hidden">{entry.title}</span>
              </Button>
              <Button size="small" onClick={() => props.onKeepMine(conflict.theirs)}>
                {t.keepMine} <span className="visually-hidden">{entry.title}</span>
              </Button>
            </span>
          }
        >
          {theirs ? t.theirs : t.emptied}
          {theirs && <pre className={styles['theirs']}>{theirs.text}</pre>}
        </Banner>
      )}
    </div>
  );
}
