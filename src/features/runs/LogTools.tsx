import { logSeverities } from '#contract/endpoints/runs.ts';
import type { LogSeverity } from '#contract/endpoints/runs.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { severityWords } from './log-words.ts';
import styles from './LogsPanel.module.css';

const messages = i18n('logTools', {
  search: 'Search the log',
  severities: 'Severity',
  follow: 'Follow live',
  pause: 'Pause',
});

/** What is looked for in a log, and whether it is followed. */
export function LogTools({
  text,
  severities,
  isFollowing,
  onText,
  onSeverities,
  onFollow,
}: {
  text: string;
  /** None: all of them. */
  severities: readonly LogSeverity[];
  isFollowing: boolean;
  onText: (text: string) => void;
  onSeverities: (severities: LogSeverity[]) => void;
  onFollow: (isFollowing: boolean) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(severityWords);
  const toggle = (severity: LogSeverity, isOn: boolean) =>
    onSeverities(logSeverities.filter((known) => (known === severity ? isOn : severities.includes(known))));
  return (
    <div className={styles['tools']}>
      <SearchBox label={t.search} value={text} onChange={onText} />
      <fieldset className={styles['severities']}>
        <legend className="visually-hidden">{t.severities}</legend>
        {logSeverities.map((severity) => (
          <label key={severity} className={styles['severity']}>
            <input
              type="checkbox"
              checked={severities.includes(severity)}
              onChange={(event) => toggle(severity, event.target.checked)}
            />
            {words[severity]}
          </label>
        ))}
      </fieldset>
      <span className={styles['tail']}>
        <Button size="small" variant={isFollowing ? 'filled' : 'outlined'} onClick={() => onFollow(!isFollowing)}>
          {isFollowing ? t.pause : t.follow}
        </Button>
      </span>
    </div>
  );
}
