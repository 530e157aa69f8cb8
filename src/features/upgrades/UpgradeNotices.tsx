import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { deleteUpgradeNotice, getUpgradeNotices, type UpgradeNotice } from '#contract/endpoints/upgrades.ts';
import { send } from '#src/api/http.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { showToast } from '#src/ui/toast.ts';
import styles from './Upgrades.module.css';

const messages = i18n('upgradeNotices', {
  out: params<{ name: string }>('A newer version of {name} is out and needs you.'),
  show: count({ one: 'Show {count} instance', other: 'Show {count} instances' }),
  read: 'Got it',
  failed: 'The notice could not be put away. Try again.',
});

const askAgainMs = 5 * 60_000;

const noticesQuery = queryOptions({
  queryKey: ['instance', 'notices'],
  queryFn: ({ signal }) => send(getUpgradeNotices, { signal }),
  staleTime: askAgainMs,
  refetchInterval: askAgainMs,
  // What the company has to say can wait; the list below says itself when the server does not answer.
  retry: false,
});

/** What the company tells about newer versions that wait for somebody of the account. Nothing when there is none. */
export function UpgradeNotices() {
  const t = useMessages(messages);
  const client = useQueryClient();
  const { data } = useQuery(noticesQuery);
  const notices = data?.notices ?? [];

  async function putAway({ id }: UpgradeNotice) {
    try {
      await send(deleteUpgradeNotice, { params: { id } });
      await client.invalidateQueries({ queryKey: noticesQuery.queryKey });
    } catch {
      showToast('failed', t.failed);
    }
  }

  if (notices.length === 0) return null;
  return (
    <div className={styles['notices']}>
      {notices.map((notice) => (
        <Banner
          key={notice.id}
          tone="note"
          lamp="attention"
          action={
            <Button size="small" onClick={() => void putAway(notice)}>
              {t.read}
            </Button>
          }
        >
          <span>{t.out({ name: notice.templateName })}</span> {notice.message && <q dir="auto">{notice.message}</q>}{' '}
          <Link to={`${paths.instances.to()}?template=${encodeURIComponent(notice.templateId)}&needs=me`}>
            {t.show(notice.count)}
          </Link>
        </Banner>
      ))}
    </div>
  );
}
