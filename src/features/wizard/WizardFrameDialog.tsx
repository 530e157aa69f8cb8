import MuiDialog from '@mui/material/Dialog';
import { useCallback, useId } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import type { WizardFlow } from './wizard-flow.ts';
import { wizards } from './wizards.ts';
import styles from './WizardFrameDialog.module.css';

type Names = { vendor: string };

const messages = i18n('wizardFrame', {
  title: params<{ name: string }>('Set up {name}'),
  opening: params<Names>('Opening {vendor}…'),
  silent: params<Names>('The wizard of {vendor} does not show here. It may not let itself be shown within a page.'),
  toWindow: 'Open it in a window',
  close: 'Close',
});

/** A wizard within our page, where the browser lets it have no window. Closing it undoes nothing. */
export function WizardFrameDialog({ flow }: { flow: WizardFlow }) {
  const t = useMessages(messages);
  const titleId = useId();
  const vendor = vendorNames[flow.vendor];
  const { id, instanceId } = flow;

  const hold = useCallback(
    (holder: HTMLDivElement | null) => {
      const frame = wizards.frameOf(id);
      // It is put in once and never moved: a frame that is moved loads again, and its address is good for one load.
      if (holder && frame && !frame.isConnected) holder.append(frame);
    },
    [id],
  );

  const leave = () => wizards.leave(id);
  const toWindow = () => {
    if (instanceId !== null) wizards.open({ instanceId, name: flow.name, vendor: flow.vendor }, 'window');
  };

  return (
    <MuiDialog
      open
      aria-labelledby={titleId}
      transitionDuration={0}
      // A press beside it by mistake would lose what was typed in the wizard.
      onClose={(_event, reason) => {
        if (reason === 'escapeKeyDown') leave();
      }}
      slotProps={{ paper: { className: styles['paper'] ?? '', elevation: 0 } }}
    >
      <header className={styles['head']}>
        <h2 id={titleId} dir="auto">
          {t.title({ name: flow.name })}
        </h2>
        <Button variant="plain" size="small" icon="close" iconOnly onClick={leave}>
          {t.close}
        </Button>
      </header>
      {flow.isSilent && (
        <Banner
          tone="warn"
          action={
            <Button size="small" variant="filled" onClick={toWindow}>
              {t.toWindow}
            </Button>
          }
        >
          {t.silent({ vendor })}
        </Banner>
      )}
      <div ref={hold} className={styles['holder']}>
        {!flow.isReady && !flow.isSilent && (
          <p role="status" className={styles['cover']}>
            {t.opening({ vendor })}
          </p>
        )}
      </div>
    </MuiDialog>
  );
}
