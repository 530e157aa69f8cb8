import { cleanup, configure } from '@testing-library/react';
import { STORE_UNMOUNT_DELAY } from 'nanostores';
import { afterAll, afterEach, beforeEach, vi } from 'vitest';
import { dropCaches } from '#src/api/caches.ts';

// Pages and dialogs are loaded when they are first wanted, and that takes its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

// A stray complaint of React or of a library is a fault, and fails the test in which it came.
const complaints: string[] = [];

beforeEach(() => {
  complaints.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    complaints.push(parts.map(String).join(' '));
  });
});

afterEach(() => {
  cleanup();
  dropCaches();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
  sessionStorage.clear();
  if (complaints.length > 0) throw new Error(`The console was complained to:\n${complaints.join('\n')}`);
});

// Stores let go of the window this long after the last component that read them; by then it must not be gone.
afterAll(async () => {
  await new Promise((resolve) => {
    setTimeout(resolve, STORE_UNMOUNT_DELAY + 100);
  });
});
