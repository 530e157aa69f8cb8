import Autocomplete from '@mui/material/Autocomplete';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import type { FoundOwner } from '#contract/endpoints/deployables.ts';
import type { Vendor } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { keepEnterInOpenList } from '#src/ui/enter-in-open-list.ts';
import { TextField } from '#src/ui/TextField.tsx';
import { ownersQuery } from './deployable-queries.ts';
import styles from './OwnerField.module.css';

const messages = i18n('ownerField', {
  label: 'Customer',
  hint: 'Type a part of the name.',
  more: 'There are more; type more of the name.',
  reading: 'Reading…',
  none: 'No customer has this in its name',
});

const settleMs = 250;

/** For whom an administrator activates: found by typing any part of the name. */
export function OwnerField({
  vendor,
  value,
  error,
  onChange,
}: {
  vendor: Vendor;
  value: FoundOwner | null;
  error: string | null;
  onChange: (owner: FoundOwner | null) => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [typed, setTyped] = useState('');
  // What is chosen stands in the field too, and is not looked for.
  const text = useDeferredValue(useSettled(typed === value?.name ? '' : typed.trim()));
  const {
    data,
    error: failure,
    isFetching,
  } = useQuery({ ...ownersQuery(vendor, text), placeholderData: keepPreviousData });
  const failed = failure && wordsOfProblem(problems, problemOf(failure));
  return (
    <Autocomplete
      options={data?.owners ?? []}
      value={value}
      inputValue={typed}
      autoHighlight
      loading={isFetching}
      loadingText={t.reading}
      noOptionsText={t.none}
      // The server looks through all names; until it has, nobody is offered whose name has nothing of what was typed.
      filterOptions={(owners) => (typed === value?.name ? owners : owners.filter(({ name }) => has(name, typed)))}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ ownerId }) => ownerId}
      isOptionEqualToValue={(one, other) => one.ownerId === other.ownerId}
      onInputChange={(_event, next) => setTyped(next)}
      onChange={(_event, owner) => onChange(owner)}
      onKeyDown={keepEnterInOpenList}
      slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
      renderOption={({ key, ...props }, owner) => (
        <li key={key} {...props}>
          <bdi>{owner.name}</bdi>
          {owner.externalId && (
            <span className={styles['id']}>
              <bdi>{owner.externalId}</bdi>
            </span>
          )}
        </li>
      )}
      renderInput={({ slotProps }) => {
        const { ref: listRef, ...input } = slotProps.htmlInput;
        return (
          <div ref={slotProps.input.ref}>
            <TextField
              {...input}
              inputRef={(element) => {
                if (typeof listRef === 'function') listRef(element);
                else if (listRef) listRef.current = element;
              }}
              label={t.label}
              hint={data?.next ? t.more : t.hint}
              error={error ?? (failed ? `${failed.what} ${failed.next}` : null)}
              autoComplete="off"
              takesFocus
            />
          </div>
        );
      }}
    />
  );
}

function has(name: string, text: string): boolean {
  return name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());
}

/** A text once nothing has been typed for a moment, so that not each letter asks the vendor. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
