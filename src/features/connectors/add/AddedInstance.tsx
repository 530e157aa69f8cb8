import { useEffect, useRef } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import styles from '#src/ui/Wizard.module.css';

const messages = i18n('addedInstance', {
  title: params<{ name: string }>('{name} is there'),
  someInstance: 'The instance',
  text: params<{ connector: string }>(
    'It is an instance of {connector} now, and can be picked in process flows at once.',
  ),
  open: 'Open the instance',
  toConnectors: 'Go to connectors',
});

/** The end of the wizard, also for whoever opens a finished draft again. */
export function AddedInstance({
  instanceId,
  name,
  connectorName,
}: {
  instanceId: string;
  name: string;
  connectorName: string;
}) {
  const t = useMessages(messages);
  const title = t.title({ name: name.trim() || t.someInstance });
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that led here is gone, and would take the focus with it.
    if (document.activeElement === document.body) end.current?.querySelector('h1')?.focus();
  }, []);
  return (
    <div ref={end}>
      <PageHeader title={<bdi>{title}</bdi>} documentTitle={title} />
      <p className={styles['there']} role="status">
        <Lamp kind="on" /> {t.text({ connector: connectorName })}
      </p>
      <div className={styles['ways']}>
        <ButtonLink variant="filled" to={paths.connectorInstance.to(instanceId)}>
          {t.open}
        </ButtonLink>
        <ButtonLink to={paths.connectors.to()}>{t.toConnectors}</ButtonLink>
      </div>
    </div>
  );
}
