import { atom } from 'nanostores';

/** Whether the list of what happened in this tab is open: by its button, or from the palette. */
export const isActivityShown = atom(false);
