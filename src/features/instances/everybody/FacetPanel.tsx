import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import type { InstanceStatus } from '#contract/statuses.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { healthLamps, healthOrder, healthWords } from '../health-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { statusLamps, updateWord } from '../instance-state.ts';
import { instanceWords } from '../instance-words.ts';
import type { ListFilter } from '../list-filter.ts';
import { readerOf } from '../reader.ts';
import { facetWords } from './facet-words.ts';
import { FacetGroup } from './FacetGroup.tsx';
import type { FacetOption } from './FacetGroup.tsx';
import { NamedFacet } from './NamedFacet.tsx';
import type { FacetCounts } from './use-facets.ts';
import styles from './Facets.module.css';

const messages = i18n('facetPanel', {
  findAccount: 'Find an owner',
  findTemplate: 'Find a solution',
  failed: params<{ what: string }>('Nothing could be counted. {what} The filters work all the same.'),
  again: 'Try again',
});

/** The words typed to find an owner and a solution. */
export interface FacetSearch {
  account: string;
  template: string;
}

export interface FacetPanelProps {
  filter: ListFilter;
  counts: FacetCounts;
  /** What the ids in the address are called. */
  names: { account: string | null; template: string | null };
  words: FacetSearch;
  onWords: (words: FacetSearch) => void;
  /** Adds a value to those of a property, or takes it away. */
  onTurn: (key: 'vendor' | 'status' | 'health' | 'update', value: string) => void;
  onChoose: (key: 'account' | 'template', id: string) => void;
}

/** By what everybody's list can be narrowed, with how many rows each choice would leave. */
export function FacetPanel({ filter, counts, names, words, onWords, onTurn, onChoose }: FacetPanelProps) {
  const t = useMessages(messages);
  const f = useMessages(facetWords);
  const status = useMessages(instanceWords);
  const health = useMessages(healthWords);
  const problems = useMessages(problemMessages);
  const signedIn = useSignedIn();
  const reader = readerOf(signedIn);
  const { facets, problem, isStale } = counts;

  const countIn = <Key extends string>(
    key: Key,
    list: readonly ({ count: number } & Record<Key, string>)[] | undefined,
  ) => {
    const known = new Map<string, number>(list?.map((one) => [one[key], one.count]));
    return (value: string) => (list ? (known.get(value) ?? 0) : null);
  };
  const ofVendor = countIn('vendor', facets?.vendors);
  const ofStatus = countIn('status', facets?.statuses);
  const ofHealth = countIn('health', facets?.healths);
  const ofUpdate = countIn('update', facets?.updates);
  // What nothing has and nobody chose only takes room.
  const useful = (options: FacetOption[], chosen: readonly string[]) =>
    options.filter(({ value, count }) => count !== 0 || chosen.includes(value));

  return (
    <div className={styles['panel']} aria-busy={isStale}>
      {problem && (
        <p role="status" className={styles['note']}>
          {t.failed({ what: wordsOfProblem(problems, problem).what })}{' '}
          <Button size="small" onClick={counts.askAgain}>
            {t.again}
          </Button>
        </p>
      )}
      <FacetGroup
        label={f.health}
        options={healthOrder.map((one) => ({
          value: one,
          sign: <Lamp kind={healthLamps[one]} />,
          name: health[one],
          count: ofHealth(one),
        }))}
        chosen={filter.healths}
        onTurn={(value) => onTurn('health', value)}
      />
      <FacetGroup
        label={f.vendor}
        options={signedIn.vendors.map(({ vendor }) => ({
          value: vendor,
          sign: <VendorGlyph vendor={vendor} isSilent />,
          name: vendorNames[vendor],
          count: ofVendor(vendor),
        }))}
        chosen={filter.vendors}
        onTurn={(value) => onTurn('vendor', value)}
      />
      <FacetGroup
        label={f.status}
        options={useful(
          instanceStatuses.map((one: InstanceStatus) => ({
            value: one,
            sign: <Lamp kind={statusLamps[one]} />,
            name: status[one],
            count: ofStatus(one),
          })),
          filter.statuses,
        )}
        chosen={filter.statuses}
        onTurn={(value) => onTurn('status', value)}
      />
      <FacetGroup
        label={f.update}
        options={useful(
          updateKinds.map((one) => ({
            value: one,
            name: updateWord(status, { update: one, deployment: null }, reader) ?? f.newest,
            count: ofUpdate(one),
          })),
          filter.updates,
        )}
        chosen={filter.updates}
        onTurn={(value) => onTurn('update', value)}
      />
      <NamedFacet
        label={f.account}
        find={t.findAccount}
        counts={facets?.accounts ?? null}
        chosen={filter.accountId ? { id: filter.accountId, name: names.account ?? filter.accountId } : null}
        words={words.account}
        onWords={(account) => onWords({ ...words, account })}
        onChoose={(id) => onChoose('account', id)}
      />
      <NamedFacet
        label={f.template}
        find={t.findTemplate}
        counts={facets?.templates ?? null}
        chosen={filter.templateId ? { id: filter.templateId, name: names.template ?? filter.templateId } : null}
        words={words.template}
        onWords={(template) => onWords({ ...words, template })}
        onChoose={(id) => onChoose('template', id)}
      />
    </div>
  );
}
