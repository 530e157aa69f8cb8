import Popover from '@mui/material/Popover';
import { useId, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { auditChoicesQuery } from './audit-queries.ts';
import type { AuditChoicesData } from './audit-queries.ts';
import styles from './AuditTools.module.css';

const messages = i18n('auditNamePicker', {
  chosen: params<{ label: string; name: string }>('{label}: {name}'),
  search: 'Part of the name',
  reading: 'Reading…',
  none: 'Nobody is called like that.',
  admin: 'Administrator',
});

/** What is offered, the same for people and accounts. */
interface Named {
  id: string;
  name: string;
  note: string;
}

/** A person or an account, found by part of the name. Says whom it is set to. */
export function NamePicker({
  of,
  label,
  any,
  chosen,
  onChoose,
}: {
  of: 'people' | 'accounts';
  label: string;
  /** What it says while nobody is chosen. */
  any: string;
  /** The name of the one that is chosen; null: any. */
  chosen: string | null;
  /** Empty: any. */
  onChoose: (id: string) => void;
}) {
  const t = useMessages(messages);
  const panelId = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);

  function choose(id: string) {
    setIsOpen(false);
    onChoose(id);
  }

  return (
    <span ref={anchor} className={styles['pickerPlace']}>
      <button
        type="button"
        className={styles['picker']}
        data-set={chosen !== null || undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(true)}
      >
        <span>{chosen === null ? any : t.chosen({ label, name: `\u2068${chosen}\u2069` })}</span>
        <Icon name="chevron" />
      </button>
      {isOpen && (
        <Popover
          open
          anchorEl={() => anchor.current}
          onClose={() => setIsOpen(false)}
          transitionDuration={100}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          slotProps={{
            paper: { id: panelId, role: 'dialog', 'aria-label': label, className: styles['paper'] ?? '', elevation: 0 },
          }}
        >
          <Names of={of} any={any} onChoose={choose} />
        </Popover>
      )}
    </span>
  );
}

function Names({ of, any, onChoose }: { of: 'people' | 'accounts'; any: string; onChoose: (id: string) => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [search, setSearch] = useState('');
  const [{ data, error, fetching }] = useQuery({ query: auditChoicesQuery, variables: { search } });
  const [former, setFormer] = useState(data);
  if (data && data !== former) setFormer(data);
  const shown = (data ?? former)?.auditChoices;
  const names = shown ? namesOf(shown, of, t.admin) : null;
  return (
    <div className={styles['pick']}>
      <SearchBox label={t.search} value={search} onChange={setSearch} />
      <output>
        {error && wordsOfProblem(problems, problemOfGraphError(error)).what}
        {!error && names === null && t.reading}
        {!error && names?.length === 0 && !fetching && t.none}
      </output>
      <ul className={styles['names']}>
        <li>
          <button type="button" onClick={() => onChoose('')}>
            {any}
          </button>
        </li>
        {names?.map(({ id, name, note }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(id)}>
              <bdi>{name}</bdi>
              <small>{note}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function namesOf(choices: AuditChoicesData, of: 'people' | 'accounts', admin: string): Named[] {
  return of === 'people'
    ? choices.people.map(({ id, name, account }) => ({ id, name, note: account?.name ?? admin }))
    : choices.accounts.map(({ id, name, externalId }) => ({ id, name, note: externalId }));
}
