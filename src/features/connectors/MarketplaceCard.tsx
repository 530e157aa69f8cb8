import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { installConnector } from './change-connector.ts';
import type { MarketplaceEntry } from './connector-queries.ts';
import { connectorWords } from './connector-words.ts';
import styles from './MarketplaceCard.module.css';

const messages = i18n('marketplaceCard', {
  install: 'Install',
  busy: 'Installing…',
  installed: 'Installed',
  show: 'Show it',
  showNamed: params<{ name: string }>('Show {name} among the connectors'),
});

/** A connector that can be installed, in one press, or that is installed and leads to where it stands. */
export function MarketplaceCard({ entry, offReason }: { entry: MarketplaceEntry; offReason: string | null }) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const problems = useMessages(problemMessages);
  const titleId = useId();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  // The list has it a moment later.
  const isInstalled = entry.isInstalled || state === 'done';

  // The button that had the focus is gone; what one does next stands in its place.
  useEffect(() => {
    if (state === 'done') link.current?.focus();
  }, [state]);

  async function install() {
    if (state !== 'idle') return;
    setState('busy');
    const refused = await installConnector(entry);
    setProblem(refused);
    setState(refused ? 'idle' : 'done');
  }

  const { name, description, category, version } = entry;
  const facts = [category, version === null ? null : words.version({ version })].filter((fact) => fact !== null);
  const said = problem && wordsOfProblem(problems, problem, name);
  return (
    <li className={styles['card']} aria-labelledby={titleId}>
      <h2 id={titleId} dir="auto">
        {name}
      </h2>
      <p className={styles['facts']}>{facts.join(' · ')}</p>
      {description !== null && (
        <p className={styles['description']} dir="auto">
          {description}
        </p>
      )}
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <div className={styles['action']}>
        {isInstalled ? (
          <p className={styles['installed']}>
            <Lamp kind="on" /> {t.installed}
            <Link
              ref={link}
              to={`${paths.connectors.to()}?q=${encodeURIComponent(name)}`}
              aria-label={t.showNamed({ name })}
            >
              {t.show}
            </Link>
          </p>
        ) : (
          <Button
            aria-describedby={titleId}
            disabledReason={offReason ?? (state === 'busy' ? t.busy : null)}
            onClick={() => void install()}
          >
            {t.install}
          </Button>
        )}
      </div>
    </li>
  );
}
