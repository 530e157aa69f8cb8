import { atom } from 'nanostores';
import type { LampKind } from './Lamp.tsx';

export interface Toast {
  id: number;
  lamp: LampKind;
  text: string;
  /** One thing to do about it, while it is on show. */
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

export const toasts = atom<readonly Toast[]>([]);

let lastId = 0;

/** Tells something that happened; it goes away by itself. */
export function showToast(lamp: LampKind, text: string, action?: ToastAction): void {
  const id = ++lastId;
  toasts.set([...toasts.get(), { id, lamp, text, action }].slice(-mostAtOnce));
  setTimeout(() => dismissToast(id), action ? shownWithActionMs : shownMs);
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

export function clearToasts(): void {
  toasts.set([]);
}
