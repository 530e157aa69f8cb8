import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import type { Vendor } from '#contract/vendors.ts';
import { instanceListQuery } from '#src/features/instances/instance-list-query.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { readRunFilter, writeRunFilter } from './run-filter.ts';
import { RunsPanel } from './RunsPanel.tsx';
import styles from './RunsPanel.module.css';

const messages = i18n('allRuns', {
  search: 'Search by instance',
  found: 'Show only the runs of:',
  none: 'No instances match',
  others: count({ one: 'and {count} other', other: 'and {count} others' }),
  only: params<{ name: string }>('Only runs of {name}.'),
  onlyOne: 'Only runs of one instance.',
  all: 'Runs of all instances',
});

const shownMatches = 8;

/** Runs of all instances that the person may see at a vendor; `?q=` finds the instance whose runs are wanted. */
export function AllRuns({ vendor }: { vendor: Vendor }) {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q')?.trim() ?? '';
  const { instanceId } = readRunFilter(search);

  const searchFor = (next: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (next === '') after.delete('q');
        else after.set('q', next);
        return after;
      },
      { replace: true },
    );

  if (person.viewOnly) return <RunsPanel instanceId={null} />;
  return (
    <>
      {instanceId !== null && <OnlyOne instanceId={instanceId} search={search} />}
      {instanceId === null && text !== '' && <Matches vendor={vendor} text={text} search={search} />}
      <RunsPanel
        instanceId={null}
        tools={instanceId === null && <SearchBox label={t.search} value={text} onChange={searchFor} />}
      />
    </>
  );
}

/** The instances that were searched for, each leading to its runs. */
function Matches({ vendor, text, search }: { vendor: Vendor; text: string; search: URLSearchParams }) {
  const t = useMessages(messages);
  const { pathname } = useLocation();
  const { person } = useSignedIn();
  const [{ data }] = useQuery({
    query: instanceListQuery,
    variables: { filter: { search: text, vendor }, first: shownMatches, offset: 0, withStatuses: false },
  });
  const [former, setFormer] = useState(data);
  if (data && data !== former) setFormer(data);
  const found = (data ?? former)?.instances;
  if (!found) return null;
  if (found.totalCount === 0) return <output className={styles['found']}>{t.none}</output>;
  const left = found.totalCount - found.nodes.length;
  return (
    <output className={styles['found']}>
      <span>{t.found}</span>
      {found.nodes.map(({ id, name, account }) => {
        const after = writeRunFilter(search, { instanceId: id });
        after.delete('q');
        return (
          <Link key={id} to={`${pathname}?${after.toString()}`} dir="auto">
            {person.role === 'admin' ? `${name} (${account.name})` : name}
          </Link>
        );
      })}
      {left > 0 && <span>{t.others(left)}</span>}
    </output>
  );
}

/** That one instance's runs alone are on show, and the way back to all. */
function OnlyOne({ instanceId, search }: { instanceId: string; search: URLSearchParams }) {
  const t = useMessages(messages);
  const { pathname } = useLocation();
  const [{ data }] = useQuery({
    query: instanceListQuery,
    variables: { filter: { search: instanceId }, first: 1, offset: 0, withStatuses: false },
  });
  const name = data?.instances.nodes[0]?.name;
  const after = writeRunFilter(search, { instanceId: null });
  return (
    <p className={styles['narrowed']}>
      {name === undefined ? t.onlyOne : t.only({ name: `\u2068${name}\u2069` })}
      <Link to={`${pathname}?${after.toString()}`}>{t.all}</Link>
    </p>
  );
}
