import { useId } from 'react';
import styles from './AnswersPanel.module.css';

export interface Answer {
  key: string;
  term: string;
  /** Empty: not answered yet. */
  text: string;
}

/** What was answered so far in a wizard, beside the page that is on show. */
export function AnswersPanel({ title, none, answers }: { title: string; none: string; answers: readonly Answer[] }) {
  const titleId = useId();
  return (
    <aside aria-labelledby={titleId} className={styles['panel']}>
      <h2 id={titleId}>{title}</h2>
      <dl>
        {answers.map(({ key, term, text }) => (
          <div key={key}>
            <dt>{term}</dt>
            <dd>{text === '' ? <span className={styles['none']}>{none}</span> : <bdi>{text}</bdi>}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
