import { atom } from 'nanostores';
import type { LampKind } from './Lamp.tsx';

export interface Toast {
  id: number;
  lamp: LampKind;
  text: string;
}

// Long enough to be read and reached by keyboard; failures also stand where they happened and stay there.
const shownMs = 8000;
const mostAtOnce = 3;

export const toasts = atom<readonly Toast[]>([]);

let lastId = 0;

/** Tells something that happened; it goes away by itself. */
export function showToast(lamp: LampKind, text: string): void {
  const id = ++lastId;
  toasts.set([...toasts.get(), { id, lamp, text }].slice(-mostAtOnce));
  setTimeout(() => dismissToast(id), shownMs);
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

export function clearToasts(): void {
  toasts.set([]);
}
