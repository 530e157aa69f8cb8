import { VendorError } from '../vendors/vendor-error.ts';

/** What a vendor answers; null when it fails, for reads that only add to what is known. */
export async function unlessVendorFails<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof VendorError) return null;
    throw error;
  }
}
