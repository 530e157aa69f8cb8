import type { ReactNode } from 'react';
import { Lamp } from './Lamp.tsx';
import type { LampKind } from './Lamp.tsx';
import styles from './Banner.module.css';

export type BannerTone = 'bad' | 'warn' | 'note';

const lamps: Record<BannerTone, LampKind> = { bad: 'failed', warn: 'degraded', note: 'working' };

/** A sentence about the whole panel below it, with what can be done. */
export function Banner({
  tone,
  lamp = lamps[tone],
  children,
  action,
  urgent = false,
}: {
  tone: BannerTone;
  lamp?: LampKind;
  children: ReactNode;
  action?: ReactNode;
  /** Interrupts a screen reader; for answers to what the person just did. */
  urgent?: boolean;
}) {
  return (
    <div className={`${styles['banner']} ${styles[tone]}`} role={urgent ? 'alert' : 'status'}>
      <Lamp kind={lamp} />
      <div className={styles['text']}>{children}</div>
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  );
}
