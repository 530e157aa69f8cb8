import type { CallGuards } from '../call-guard.ts';

/** Lets every call through at once, for tests of what comes behind the guard. */
export const unguarded: CallGuards = () => ({ send: (_call, attempt) => attempt() });
