import { useState } from 'react';
import { useQuery } from 'urql';
import { filterableRunStates, runSortings } from '#contract/deployments.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { ChipField } from './ChipField.tsx';
import { isJobFiltered } from './job-filter.ts';
import type { JobFilter, JobListKey } from './job-filter.ts';
import { solutionChoicesQuery } from './job-queries.ts';
import { jobWords } from './job-words.ts';
import styles from './JobTools.module.css';

const messages = i18n('jobTools', {
  states: 'States',
  anyState: 'Any state',
  statesChosen: params<{ states: string }>('State: {states}'),
  solutions: 'Solutions',
  anySolution: 'Any solution',
  solutionsChosen: params<{ count: number }>('Solutions: {count}'),
  noSolutions: 'No solutions here',
  more: 'More filters',
  users: 'Started by',
  usersHint: 'Usernames',
  ids: 'Job ids',
  spaces: 'Spaces',
  spacesHint: 'As owner/name, such as maya/claims; without one, all that the account owns',
  spacesRequired:
    'This account owns more than 900 spaces, so Instabase has to be told which ones to look through. Add at least one.',
  owners: 'Owners of the solution',
  names: 'Names of the solution',
  sortBy: 'Sort by',
  sortedBy: params<{ what: string }>('Sorted by: {what}'),
  ascending: 'Ascending',
  descending: 'Descending',
  clear: 'Clear the filters',
});

/** By which jobs are sorted unless told: it is no choice to be pointed out. */
const usualSorting = 'started';

/** As many solutions as a menu can offer; others are found by name. */
const mostOffered = 100;

interface JobToolsProps {
  filter: JobFilter;
  /** The jobs are of one solution, so that there is none to choose. */
  isOfOne: boolean;
  /** The vendor asks for spaces. */
  needsSpaces: boolean;
  onValues: (key: JobListKey, values: readonly string[]) => void;
  onSort: (sort: JobFilter['sort']) => void;
  onClear: () => void;
}

/** What a list of jobs is narrowed to and how it is ordered. */
export function JobTools({ filter, isOfOne, needsSpaces, onValues, onSort, onClear }: JobToolsProps) {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  const [isOpen, setIsOpen] = useState(() =>
    [filter.users, filter.jobIds, filter.spaces, filter.owners, filter.names].some(({ length }) => length > 0),
  );
  // They stay in sight when one was added: others may be wanted too.
  if (needsSpaces && !isOpen) setIsOpen(true);
  const { states, sort } = filter;
  const statesLabel =
    states.length === 0 ? t.anyState : t.statesChosen({ states: states.map((state) => words[state]).join(', ') });

  return (
    <div className={styles['tools']}>
      <div className={styles['line']}>
        <MenuButton
          label={t.states}
          icon="chevron"
          entries={() =>
            filterableRunStates.map((state) =>
              toggle(state, words[state], states.includes(state), () => onValues('state', turned(states, state))),
            )
          }
        >
          {statesLabel}
        </MenuButton>
        {!isOfOne && <SolutionChoice chosen={filter.solutions} onValues={(values) => onValues('solution', values)} />}
        <SelectFilter
          label={t.sortBy}
          value={sort.field === usualSorting ? '' : sort.field}
          options={runSortings.map((value) => ({
            value: value === usualSorting ? '' : value,
            label: t.sortedBy({ what: words[value] }),
          }))}
          onChange={(value) => onSort({ ...sort, field: runSortings.find((known) => known === value) ?? usualSorting })}
        />
        <Button
          icon={sort.isDescending ? 'descending' : 'ascending'}
          onClick={() => onSort({ ...sort, isDescending: !sort.isDescending })}
        >
          {sort.isDescending ? t.descending : t.ascending}
        </Button>
        {isJobFiltered(filter) && (
          <Button variant="plain" onClick={onClear}>
            {t.clear}
          </Button>
        )}
      </div>
      <Disclosure label={t.more} isOpen={isOpen} onToggle={setIsOpen}>
        <div className={styles['more']}>
          <ChipField
            label={t.spaces}
            hint={t.spacesHint}
            error={needsSpaces ? t.spacesRequired : null}
            values={filter.spaces}
            onChange={(values) => onValues('space', values)}
          />
          <ChipField
            label={t.users}
            hint={t.usersHint}
            values={filter.users}
            onChange={(values) => onValues('user', values)}
          />
          <ChipField label={t.ids} values={filter.jobIds} onChange={(values) => onValues('job', values)} />
          {!isOfOne && (
            <>
              <ChipField label={t.owners} values={filter.owners} onChange={(values) => onValues('owner', values)} />
              <ChipField label={t.names} values={filter.names} onChange={(values) => onValues('name', values)} />
            </>
          )}
        </div>
      </Disclosure>
    </div>
  );
}

/** The solutions of the index, to be ticked. */
function SolutionChoice({ chosen, onValues }: { chosen: readonly string[]; onValues: (values: string[]) => void }) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({
    query: solutionChoicesQuery,
    variables: { first: mostOffered },
  });
  const solutions = data?.deployments.nodes ?? [];
  const only = chosen.length === 1 ? solutions.find(({ row }) => row.id === chosen[0]) : undefined;
  const label =
    chosen.length === 0
      ? t.anySolution
      : only
        ? `${only.name} ${only.version}`
        : t.solutionsChosen({ count: chosen.length });

  function entries(): MenuEntry[] {
    if (solutions.length === 0) return [{ key: 'none', label: t.noSolutions, disabledReason: t.noSolutions }];
    return solutions.map(({ row, name, version }) =>
      toggle(row.id, `${name} ${version}`, chosen.includes(row.id), () => onValues(turned(chosen, row.id))),
    );
  }

  return (
    <MenuButton label={t.solutions} icon="chevron" entries={entries}>
      <bdi className={styles['chosen']}>{label}</bdi>
    </MenuButton>
  );
}

function toggle(key: string, label: string, isChecked: boolean, onSelect: () => void): MenuEntry {
  return { key, label, isChecked, isToggle: true, onSelect };
}

function turned<Value extends string>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
