import type { ComponentType } from 'react';
import type { Vendor } from '#contract/vendors.ts';
import type { ActionDialogProps } from '#src/features/instances/instance-actions.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import type { DebugPanelProps } from './debug-panel.ts';
import type { InstanceScreenProps } from './instance-screen.ts';

/** What only one vendor has in the debug view. Everything that is not here is the same for all. */
interface DebugScreens {
  /** What is wrong with an instance that is otherwise well, as only this vendor can tell; nothing where nothing is. */
  DebugCause?: ComponentType<DebugPanelProps>;
  /** What the debug view shows besides what is the same for all. */
  DebugPanels?: ComponentType<DebugPanelProps>;
}

/** The page of an instance, where a vendor's differs from that of all others. */
export const instanceScreens: Partial<Record<Vendor, ComponentType<InstanceScreenProps>>> = {
  prismatic: lazyPage<InstanceScreenProps>(async () => (await import('./prismatic/InstanceScreen.tsx')).InstanceScreen),
};

/** What ran at a vendor, where it tells: the part of the page of runs that is its own. */
export const runLists: Partial<Record<Vendor, ComponentType<object>>> = {
  prismatic: lazyPage<object>(async () => (await import('./prismatic/RunsOfAll.tsx')).RunsOfAll),
  instabase: lazyPage<object>(async () => (await import('#src/features/jobs/JobsList.tsx')).JobsList),
};

/** Each in a chunk of its own, loaded when it is shown. */
export const debugScreens: Partial<Record<Vendor, DebugScreens>> = {
  tray: {
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./tray/DebugPanels.tsx')).DebugPanels),
  },
  prismatic: {
    DebugCause: lazyPage<DebugPanelProps>(async () => (await import('./prismatic/DebugCause.tsx')).DebugCause),
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./prismatic/DebugPanels.tsx')).DebugPanels),
  },
  instabase: {
    DebugCause: lazyPage<DebugPanelProps>(async () => (await import('./instabase/DebugCause.tsx')).DebugCause),
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./instabase/DebugPanels.tsx')).DebugPanels),
  },
  patchworks: {
    DebugCause: lazyPage<DebugPanelProps>(async () => (await import('./patchworks/DebugCause.tsx')).DebugCause),
    DebugPanels: lazyPage<DebugPanelProps>(async () => (await import('./patchworks/DebugPanels.tsx')).DebugPanels),
  },
};

/** The dialogs that remove an instance, where that needs more than a confirmation. */
export const removeDialogs: Partial<Record<Vendor, ComponentType<ActionDialogProps>>> = {
  instabase: lazyPage<ActionDialogProps>(
    async () => (await import('#src/features/deployments/RemoveDeploymentDialog.tsx')).RemoveDeploymentDialog,
  ),
  patchworks: lazyPage<ActionDialogProps>(
    async () => (await import('#src/features/connectors/RemoveInstanceDialog.tsx')).RemoveInstanceDialog,
  ),
};

/** The dialogs in which a newer version is chosen, where the vendor has no wizard of its own for it. */
export const updateDialogs: Partial<Record<Vendor, ComponentType<ActionDialogProps>>> = {
  prismatic: lazyPage<ActionDialogProps>(
    async () => (await import('#src/features/deployables/UpdateVersionDialog.tsx')).UpdateVersionDialog,
  ),
};
