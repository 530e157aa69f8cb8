import styles from './Lamp.module.css';

/** What a lamp can say. Each has a shape of its own, so that it reads without colour. */
export type LampKind =
  | 'on'
  | 'off'
  | 'unfinished'
  | 'working'
  | 'attention'
  | 'degraded'
  | 'failed'
  | 'unknown'
  | 'waiting';

const shapes: Record<LampKind, React.ReactNode> = {
  on: <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  off: <circle cx="5" cy="5" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  unfinished: (
    <>
      <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" />
      <path d="M5 .75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  working: (
    <path
      d="M5 1.25a3.75 3.75 0 1 1-3.75 3.75"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
    />
  ),
  attention: <path d="M5 5 7.6.9A4.75 4.75 0 1 1 2.4.9z" fill="currentColor" />,
  degraded: (
    <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="1.6 1.46" />
  ),
  failed: <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />,
  unknown: (
    <>
      <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.25" />
      <path d="M3 5h4" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  waiting: <circle cx="5" cy="5" r="1.75" fill="currentColor" />,
};

/** A status as a small lamp. Always beside its word, and therefore silent to assistive technology. */
export function Lamp({ kind }: { kind: LampKind }) {
  return (
    <svg className={`${styles['lamp']} ${styles[kind]}`} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {shapes[kind]}
    </svg>
  );
}
