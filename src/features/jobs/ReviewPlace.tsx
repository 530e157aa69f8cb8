import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { jobWords } from './job-words.ts';
import styles from './ReviewPlace.module.css';

const messages = i18n('reviewPlace', { open: 'Open the review', where: 'Where to go' });

/** Where a person goes on with a run that waits for one: a link where an address is configured, and always in words. */
export function ReviewPlace({ reviewUrl }: { reviewUrl: string | null }) {
  const words = useMessages(jobWords);
  return (
    <p className={styles['place']}>
      {words.whereToGo} <ReviewLink reviewUrl={reviewUrl} jobPage={null} />
    </p>
  );
}

/** The way there where there is little room: to the review itself, else to the job's page, which has the words. */
export function ReviewLink({ reviewUrl, jobPage }: { reviewUrl: string | null; jobPage: string | null }) {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  if (reviewUrl !== null && /^https?:/i.test(reviewUrl)) {
    return (
      <a className={styles['link']} href={reviewUrl} target="_blank" rel="noreferrer">
        {t.open} <Icon name="outside" />
      </a>
    );
  }
  return (
    jobPage !== null && (
      <LinkFromHere to={jobPage} title={words.whereToGo}>
        {t.where}
      </LinkFromHere>
    )
  );
}
