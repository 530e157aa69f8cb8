import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useController, useWatch } from 'react-hook-form';
import type { Control } from 'react-hook-form';
import {
  type ConnectionPool,
  type InstanceDetails,
  longestDetail,
  type RateLimitUnit,
  rateLimitUnits,
} from '#contract/connectors.ts';
import { isTimeZone } from '#contract/time-zone.ts';
import { formatNumber } from '#src/lib/format.ts';
import { locale, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { Button } from '#src/ui/Button.tsx';
import { SelectField } from '#src/ui/SelectField.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { TimeZoneField } from '#src/ui/TimeZoneField.tsx';
import { DateFormatField } from './DateFormatField.tsx';
import { entryWords, optionWords, sayRateLimit, wordOfDetail } from './option-words.ts';
import styles from './Fields.module.css';

type DetailsControl = Control<InstanceDetails>;

/** Every detail of an instance. The form around it holds `InstanceDetails` and checks them by the contract's schema. */
export function DetailsFields({
  control,
  pools,
  nameNote,
}: {
  control: DetailsControl;
  pools: readonly ConnectionPool[];
  /** Below the name, such as a warning of a second one. */
  nameNote?: ReactNode;
}) {
  return (
    <div className={styles['fields']}>
      <NameField control={control} />
      {nameNote}
      <SettingsFields control={control} pools={pools} />
    </div>
  );
}

/** What the instance is called. */
export function NameField({ control }: { control: DetailsControl }) {
  const { field, error } = useDetail(control, 'name');
  const t = useMessages(optionWords);
  return (
    <TextField
      {...plain(field)}
      inputRef={field.ref}
      label={t.name}
      hint={t.nameMeaning}
      error={error}
      maxLength={longestDetail}
      autoComplete="off"
      required
    />
  );
}

/** Everything but the name. */
export function SettingsFields({ control, pools }: { control: DetailsControl; pools: readonly ConnectionPool[] }) {
  return (
    <div className={styles['fields']}>
      <ZoneField control={control} />
      <FormatField control={control} />
      <RateLimitFields control={control} />
      <PoolField control={control} pools={pools} />
    </div>
  );
}

function ZoneField({ control }: { control: DetailsControl }) {
  const { field, error } = useDetail(control, 'timeZone');
  const t = useMessages(optionWords);
  const now = useNow('halfMinute');
  const time =
    isTimeZone(field.value) &&
    new Intl.DateTimeFormat(locale.get(), { timeZone: field.value, timeStyle: 'short' }).format(now);
  return (
    <TimeZoneField
      label={t.timeZone}
      value={field.value}
      hint={time ? `${t.timeZoneMeaning} ${t.timeThere({ time })}` : t.timeZoneMeaning}
      error={error}
      noMatchLabel={t.noZone}
      isWide
      keepsTyped
      inputRef={field.ref}
      onChange={field.onChange}
      onLeave={field.onBlur}
    />
  );
}

function FormatField({ control }: { control: DetailsControl }) {
  const { field, error } = useDetail(control, 'dateFormat');
  const zone = useWatch({ control, name: 'timeZone' });
  return (
    <DateFormatField
      value={field.value}
      timeZone={isTimeZone(zone) ? zone : 'UTC'}
      error={error}
      inputRef={field.ref}
      onChange={field.onChange}
      onLeave={field.onBlur}
    />
  );
}

function RateLimitFields({ control }: { control: DetailsControl }) {
  const { field, error } = useDetail(control, 'rateLimitAmount');
  const unit = useDetail(control, 'rateLimitUnit');
  const t = useMessages(optionWords);
  const [typed, setTyped] = useState('');
  // The text as typed, as long as it is what the form holds: "1e" is not yet a number, and stays as it is.
  const text = Object.is(numberOf(typed), field.value) ? typed : Number.isNaN(field.value) ? '' : String(field.value);
  return (
    <div>
      <div className={styles['rate']}>
        <TextField
          name={field.name}
          inputRef={field.ref}
          label={t.rateLimitAmount}
          error={error}
          value={text}
          inputMode="numeric"
          autoComplete="off"
          required
          onBlur={field.onBlur}
          onChange={({ target }) => {
            setTyped(target.value);
            field.onChange(numberOf(target.value));
          }}
        />
        <SelectField
          label={t.rateLimitUnit}
          value={unit.field.value}
          groups={[{ label: '', options: rateLimitUnits.map((value) => ({ value, label: t[value] })) }]}
          error={unit.error}
          selectRef={unit.field.ref}
          onChange={unit.field.onChange}
        />
      </div>
      <p className={styles['note']} aria-live="polite">
        {Number.isInteger(field.value) && field.value > 0 && (
          <strong>{sayRateLimit(t, field.value, toUnit(unit.field.value))}. </strong>
        )}
        {t.rateLimitAmountMeaning}
      </p>
    </div>
  );
}

function toUnit(unit: string): RateLimitUnit {
  return rateLimitUnits.find((known) => known === unit) ?? 'minute';
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function PoolField({ control, pools }: { control: DetailsControl; pools: readonly ConnectionPool[] }) {
  const { field, error } = useDetail(control, 'poolId');
  const t = useMessages(optionWords);
  const select = useRef<HTMLSelectElement>(null);
  if (pools.length === 0 && field.value === null) return null;
  const isKnown = field.value === null || pools.some(({ id }) => id === field.value);
  return (
    <div className={styles['pool']}>
      <SelectField
        label={t.poolId}
        value={field.value ?? ''}
        groups={[
          {
            label: '',
            options: [
              { value: '', label: t.noPool },
              ...(isKnown ? [] : [{ value: field.value ?? '', label: t.unknownPool }]),
              ...pools.map(({ id, name, limit }) => ({
                value: id,
                label: t.pool({ name, limit: formatNumber(limit) }),
              })),
            ],
          },
        ]}
        hint={t.poolIdMeaning}
        error={error}
        selectRef={(element) => {
          select.current = element;
          field.ref(element);
        }}
        onChange={(id) => field.onChange(id === '' ? null : id)}
      />
      {field.value !== null && (
        <div className={styles['cross']}>
          <Button
            variant="plain"
            icon="close"
            iconOnly
            onClick={() => {
              field.onChange(null);
              // The cross goes with what it clears, and would take the focus with it.
              select.current?.focus();
            }}
          >
            {t.clearPool}
          </Button>
        </div>
      )}
    </div>
  );
}

function useDetail<Name extends keyof InstanceDetails>(control: DetailsControl, name: Name) {
  const words = useMessages(entryWords);
  const { field, fieldState } = useController({ control, name });
  return { field, error: wordOfDetail(words, name, fieldState.error?.message) };
}

function plain<Field extends { ref: unknown }>({ ref: _ref, ...rest }: Field): Omit<Field, 'ref'> {
  return rest;
}
