import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { withParameter } from '../list-filter.ts';

const messages = i18n('filterLink', { only: params<{ what: string }>('Only {what}') });

/** Narrows the list to rows with this value, beside what it is narrowed to already. Without children it is an icon's link. */
export function FilterLink({
  by,
  value,
  what,
  className,
  isIcon = false,
  children,
}: {
  by: 'account' | 'template';
  value: string;
  what: string;
  className: string | undefined;
  /** What it holds is an icon, and what it does is its name. */
  isIcon?: boolean;
  children: ReactNode;
}) {
  const t = useMessages(messages);
  const { search } = useLocation();
  const only = t.only({ what });
  return (
    <Link
      to={{ search: `${othersOf(search, by)}${by}=${encodeURIComponent(value)}` }}
      title={only}
      aria-label={isIcon ? only : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}

/** For every row on show the same, and asked for by each. */
const known = new Map<string, { search: string; others: string }>();

/** The parameters of an address but for this one, ready to have it added. */
function othersOf(search: string, by: string): string {
  const before = known.get(by);
  if (before?.search === search) return before.others;
  const text = withParameter(new URLSearchParams(search), by, '').toString();
  const others = text === '' ? '?' : `?${text}&`;
  known.set(by, { search, others });
  return others;
}
