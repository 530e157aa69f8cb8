import Autocomplete from '@mui/material/Autocomplete';
import { useMemo } from 'react';
import { locale } from '#src/lib/i18n.ts';
import { TextField } from './TextField.tsx';
import styles from './TimeZoneField.module.css';

/**
 * An IANA time zone, found by typing any part of its name. Empty stands for `emptyLabel`. Heavy: import it only from parts
 * that are loaded on demand.
 */
export function TimeZoneField({
  label,
  value,
  emptyLabel,
  hint,
  noMatchLabel,
  onChange,
}: {
  label: string;
  value: string;
  emptyLabel: string;
  hint?: string;
  noMatchLabel: string;
  onChange: (zone: string) => void;
}) {
  // The names are the same all year; the offsets beside them are today's.
  const zones = useMemo(() => ['', ...Intl.supportedValuesOf('timeZone')], []);
  return (
    <Autocomplete
      className={styles['zone'] ?? ''}
      options={zones}
      value={value}
      disableClearable
      autoHighlight
      getOptionLabel={(zone) => (zone === '' ? emptyLabel : nameOf(zone))}
      noOptionsText={noMatchLabel}
      onChange={(_event, zone) => onChange(zone)}
      slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
      renderOption={({ key, ...props }, zone) => (
        <li key={key} {...props}>
          <span>{zone === '' ? emptyLabel : nameOf(zone)}</span>
          {zone !== '' && <span className={styles['offset']}>{offsetOf(zone)}</span>}
        </li>
      )}
      renderInput={({ slotProps }) => {
        const { ref: inputRef, ...input } = slotProps.htmlInput;
        return (
          <div ref={slotProps.input.ref}>
            <TextField {...input} inputRef={inputRef} label={label} {...(hint !== undefined && { hint })} />
          </div>
        );
      }}
    />
  );
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

/** "GMT+1". */
function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat(locale.get(), { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}
