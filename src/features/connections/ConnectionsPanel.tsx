import { Suspense } from 'react';
import { useQuery } from 'urql';
import { vendorNames } from '#contract/vendors.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import type { ChooseConnectionDialogProps } from './ChooseConnectionDialog.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { ConnectionProgress } from './ConnectionProgress.tsx';
import { authenticationsQuery } from './connection-queries.ts';
import { connectionWords } from './connection-words.ts';
import type { OtherAccountDialogProps } from './OtherAccountDialog.tsx';
import { accountLabel } from './slot-facts.ts';
import type { Slot } from './slot-facts.ts';
import { useConnections } from './use-connections.ts';
import styles from './ConnectionsPanel.module.css';

const OtherAccountDialog = lazyPage<OtherAccountDialogProps>(
  async () => (await import('./OtherAccountDialog.tsx')).OtherAccountDialog,
);
const ChooseConnectionDialog = lazyPage<ChooseConnectionDialogProps>(
  async () => (await import('./ChooseConnectionDialog.tsx')).ChooseConnectionDialog,
);

/** One line per auth slot: which outside account is in it, who connected it here, and what its owner may do about it. */
export function ConnectionsPanel({ row, slots }: { row: InstanceRowData; slots: readonly Slot[] }) {
  const t = useMessages(connectionWords);
  const words = useMessages(instanceWords);
  const { person } = useSignedIn();
  const connections = useConnections(row, slots);
  const { state, flow } = connections;
  const isUnderWay = row.status === 'working' || row.operation?.state === 'running';
  const vendor = vendorNames[row.vendor];
  const isOwner = !person.viewOnly && person.role !== 'admin';

  function offReason(): string | null {
    if (person.viewOnly) return words.view_only;
    if (person.role === 'admin') return words.owner_only;
    if (state.isAttaching) return t.connecting;
    return isUnderWay ? words.under_way : null;
  }

  // Known before the press, because a window can be opened in it alone: not after an answer that comes later.
  const [{ data: own }] = useQuery({
    query: authenticationsQuery,
    variables: { vendor: row.vendor },
    pause: !isOwner || slots.every((slot) => slot.authenticationId !== null || slot.title === null),
    requestPolicy: 'cache-and-network',
  });
  const hasOwn = (own?.authentications ?? []).length > 0;

  const off = offReason();
  return (
    <Panel title={t.title}>
      {slots.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      {state.changed && (
        <Banner
          tone="warn"
          lamp="attention"
          urgent
          action={
            <span className={styles['actions']}>
              <Button size="small" onClick={() => state.changed && connections.reconnect(state.changed.slot)}>
                {t.reconnect}
              </Button>
              <Button size="small" variant="plain" onClick={connections.close}>
                {t.accept}
              </Button>
            </span>
          }
        >
          {t.nowOther({
            service: state.changed.after.serviceTitle,
            before: accountLabel(state.changed.before),
            after: accountLabel(state.changed.after),
          })}
        </Banner>
      )}
      <ul className={styles['slots']}>
        {slots.map((slot) => (
          <ConnectionLine
            key={slot.externalId}
            slot={slot}
            vendor={row.vendor}
            offReason={off}
            onConnect={() => (hasOwn ? connections.choose(slot) : connections.connect(slot))}
            onReconnect={() => connections.reconnect(slot)}
            onChoose={() => connections.choose(slot)}
          >
            {state.slotId === slot.externalId && (
              <ConnectionProgress
                flow={flow}
                vendor={row.vendor}
                isAttaching={state.isAttaching}
                problem={state.failed?.problem ?? null}
                onTryAgain={connections.tryAgain}
              />
            )}
          </ConnectionLine>
        ))}
      </ul>
      {state.choosing && (
        <PanelBoundary key={`choose ${state.choosing.externalId}`}>
          <Suspense fallback={null}>
            <ChooseConnectionDialog
              slot={state.choosing}
              vendor={row.vendor}
              onChoose={(after) => state.choosing && void connections.attach(state.choosing, after, false)}
              onConnectNew={() => state.choosing && connections.connect(state.choosing)}
              onClose={connections.close}
            />
          </Suspense>
        </PanelBoundary>
      )}
      {state.asked && (
        <PanelBoundary key={`ask ${state.asked.after.id}`}>
          <Suspense fallback={null}>
            <OtherAccountDialog
              asked={state.asked}
              vendorName={vendor}
              onUse={({ slot, after }) => void connections.attach(slot, after, true)}
              onKeep={connections.keep}
            />
          </Suspense>
        </PanelBoundary>
      )}
    </Panel>
  );
}
