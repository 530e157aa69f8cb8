import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { FlowUse } from './connector-instance-query.ts';
import styles from './FlowsPanel.module.css';

const messages = i18n('flowName', {
  enabled: 'Enabled',
  disabled: 'Not enabled',
  open: params<{ vendor: string }>('Open in {vendor}'),
});

/** A flow's name, whether it is enabled, and the way to it where its vendor has one. */
export function FlowName({ flow, vendor }: { flow: FlowUse; vendor: Vendor }) {
  const t = useMessages(messages);
  return (
    <div className={styles['flow']}>
      <h3>
        <bdi>{flow.name}</bdi>
      </h3>
      <p className={styles['state']}>
        <Lamp kind={flow.isEnabled ? 'on' : 'off'} />
        {flow.isEnabled ? t.enabled : t.disabled}
      </p>
      {flow.vendorUrl !== null && /^https?:/i.test(flow.vendorUrl) && (
        <a href={flow.vendorUrl} target="_blank" rel="noreferrer" className={styles['link']}>
          {t.open({ vendor: vendorNames[vendor] })} <span className="visually-hidden">{flow.name}</span>
          <Icon name="outside" />
        </a>
      )}
    </div>
  );
}
