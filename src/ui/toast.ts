import { atom } from 'nanostores';
import type { LampKind } from './Lamp.tsx';

/** What a notice is about, for the list in which it stays. */
export interface ToastSubject {
  /** The address and the name of what it is about, where that still exists. */
  link?: { to: string; name: string } | undefined;
  /** By which an administrator finds it in the log; where it failed. */
  requestId?: string | undefined;
}

export interface Toast extends ToastSubject {
  id: number;
  at: number;
  lamp: LampKind;
  text: string;
  /** One thing to do about it, while that still works. */
  action?: ToastAction | undefined;
}

export interface ToastAction {
  label: string;
  press: () => void;
}

// Long enough to be read and reached by keyboard; failures also stand where they happened and stay there.
const shownMs = 8000;
// The server holds an undo for ten seconds.
const shownWithActionMs = 10_000;
const mostAtOnce = 3;
const mostKept = 50;

/** Those on show. */
export const toasts = atom<readonly Toast[]>([]);

/**
 * The last of this tab, newest first, after they have gone from sight too. In memory only: they tell what a person did, and
 * go with them.
 */
export const activity = atom<readonly Toast[]>([]);

/** Whether something in the list failed since it was last looked at. */
export const hasUnseenFailure = atom(false);

let lastId = 0;

/** Tells something that happened; it goes away by itself and stays in the list. */
export function showToast(lamp: LampKind, text: string, action?: ToastAction, subject?: ToastSubject): void {
  const toast = keep(lamp, text, action, subject);
  toasts.set([...toasts.get(), toast].slice(-mostAtOnce));
  setTimeout(
    () => {
      dismissToast(toast.id);
      endAction(toast.id);
    },
    action ? shownWithActionMs : shownMs,
  );
}

/** Puts into the list what already stands where it happened, so that it is not said twice. */
export function noteActivity(lamp: LampKind, text: string, subject?: ToastSubject): void {
  keep(lamp, text, undefined, subject);
}

function keep(lamp: LampKind, text: string, action?: ToastAction, subject?: ToastSubject): Toast {
  const toast = { ...subject, id: ++lastId, at: Date.now(), lamp, text, action };
  activity.set([toast, ...activity.get()].slice(0, mostKept));
  if (lamp === 'failed') hasUnseenFailure.set(true);
  return toast;
}

/** Does what a notice offers, which it does once. */
export function pressToast(toast: Toast): void {
  dismissToast(toast.id);
  endAction(toast.id);
  toast.action?.press();
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

function endAction(id: number): void {
  activity.set(activity.get().map((toast) => (toast.id === id ? { ...toast, action: undefined } : toast)));
}

export function seeActivity(): void {
  hasUnseenFailure.set(false);
}

export function clearToasts(): void {
  toasts.set([]);
  activity.set([]);
  hasUnseenFailure.set(false);
}
