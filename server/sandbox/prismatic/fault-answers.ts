import type { VendorFaultAnswers } from '../http-faults.ts';
import { plainAnswers } from './prismatic-errors.ts';

/** What the faults of plain HTTP look like at this vendor. */
export const faultAnswers: VendorFaultAnswers = {
  '401': plainAnswers.unauthorized,
  '403': plainAnswers.forbidden,
  '500': plainAnswers.broken,
  'rate-limit': plainAnswers.rateLimited,
  'graphql-errors': () => Response.json({ data: null, errors: [{ message: 'Something went wrong' }] }),
};
