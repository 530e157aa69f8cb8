import { memo, useId, useLayoutEffect, useRef } from 'react';
import { focusPageIfLost } from '#src/lib/focus-page.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { AddInstanceButton } from './AddInstanceButton.tsx';
import type { Connector } from './connector-queries.ts';
import { connectorWords } from './connector-words.ts';
import { InstanceRows } from './InstanceRows.tsx';
import styles from './ConnectorSection.module.css';

const messages = i18n('connectorSection', {
  newer: params<{ version: string }>('Update available: version {version}'),
  update: 'Update',
  settings: 'Connector settings',
  remove: 'Remove…',
  hasInstances: 'It has instances; remove these first',
  none: 'No instances yet. Each set of credentials is an instance of its own.',
});

/** What can be asked about a whole connector. */
export type ConnectorAsk = 'update' | 'remove';

/** A connector with its instances below it. */
export const ConnectorSection = memo(function ConnectorSection({
  connector,
  instanceCount,
  offReason,
  isComplete,
  onAsk,
}: {
  connector: Connector;
  /** How many it has, of which `connector` may hold only those that match a search. */
  instanceCount: number;
  /** Why this person may change nothing. */
  offReason: string | null;
  /** The vendor was asked; otherwise what stands here is what was read before. */
  isComplete: boolean;
  onAsk: (ask: ConnectorAsk, connector: Connector) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const titleId = useId();
  const section = useRef<HTMLElement>(null);
  // A connector that was removed takes the focus with it, which its dialog had given back to it.
  useLayoutEffect(() => {
    const element = section.current;
    return () => {
      if (element?.contains(document.activeElement)) setTimeout(focusPageIfLost);
    };
  }, []);
  const { name, category, version, newerVersion } = connector;
  const facts = [category, version === null ? null : words.version({ version }), words.instances(instanceCount)].filter(
    (fact) => fact !== null,
  );

  return (
    <section ref={section} aria-labelledby={titleId} className={styles['connector']}>
      <header className={styles['head']}>
        <div className={styles['words']}>
          <h2 id={titleId} dir="auto">
            {name}
          </h2>
          <p className={styles['facts']}>{facts.join(' · ')}</p>
        </div>
        {newerVersion !== null && (
          <p className={styles['newer']}>
            <Lamp kind="attention" /> {t.newer({ version: newerVersion })}
          </p>
        )}
        <div className={styles['actions']}>
          {newerVersion !== null && (
            <Button
              size="small"
              variant="filled"
              aria-haspopup="dialog"
              aria-describedby={titleId}
              disabledReason={offReason}
              onClick={() => onAsk('update', connector)}
            >
              {t.update}
            </Button>
          )}
          <AddInstanceButton connector={connector} titleId={titleId} offReason={offReason} />
          <MenuButton
            label={name}
            icon="cog"
            iconOnly
            size="small"
            variant="plain"
            entries={() => [
              {
                key: 'remove',
                label: t.remove,
                isDangerous: true,
                disabledReason: offReason ?? (instanceCount > 0 ? t.hasInstances : null),
                onSelect: () => onAsk('remove', connector),
              },
            ]}
          >
            {t.settings}
          </MenuButton>
        </div>
      </header>
      {instanceCount === 0 ? (
        <p className={styles['none']}>{t.none}</p>
      ) : (
        // Narrowed or widened by a search, so that what was near need not be any more: begun anew.
        <InstanceRows
          key={connector.instances.length}
          name={name}
          instances={connector.instances}
          isComplete={isComplete}
        />
      )}
    </section>
  );
});
