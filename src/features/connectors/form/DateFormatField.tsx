import Autocomplete from '@mui/material/Autocomplete';
import type { Ref } from 'react';
import { longestDetail } from '#contract/connectors.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { formatPhpDate, hasDateLetter } from '#src/lib/php-date.ts';
import { keepEnterInOpenList } from '#src/ui/enter-in-open-list.ts';
import { TextField } from '#src/ui/TextField.tsx';
import { optionWords } from './option-words.ts';
import styles from './Fields.module.css';

/** What systems commonly write; anything else can be typed. */
const commonFormats = [
  'c',
  'Y-m-d\\TH:i:sP',
  'Y-m-d\\TH:i:s\\Z',
  'Y-m-d\\TH:i:s.vP',
  'Y-m-d H:i:s',
  'Y-m-d',
  'd/m/Y H:i',
  'd/m/Y',
  'm/d/Y',
  'd.m.Y',
  'Ymd',
  'U',
  'r',
] as const;

/** How the other end writes dates, in PHP's letters: one of the common ones or any text, with the present moment as example. */
export function DateFormatField({
  value,
  timeZone,
  error,
  inputRef,
  onChange,
  onLeave,
}: {
  value: string;
  /** IANA; the example is written in it. */
  timeZone: string;
  error: string | null;
  inputRef: Ref<HTMLInputElement>;
  onChange: (format: string) => void;
  onLeave: () => void;
}) {
  const t = useMessages(optionWords);
  const now = useNow('second');
  return (
    <div>
      <Autocomplete
        freeSolo
        disableClearable
        className={styles['format'] ?? ''}
        options={commonFormats}
        // The whole list, whatever stands in the field: one looks for another format, not for one that begins the same.
        filterOptions={(formats) => formats}
        inputValue={value}
        onInputChange={(_event, text, reason) => {
          if (reason !== 'reset') onChange(text);
        }}
        onChange={(_event, format) => onChange(format)}
        onKeyDown={keepEnterInOpenList}
        slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
        renderOption={({ key, ...props }, format) => (
          <li key={key} {...props}>
            <code>{format}</code>
            <span className={styles['written']}>{formatPhpDate(format, now, timeZone)}</span>
          </li>
        )}
        renderInput={({ slotProps }) => {
          const { ref: listRef, onBlur, ...input } = slotProps.htmlInput;
          return (
            <div ref={slotProps.input.ref}>
              <TextField
                {...input}
                inputRef={(element) => {
                  for (const ref of [listRef, inputRef]) {
                    if (typeof ref === 'function') ref(element);
                    else if (ref) ref.current = element;
                  }
                }}
                onBlur={(event) => {
                  onBlur?.(event);
                  onLeave();
                }}
                label={t.dateFormat}
                hint={t.dateFormatMeaning}
                error={error}
                maxLength={longestDetail}
                dir="ltr"
                required
              />
            </div>
          );
        }}
      />
      {value.trim() !== '' && (
        <p className={styles['note']}>
          {hasDateLetter(value) ? (
            <>{t.example({ date: `\u2068${formatPhpDate(value.trim(), now, timeZone)}\u2069` })}</>
          ) : (
            t.fixedText
          )}
        </p>
      )}
    </div>
  );
}
