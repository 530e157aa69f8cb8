import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { fromHere } from '#src/lib/from-here.ts';

/** A link to the page of one thing out of a list. The page is told where the list stands, to lead back there. */
export function LinkFromHere({ to, title, children }: { to: string; title: string; children: ReactNode }) {
  return (
    <Link to={to} state={fromHere(useLocation())} dir="auto" title={title}>
      {children}
    </Link>
  );
}
