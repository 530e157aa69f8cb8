import { createContext, use } from 'react';
import type { InstanceRowData } from './instance-row.ts';
import type { RowAction } from './row-actions.ts';

/**
 * The instance that an action is about, for an undo the disable that it takes back, for an update its kind, and where it is
 * deployed whether it is paused.
 */
export type ActionTarget = Pick<InstanceRowData, 'id' | 'name' | 'vendor'> &
  Partial<Pick<InstanceRowData, 'update' | 'deployment'>> & { operation?: { id: string } | null };

/** Starts an action on an instance: at once, in a dialog, or in the wizard's window. Call it within the click. */
export type StartAction = (action: RowAction, row: ActionTarget) => void;

export const StartActionContext = createContext<StartAction | null>(null);

export function useStartAction(): StartAction {
  const start = use(StartActionContext);
  if (!start) throw new Error('useStartAction needs InstanceActionsProvider');
  return start;
}

/** Whether deploying would turn on what somebody has turned off. */
export function isPaused({ deployment }: Pick<ActionTarget, 'deployment'>): boolean {
  return deployment?.wasDeployed === true && !deployment.isEnabled;
}

/** What a dialog of an action is given. */
export interface ActionDialogProps {
  row: ActionTarget;
  onClose: () => void;
}
