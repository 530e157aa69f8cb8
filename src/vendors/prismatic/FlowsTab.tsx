import { Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import type { InstanceFlow } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { FlowTestProps } from './FlowTestDialog.tsx';
import styles from './InstanceScreen.module.css';

const messages = i18n('prismaticFlows', {
  none: 'This version has no flows.',
  warning: 'Anybody who knows a webhook address can start its flow. Give it only to systems that should.',
  byWebhook: 'Starts when its webhook address is called',
  otherwise: 'Starts by its own schedule, or by another flow',
  answers: 'its caller waits for its answer',
  needsKey: 'a key is asked for besides the address',
  webhook: 'webhook address',
  failing: 'Failing',
  ran: 'last run',
  never: 'never ran',
  runs: 'Its runs',
  test: 'Test',
  notDeployed: 'Nothing runs before the instance is deployed.',
  paused: 'The instance is paused. Enable it first.',
});

const FlowTestDialog = lazyPage<FlowTestProps>(async () => (await import('./FlowTestDialog.tsx')).FlowTestDialog);

/** The flows of an instance: what starts each, whether it fails, and how to try it. */
export function FlowsTab({ row, flows }: { row: InstanceRowData; flows: readonly InstanceFlow[] }) {
  const t = useMessages(messages);
  const [tested, setTested] = useState<InstanceFlow | null>(null);
  const off = row.deployment?.wasDeployed === false ? t.notDeployed : row.status === 'disabled' ? t.paused : null;
  return (
    <>
      {flows.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      {flows.some(({ webhookUrl }) => webhookUrl !== null) && <p className={styles['quiet']}>{t.warning}</p>}
      <ul className={styles['list']}>
        {flows.map((flow) => (
          <Flow key={flow.id} flow={flow} instanceId={row.id} off={off} onTest={() => setTested(flow)} />
        ))}
      </ul>
      {tested && (
        <PanelBoundary key={tested.id}>
          <Suspense fallback={null}>
            <FlowTestDialog row={row} flow={tested} onClose={() => setTested(null)} />
          </Suspense>
        </PanelBoundary>
      )}
    </>
  );
}

function Flow({
  flow,
  instanceId,
  off,
  onTest,
}: {
  flow: InstanceFlow;
  instanceId: string;
  off: string | null;
  onTest: () => void;
}) {
  const t = useMessages(messages);
  const ran = momentOf(flow.lastRanAt);
  const how = [
    flow.webhookUrl === null ? t.otherwise : t.byWebhook,
    flow.answersCaller ? t.answers : null,
    flow.needsKey ? t.needsKey : null,
  ];
  const runs = `${paths.instance.to(instanceId)}?tab=runs&flow=${encodeURIComponent(flow.id)}`;
  return (
    <li className={styles['flow']} aria-label={flow.name}>
      <div className={styles['flowHead']}>
        <h3 dir="auto">{flow.name}</h3>
        {flow.isFailing && (
          <span className={styles['state']}>
            <Lamp kind="failed" /> {t.failing}
          </span>
        )}
        <span>
          <Button size="small" disabledReason={off} onClick={onTest}>
            {t.test}
          </Button>
        </span>
      </div>
      {flow.description && <p dir="auto">{flow.description}</p>}
      <p className={styles['quiet']}>{how.filter(Boolean).join('; ')}.</p>
      {flow.webhookUrl !== null && (
        <p className={styles['webhook']}>
          <code>{flow.webhookUrl}</code>
          <CopyButton text={flow.webhookUrl} what={t.webhook} />
        </p>
      )}
      <p className={styles['facts']}>
        <span>
          {ran === null ? (
            t.never
          ) : (
            <>
              {t.ran} <RelativeTime moment={ran} step="fiveSeconds" />
            </>
          )}
        </span>
        <Link to={runs}>{t.runs}</Link>
      </p>
    </li>
  );
}
