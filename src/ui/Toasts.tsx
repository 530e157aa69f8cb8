import { useStore } from '@nanostores/react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from './Button.tsx';
import { Lamp } from './Lamp.tsx';
import { dismissToast, pressToast, toasts } from './toast.ts';
import styles from './Toasts.module.css';

const messages = i18n('toasts', { dismiss: 'Dismiss', region: 'Notices' });

/** The notices on show. Failures interrupt a screen reader, the rest waits its turn. */
export function Toasts() {
  const t = useMessages(messages);
  const shown = useStore(toasts);
  return (
    <section className={styles['toasts']} aria-label={t.region}>
      <div role="alert">{shown.filter((toast) => toast.lamp === 'failed').map(draw)}</div>
      <div aria-live="polite">{shown.filter((toast) => toast.lamp !== 'failed').map(draw)}</div>
    </section>
  );

  function draw(toast: (typeof shown)[number]) {
    return (
      <div key={toast.id} className={styles['toast']}>
        <Lamp kind={toast.lamp} />
        <p>{toast.text}</p>
        {toast.action && (
          <Button size="small" onClick={() => pressToast(toast)}>
            {toast.action.label}
          </Button>
        )}
        <Button variant="plain" size="small" icon="close" iconOnly onClick={() => dismissToast(toast.id)}>
          {t.dismiss}
        </Button>
      </div>
    );
  }
}
