import type { WantedRunInput } from '#contract/endpoints/deployments.ts';
import { z } from 'zod';
import type { WantedSettings } from '../../vendors/deployments.ts';
import type { OperationValues } from '../operation-values.ts';

const stored = z.object({
  clearsOutputFolder: z.boolean().nullable(),
  addsRunIdToFolder: z.boolean().nullable(),
  notifiedEmails: z.array(z.string()),
  more: z.record(z.string(), z.unknown()),
});

const noSettings: WantedSettings = {
  clearsOutputFolder: null,
  addsRunIdToFolder: null,
  notifiedEmails: [],
  more: {},
};

/** A run's settings may hold secrets, such as the headers of a webhook: sealed until the run is over. */
export function sealSettings(
  values: OperationValues,
  asked: Pick<WantedRunInput, 'clearsOutputFolder' | 'addsRunIdToFolder' | 'notifiedEmails' | 'moreSettings'>,
): Buffer {
  const more: unknown = asked.moreSettings === null ? {} : JSON.parse(asked.moreSettings);
  const settings = stored.parse({
    clearsOutputFolder: asked.clearsOutputFolder,
    addsRunIdToFolder: asked.addsRunIdToFolder,
    notifiedEmails: asked.notifiedEmails,
    more,
  });
  return values.sealText(JSON.stringify(settings));
}

/** What was sealed for this operation. */
export async function readSettings(values: OperationValues, operationId: string): Promise<WantedSettings> {
  const text = await values.readText(operationId);
  return text === null ? noSettings : stored.parse(JSON.parse(text));
}
