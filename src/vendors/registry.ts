import type { ComponentType } from 'react';
import type { Vendor } from '#contract/vendors.ts';
import type { ActionDialogProps } from '#src/features/instances/instance-actions.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import type { DebugPanelProps } from './debug-panel.ts';

/** What only one vendor has in the debug view. Everything that is not here is the same for all. */
interface DebugScreens {
  /** What is wrong with an instance that is otherwise well, as only this vendor can tell; nothing where nothing is. */
  DebugCause?: ComponentType<DebugPanelProps>;
  /** What the debug view shows besides what is the same for all. */
  DebugPanels?: ComponentType<DebugPanelProps>;
}

/** Each in a chunk of its own, loaded when it is shown. */
export const debugScreens: Partial<Record<Vendor, DebugScreens>> = {
  tray: {
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./tray/DebugPanels.tsx')).DebugPanels),
  },
  patchworks: {
    DebugCause: lazyPage<DebugPanelProps>(async () => (await import('./patchworks/DebugCause.tsx')).DebugCause),
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./patchworks/DebugPanels.tsx')).DebugPanels),
  },
};

/** The dialogs that remove an instance, where that needs more than a confirmation. */
export const removeDialogs: Partial<Record<Vendor, ComponentType<ActionDialogProps>>> = {
  patchworks: lazyPage<ActionDialogProps>(
    async () => (await import('#src/features/connectors/RemoveInstanceDialog.tsx')).RemoveInstanceDialog,
  ),
};
