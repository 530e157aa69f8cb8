import { useMemo } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import type { Metadata } from './job-queries.ts';
import { readMetadata } from './metadata-tree.ts';
import type { MetadataNode } from './metadata-tree.ts';
import styles from './MetadataView.module.css';

const messages = i18n('metadataView', {
  none: 'It says nothing more.',
  raw: 'This is no JSON that can be read. It stands here as it came:',
  rawLabel: 'Metadata as it came',
  empty: 'empty',
});

/** What a package or a job says besides: a tree where it is JSON, else the text as it came. Never as markup. */
export function MetadataView({ metadata }: { metadata: Metadata | null }) {
  const t = useMessages(messages);
  const tree = useMemo(() => (metadata?.isJson ? readMetadata(metadata.text) : null), [metadata]);
  if (metadata === null || metadata.text.trim() === '') return <p className={styles['quiet']}>{t.none}</p>;
  if (tree === null) {
    return (
      <>
        <p className={styles['quiet']}>{t.raw}</p>
        {/* What scrolls must be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={styles['raw']} tabIndex={0} role="group" aria-label={t.rawLabel} dir="auto">
          {metadata.text}
        </pre>
      </>
    );
  }
  return (
    <div className={styles['tree']}>
      <Node node={tree} emptyWord={t.empty} />
    </div>
  );
}

function Node({ node, emptyWord }: { node: MetadataNode; emptyWord: string }) {
  if (node.text !== null) return <Value node={node} />;
  if (node.children.length === 0) return <span className={styles['quiet']}>{emptyWord}</span>;
  return (
    <ul>
      {node.children.map((child) => {
        const isList = node.kind === 'list';
        return (
          <li key={child.key}>
            {child.text === null ? (
              <details open>
                <summary>
                  <code>{child.key}</code>
                </summary>
                <Node node={child} emptyWord={emptyWord} />
              </details>
            ) : (
              <>
                {!isList && <code className={styles['key']}>{child.key}</code>} <Value node={child} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Value({ node }: { node: MetadataNode }) {
  return node.kind === 'text' ? <bdi>{node.text}</bdi> : <code>{node.text}</code>;
}
