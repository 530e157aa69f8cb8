import type { Operation } from '../operations.ts';
import { endpoint } from './endpoint.ts';

export const getOperation = endpoint<{ operation: Operation }>()('GET', '/api/operations/:id', null);
