import Autocomplete from '@mui/material/Autocomplete';
import { useMemo } from 'react';
import type { ReactNode, Ref } from 'react';
import { locale } from '#src/lib/i18n.ts';
import { isTimeZone } from '#contract/time-zone.ts';
import { keepEnterInOpenList } from './enter-in-open-list.ts';
import { TextField } from './TextField.tsx';
import styles from './TimeZoneField.module.css';

/**
 * An IANA time zone, found by typing any part of its name. Where `emptyLabel` is given, empty stands for it; else there is
 * always a zone. Heavy: import it only from parts that are loaded on demand.
 */
export function TimeZoneField({
  label,
  value,
  emptyLabel,
  hint,
  error,
  noMatchLabel,
  inputRef,
  isWide = false,
  keepsTyped = false,
  onChange,
  onLeave,
}: {
  label: ReactNode;
  value: string;
  emptyLabel?: string;
  hint?: string;
  error?: string | null | undefined;
  noMatchLabel: string;
  /** For whoever has to put the focus on it. */
  inputRef?: Ref<HTMLInputElement>;
  /** As wide as what it stands in, for a form whose other fields are. */
  isWide?: boolean;
  /** What is no zone is handed on as it was typed, for whoever checks it; else the field goes back to the zone before. */
  keepsTyped?: boolean;
  onChange: (zone: string) => void;
  onLeave?: () => void;
}) {
  const hasEmpty = emptyLabel !== undefined;
  // The names are the same all year; the offsets beside them are today's.
  const zones = useMemo(() => zonesWith(value, hasEmpty), [value, hasEmpty]);

  function handOn(typed: string): void {
    if (typed === nameOf(value)) return;
    const meant = (zone: string) => nameOf(zone).toLowerCase() === typed.toLowerCase();
    onChange(zones.find((zone) => zone === typed || meant(zone)) ?? typed);
  }

  return (
    <Autocomplete
      className={styles['zone'] ?? ''}
      data-wide={isWide || undefined}
      options={zones}
      value={value}
      disableClearable
      autoHighlight
      clearOnBlur={!keepsTyped}
      getOptionLabel={(zone) => (zone === '' ? (emptyLabel ?? '') : nameOf(zone))}
      noOptionsText={noMatchLabel}
      onChange={(_event, zone) => onChange(zone)}
      onKeyDown={keepEnterInOpenList}
      slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
      renderOption={({ key, ...props }, zone) => (
        <li key={key} {...props}>
          <span>{zone === '' ? emptyLabel : nameOf(zone)}</span>
          {zone !== '' && <span className={styles['offset']}>{offsetOf(zone)}</span>}
        </li>
      )}
      renderInput={({ slotProps }) => {
        const { ref: listRef, onBlur, ...input } = slotProps.htmlInput;
        return (
          <div ref={slotProps.input.ref}>
            <TextField
              {...input}
              onBlur={(event) => {
                onBlur?.(event);
                if (keepsTyped) handOn(event.target.value.trim());
                onLeave?.();
              }}
              inputRef={(element) => {
                setRef(listRef, element);
                setRef(inputRef, element);
              }}
              label={label}
              error={error}
              {...(hint !== undefined && { hint })}
            />
          </div>
        );
      }}
    />
  );
}

function setRef(ref: Ref<HTMLInputElement> | undefined, element: HTMLInputElement | null): void {
  if (typeof ref === 'function') ref(element);
  else if (ref) ref.current = element;
}

/** Every zone the browser knows, and the one that is set, under whichever of its names. */
function zonesWith(value: string, hasEmpty: boolean): string[] {
  const named = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (isTimeZone(value) && !named.has(value)) {
    for (const zone of named) if (nameOf(zone) === nameOf(value)) named.delete(zone);
    named.add(value);
  }
  const zones = [...named].toSorted((one, other) => (one < other ? -1 : 1));
  return hasEmpty ? ['', ...zones] : zones;
}

/**
 * Browsers know some zones by names that the IANA database has since replaced and keeps as links (its file `backward`).
 * People look for the new ones.
 */
const presentNames: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

function nameOf(zone: string): string {
  return (presentNames[zone] ?? zone).replaceAll('_', ' ');
}

const offsets = new Map<string, string>();

/** "GMT+1", as it was when it was first asked for; empty for a zone that the browser does not know. */
function offsetOf(zone: string): string {
  const language = locale.get();
  const key = `${language} ${zone}`;
  // Hundreds of them with each letter typed: making a formatter is what takes long.
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = isTimeZone(zone)
    ? new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts()
    : [];
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  offsets.set(key, offset);
  return offset;
}
