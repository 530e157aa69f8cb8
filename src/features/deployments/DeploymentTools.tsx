import { deploymentStates } from '#contract/deployments.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { isDeploymentFiltered, shownVisibilities } from './deployment-filter.ts';
import type { DeploymentFilter, DeploymentFilterKey } from './deployment-filter.ts';
import { deploymentWords, ownerWord, visibilityWord } from './deployment-words.ts';
import styles from './DeploymentTools.module.css';

const messages = i18n('deploymentTools', {
  search: 'Search by name, author, summary or id',
  state: 'State',
  anyState: 'Any state',
  visibility: 'Visibility',
  anyVisibility: 'Any visibility',
  owner: 'Owner',
  anyOwner: 'Any owner',
  author: 'Author',
  anyAuthor: 'Any author',
  name: params<{ name: string }>('Name: {name}'),
  clearOne: params<{ what: string }>('{what}, remove this filter'),
  clear: 'Clear the filters',
});

/** The line above the list: the search, the filters, and a name that came with the address as a chip. */
export function DeploymentTools({
  filter,
  authors,
  owners,
  onFilter,
  onClear,
}: {
  filter: DeploymentFilter;
  /** Those by whom one can filter. */
  authors: readonly string[];
  owners: readonly string[];
  onFilter: (key: DeploymentFilterKey, value: string) => void;
  onClear: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const stateWords = { active: words.active, inactive: words.inactive, unknown: words.stateUnknown };
  const named = filter.name === null ? null : t.name({ name: filter.name });
  return (
    <div className={styles['tools']}>
      <SearchBox label={t.search} value={filter.search} onChange={(value) => onFilter('q', value)} />
      <div className={styles['filters']}>
        <SelectFilter
          label={t.state}
          value={filter.state ?? ''}
          onChange={(value) => onFilter('state', value)}
          options={[
            { value: '', label: t.anyState },
            ...deploymentStates.map((state) => ({ value: state, label: stateWords[state] })),
          ]}
        />
        <SelectFilter
          label={t.visibility}
          value={filter.visibility ?? ''}
          onChange={(value) => onFilter('visibility', value)}
          options={[
            { value: '', label: t.anyVisibility },
            ...shownVisibilities.map((value) => ({ value, label: visibilityWord(words, value) })),
          ]}
        />
        <SelectFilter
          label={t.owner}
          value={filter.owner ?? ''}
          onChange={(value) => onFilter('owner', value)}
          options={choices(t.anyOwner, owners, filter.owner, (owner) => ownerWord(words, owner))}
        />
        <SelectFilter
          label={t.author}
          value={filter.author ?? ''}
          onChange={(value) => onFilter('author', value)}
          options={choices(t.anyAuthor, authors, filter.author, String)}
        />
        {named !== null && (
          <button
            type="button"
            className={styles['chip']}
            aria-label={t.clearOne({ what: named })}
            title={named}
            onClick={() => onFilter('name', '')}
          >
            <bdi>{named}</bdi> <span aria-hidden="true">×</span>
          </button>
        )}
        {isDeploymentFiltered(filter) && (
          <Button variant="plain" onClick={onClear}>
            {t.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is set in the address is offered too, although nobody has it. */
function choices(any: string, known: readonly string[], set: string | null, word: (value: string) => string) {
  const values = set === null || known.includes(set) ? known : [set, ...known];
  return [{ value: '', label: any }, ...values.map((value) => ({ value, label: word(value) }))];
}
