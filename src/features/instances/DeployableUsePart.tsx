import { useQuery } from 'urql';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { type DeployableUse, removalRunsQuery } from './removal-use-query.ts';
import { WebhookAddresses } from './WebhookAddresses.tsx';

const messages = i18n('deployableUse', {
  noFlows: 'It has no flows that anybody could call.',
  flows: count({ one: 'It has {count} flow.', other: 'It has {count} flows.' }),
  counting: 'Counting how often it ran…',
  uncounted: 'How often it ran in the last 24 hours is not known now.',
  idle: 'It did not run in the last 24 hours.',
  ran: count({ one: 'It ran once in the last 24 hours.', other: 'It ran {count} times in the last 24 hours.' }),
  never: 'It has never run.',
  last: 'It ran last',
});

const hours = 24;

/** The flows of an instance, who may be calling them, and whether it is at work. */
export function DeployableUsePart({ id, use: { flows, state } }: { id: string; use: DeployableUse }) {
  const t = useMessages(messages);
  const [{ data, error, fetching }] = useQuery({
    query: removalRunsQuery,
    variables: { id, hours },
    requestPolicy: 'network-only',
  });
  const called = flows.flatMap(({ id: flowId, name, webhookUrl }) =>
    webhookUrl === null ? [] : [{ id: flowId, name, address: webhookUrl }],
  );
  const last = momentOf(state.lastRanAt);

  function runs(): string {
    if (fetching) return t.counting;
    const counts = data?.runCounts;
    if (error || !counts || counts.outcomes.some(({ state: how }) => how !== 'ok' && how !== 'empty')) {
      return t.uncounted;
    }
    const ran = counts.nodes.reduce((sum, { all }) => sum + all, 0);
    return ran === 0 ? t.idle : t.ran(ran);
  }

  return (
    <>
      <p>{flows.length === 0 ? t.noFlows : t.flows(flows.length)}</p>
      {flows.length > 0 && <WebhookAddresses called={called} />}
      <p>
        <span role="status">{runs()}</span>{' '}
        {last === null ? (
          t.never
        ) : (
          <>
            {t.last} <RelativeTime moment={last} />.
          </>
        )}
      </p>
    </>
  );
}
