import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Link } from 'react-router-dom';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { SolutionVersion } from './deployment-queries.ts';
import { deploymentWords, visibilityWord } from './deployment-words.ts';
import styles from './VersionsPanel.module.css';

const messages = i18n('versionsPanel', {
  title: 'Versions',
  note: 'Each is deployed by itself. A run by name without a version takes the one deployed last, on top.',
  this: 'this one',
  only: 'There is no other version.',
});

/** Every version of the same name and owner, the one deployed last on top. */
export function VersionsPanel({ versions, id }: { versions: readonly SolutionVersion[]; id: string }) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  if (versions.length < 2) {
    return (
      <Panel title={t.title}>
        <p className={styles['quiet']}>{t.only}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t.title} note={t.note}>
      <ul className={styles['versions']}>
        {versions.map(({ row, version, visibility }) => {
          const created = momentOf(row.createdAt);
          return (
            <li key={row.id}>
              {row.id === id ? (
                <span className={styles['this']}>
                  <bdi>{version}</bdi> <small>{t.this}</small>
                </span>
              ) : (
                <Link to={paths.deployment.to(row.id)}>
                  <bdi>{version}</bdi>
                </Link>
              )}
              <StatusLamp row={row} change={undefined} />
              <span className={styles['quiet']}>{visibilityWord(words, visibility)}</span>
              <span className={styles['quiet']}>{created !== null && <RelativeTime moment={created} />}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
