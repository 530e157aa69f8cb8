import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { auditOutcomes } from '#contract/audit-filter.ts';
import { actionGroups, groupOf, groupWords } from './action-groups.ts';
import { actionWords } from './action-words.ts';
import { isNarrowed, noChoice } from './audit-filter.ts';
import type { AuditChoice } from './audit-filter.ts';
import { auditWords, wordOfAction } from './audit-words.ts';
import styles from './AuditTools.module.css';
import { DateField } from './DateField.tsx';
import { NamePicker } from './NamePicker.tsx';

const messages = i18n('auditTools', {
  search: 'Search by name, detail or request',
  action: 'What',
  anyAction: 'Anything',
  allOf: params<{ group: string }>('{group}: all'),
  outcome: 'Result',
  anyOutcome: 'Any result',
  person: 'Who',
  anyPerson: 'Anybody',
  somePerson: 'One person',
  account: 'For whom',
  anyAccount: 'Any account',
  someAccount: 'One account',
  from: 'From',
  to: 'To',
  instance: params<{ name: string }>('Only the instance {name}.'),
  someInstance: 'Only one instance.',
  anyInstance: 'Any instance',
  clear: 'Clear',
});

/** What the log is narrowed to. Names are those that the entries on show tell; the address has ids alone. */
export function AuditTools({
  choice,
  known,
  names,
  onChoose,
}: {
  choice: AuditChoice;
  /** The actions that the log has; null while that is not known. */
  known: readonly string[] | null;
  names: { person: string | null; account: string | null; instance: string | null };
  onChoose: (change: Partial<AuditChoice>) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(auditWords);
  const groups = useMessages(groupWords);
  const actions = useMessages(actionWords);
  const isGroup = actionGroups.some((group) => group === choice.action);
  // What the address asks for is offered though the log may not have it.
  const offered = [...new Set([...(known ?? []), ...(choice.action === '' || isGroup ? [] : [choice.action])])];
  const ofGroup = (group: string) => offered.filter((action) => groupOf(action) === group);

  return (
    <>
      <div className={styles['tools']}>
        <SearchBox label={t.search} value={choice.q} onChange={(q) => onChoose({ q })} />
        <SelectFilter
          label={t.action}
          value={choice.action}
          options={[{ value: '', label: t.anyAction }]}
          groups={actionGroups
            .filter((group) => ofGroup(group).length > 0 || group === choice.action)
            .map((group) => ({
              label: groups[group],
              options: [
                { value: group, label: t.allOf({ group: groups[group] }) },
                ...ofGroup(group).map((action) => ({ value: action, label: wordOfAction(actions, action) })),
              ],
            }))}
          onChange={(action) => onChoose({ action })}
        />
        <SelectFilter
          label={t.outcome}
          value={choice.outcome}
          options={[
            { value: '', label: t.anyOutcome },
            ...auditOutcomes.map((outcome) => ({ value: outcome, label: words[outcome] })),
          ]}
          onChange={(outcome) => onChoose({ outcome })}
        />
        <NamePicker
          of="people"
          label={t.person}
          any={t.anyPerson}
          chosen={choice.person === '' ? null : (names.person ?? t.somePerson)}
          onChoose={(person) => onChoose({ person })}
        />
        <NamePicker
          of="accounts"
          label={t.account}
          any={t.anyAccount}
          chosen={choice.account === '' ? null : (names.account ?? t.someAccount)}
          onChoose={(account) => onChoose({ account })}
        />
        <span className={styles['dates']}>
          <DateField label={t.from} value={choice.from} onChange={(from) => onChoose({ from })} />
          <DateField label={t.to} value={choice.to} onChange={(to) => onChoose({ to })} />
        </span>
        {isNarrowed(choice) && (
          <Button variant="plain" onClick={() => onChoose(noChoice)}>
            {t.clear}
          </Button>
        )}
      </div>
      {choice.instance !== '' && (
        <p className={styles['narrowed']}>
          {names.instance === null ? t.someInstance : t.instance({ name: `\u2068${names.instance}\u2069` })}
          <Button size="small" variant="plain" onClick={() => onChoose({ instance: '' })}>
            {t.anyInstance}
          </Button>
        </p>
      )}
    </>
  );
}
