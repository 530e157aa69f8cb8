import { useId, useState } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { formatList, formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { Template } from './catalogue-query.ts';
import styles from './TemplateItem.module.css';

const messages = i18n('templateItem', {
  activate: 'Activate',
  connects: params<{ what: string }>('Connects {what}'),
  settings: params<{ what: string }>('Settings: {what}'),
  asksNothing: 'Asks for nothing',
  version: params<{ number: string }>('Version {number}'),
  more: 'Show more',
  less: 'Show less',
  id: params<{ name: string }>('id of {name}'),
});

const shortDescription = 220;

/** A template: what it does, what its wizard will ask for, and the way to activate it. */
export function TemplateItem({
  template,
  offReason,
  onActivate,
}: {
  template: Template;
  /** Why it cannot be activated by this person. */
  offReason: string | null;
  onActivate: (template: Template) => void;
}) {
  const t = useMessages(messages);
  const titleId = useId();
  const { authSlotTitles, configSlotTitles } = template;
  const asksNothing = authSlotTitles.length + configSlotTitles.length === 0;

  return (
    <li className={styles['item']} aria-labelledby={titleId}>
      <div className={styles['words']}>
        <h2 id={titleId} dir="auto">
          {template.title}
        </h2>
        <p className={styles['vendor']}>
          <VendorGlyph vendor={template.vendor} /> <span aria-hidden="true">{vendorNames[template.vendor]}</span>
          {template.newestVersion !== null && (
            <span>{t.version({ number: formatNumber(template.newestVersion) })}</span>
          )}
          {template.tags.map((tag) => (
            <span key={tag} className={styles['tag']}>
              {tag}
            </span>
          ))}
          <span className={styles['copy']}>
            <CopyButton text={template.id} what={t.id({ name: template.title })} />
          </span>
        </p>
        {template.description && <Description text={template.description} />}
        {template.customFields.length > 0 && (
          <dl className={styles['fields']}>
            {template.customFields.map((field) => (
              <div key={field.key}>
                <dt>{field.key}</dt>
                <dd>{field.value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className={styles['asks']}>
        {authSlotTitles.length > 0 && <p>{t.connects({ what: formatList(authSlotTitles) })}</p>}
        {configSlotTitles.length > 0 && <p>{t.settings({ what: formatList(configSlotTitles) })}</p>}
        {asksNothing && <p>{t.asksNothing}</p>}
      </div>
      <div className={styles['action']}>
        <Button
          aria-describedby={titleId}
          aria-haspopup="dialog"
          disabledReason={offReason}
          onClick={() => onActivate(template)}
        >
          {t.activate}
        </Button>
      </div>
    </li>
  );
}

function Description({ text }: { text: string }) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(false);
  const isLong = text.length > shortDescription;
  return (
    <p className={styles['description']} dir="auto">
      {isLong && !isOpen ? `${text.slice(0, shortDescription).trimEnd()}…` : text}{' '}
      {isLong && (
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t.less : t.more}
        </button>
      )}
    </p>
  );
}
