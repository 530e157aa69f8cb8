import type { DeploymentFlags } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { flagWords, shownFlags, versionSentence } from './instance-flags.ts';
import styles from './InstanceScreen.module.css';

const messages = i18n('prismaticState', {
  flags: 'How it stands',
  of: params<{ integration: string }>('Instance of \u2068{integration}\u2069'),
});

/** Below the name: the work under way, or each flag with its word; of what, of which version, and whose. */
export function InstanceState({
  row,
  flags,
  change,
}: {
  row: InstanceRowData;
  flags: DeploymentFlags | null;
  change: PendingChange | undefined;
}) {
  const t = useMessages(messages);
  const words = useMessages(flagWords);
  const { person } = useSignedIn();
  const isMoving = change?.state === 'asked' || row.operation?.state === 'running' || row.status === 'working';
  return (
    <>
      <ul className={styles['flags']} aria-label={t.flags}>
        {(isMoving || flags === null) && (
          <li>
            <StatusLamp row={row} change={change} />
          </li>
        )}
        {flags &&
          shownFlags(words, flags, row.status)
            // What is under way is about to change it.
            .filter(({ key }) => !isMoving || key !== 'state')
            .map(({ key, lamp, word }) => (
              <li key={key}>
                <Lamp kind={lamp} /> {word}
              </li>
            ))}
      </ul>
      <p className={styles['about']}>
        <span>
          <VendorGlyph vendor={row.vendor} /> {t.of({ integration: row.templateName })}
        </span>
        {flags && <span>{versionSentence(words, flags)}</span>}
        {person.role === 'admin' && <bdi>{row.account.name}</bdi>}
      </p>
    </>
  );
}
