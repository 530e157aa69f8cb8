import { z } from 'zod';
import { wireDefinition } from './wire-definitions.ts';
import {
  anything,
  flag,
  identifier,
  label,
  listOf,
  nodesOf,
  optionalFlag,
  optionalMoment,
  optionalText,
  plainText,
  storedText,
  word,
} from './wire-values.ts';

/** What we read of Prismatic's instances and customers, and no more. */

const wireStoredInput = z.object({ name: identifier, value: storedText, hasValue: flag });

const wireVariable = z.object({
  id: identifier,
  value: storedText,
  status: word,
  scheduleType: word,
  timeZone: optionalText,
  lastSuccessfulRefreshAt: optionalMoment,
  inputs: nodesOf(wireStoredInput),
  requiredConfigVariable: wireDefinition,
});
export type WireVariable = z.infer<typeof wireVariable>;

const wireFlow = z.object({
  id: identifier,
  webhookUrl: storedText,
  inFailedState: flag,
  lastExecutedAt: optionalMoment,
  testPayload: storedText,
  testContentType: optionalText,
  apiKeys: listOf(plainText),
  flow: z
    .object({
      id: identifier,
      name: label,
      description: optionalText,
      isSynchronous: flag,
      endpointSecurityType: word,
    })
    .nullable()
    .catch(null),
});
export type WireFlow = z.infer<typeof wireFlow>;

export const wireInstance = z.object({
  id: identifier,
  name: label,
  description: optionalText,
  labels: listOf(plainText),
  enabled: flag,
  needsDeploy: flag,
  configState: word,
  inFailedState: flag,
  systemSuspended: flag,
  isCustomerUpgradeable: optionalFlag,
  deployedVersion: z.number().int().nullable().catch(null),
  createdAt: optionalMoment,
  lastDeployedAt: optionalMoment,
  lastExecutedAt: optionalMoment,
  allowUpdate: optionalFlag,
  allowUpdateConfigVariables: optionalFlag,
  allowDeploy: optionalFlag,
  allowRemove: optionalFlag,
  customer: z.object({ id: identifier }),
  integration: z
    .object({
      id: identifier,
      name: label,
      description: optionalText,
      labels: listOf(plainText),
      versionNumber: z.number().int().catch(0),
      versionSequenceId: identifier.nullable().catch(null),
      versionAt: z.object({ id: identifier, versionNumber: z.number().int() }).nullable().catch(null),
    })
    .nullable()
    .catch(null),
  configVariables: nodesOf(wireVariable),
  flowConfigs: nodesOf(wireFlow),
});
export type WireInstance = z.infer<typeof wireInstance>;

/** To whom an instance belongs, and nothing else. */
export const wireOwned = z.object({ id: identifier, customer: z.object({ id: identifier }) });

/** The connections of an instance, for looking again and again. */
export const wireConnections = z.object({
  ...wireOwned.shape,
  configVariables: nodesOf(wireVariable),
});

/** Where a person agrees to a connection. */
export const wireConsents = z.object({
  ...wireOwned.shape,
  configVariables: nodesOf(
    z.object({ id: identifier, authorizeUrl: storedText, requiredConfigVariable: z.object({ key: identifier }) }),
  ),
});

/** Ours to choose, so any text, but storable. */
const externalId = z.string().refine((text) => !text.includes('\u0000'));

export const wireCustomer = z.object({ id: identifier, name: label, externalId: externalId.nullable().catch(null) });
export type WireCustomer = z.infer<typeof wireCustomer>;

export const wireRefreshed = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().catch(3_600),
});

/** What a page of the form offers: choices by key, in JSON that travels as text. */
export const wirePageContent = z.object({ content: anything });
export const wireChoices = z.array(
  z.union([
    z.object({ key: z.string(), label: z.string().nullish() }).transform(({ key, label: text }) => ({
      value: key,
      label: text ?? key,
    })),
    z.string().transform((text) => ({ value: text, label: text })),
  ]),
);
