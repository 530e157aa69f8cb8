import { z } from 'zod';
import {
  anything,
  flag,
  identifier,
  label,
  listOf,
  nodesOf,
  optionalFlag,
  optionalLabel,
  optionalMoment,
  optionalText,
  plainText,
  storedText,
  word,
} from './wire-values.ts';

/** One input of a connection, as the integration defines it. */
const wireInput = z.object({
  key: identifier,
  label: optionalLabel,
  type: word,
  required: flag,
  placeholder: optionalText,
  example: optionalText,
  comments: optionalText,
  default: anything,
});
export type WireInput = z.infer<typeof wireInput>;

const wireMethod = z.object({
  label: optionalLabel,
  comments: optionalText,
  /** Only a connection that a person must agree to has a word here besides that of two machines among themselves. */
  oauth2Type: word,
  component: z.object({ label: optionalLabel }).catch({ label: null }),
  inputs: nodesOf(wireInput),
});

/** What an integration version asks for under one key. */
export const wireDefinition = z.object({
  key: identifier,
  dataType: word,
  collectionType: word,
  codeLanguage: word,
  pickList: listOf(plainText),
  header: optionalText,
  description: optionalText,
  defaultValue: storedText,
  orgOnly: flag,
  userLevelConfigured: flag,
  connection: wireMethod.nullable().catch(null),
});
export type WireDefinition = z.infer<typeof wireDefinition>;

const versionFacts = {
  id: identifier,
  name: label,
  versionNumber: z.number().int().catch(0),
  versionSequenceId: identifier,
};

/** A version as lists of versions show it. */
export const wireVersion = z.object({
  ...versionFacts,
  description: optionalText,
  category: optionalText,
  versionComment: optionalText,
  versionCreatedAt: optionalMoment,
  marketplaceConfiguration: word,
  allowMultipleMarketplaceInstances: optionalFlag,
});
export type WireVersion = z.infer<typeof wireVersion>;

/** The newest version that owners are shown, with all published ones. */
export const wireOffer = z.object({ ...wireVersion.shape, versionSequence: nodesOf(wireVersion) });

/** A version with all that it asks for. */
export const wireForm = z.object({
  ...versionFacts,
  description: optionalText,
  category: optionalText,
  labels: listOf(plainText),
  configPages: anything,
  requiredConfigVariables: nodesOf(wireDefinition),
});
export type WireForm = z.infer<typeof wireForm>;

/** An integration with its newest published version; without one there is nothing to activate. */
export const wireTemplate = z.object({ id: identifier, versionAt: wireForm.nullable() });

/** `configPages`, which travels as JSON in text. */
export const wirePages = z.array(
  z.object({
    name: label,
    tagline: optionalText,
    userLevelConfigured: flag,
    elements: listOf(z.object({ type: plainText, value: plainText })),
  }),
);
