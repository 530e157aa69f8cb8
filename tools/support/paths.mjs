import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where state is kept. */
export const dataFolder = resolve(root, process.env.JACKFIELD_DATA || '.data');
