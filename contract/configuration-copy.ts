import * as z from 'zod/mini';
import { fieldValuesSchema, instanceDetailsSchema } from './connectors.ts';
import { givenValuesSchema } from './deployables.ts';
import { vendors } from './vendors.ts';

/** How the file says what it is. */
export const copyFormat = 'jackfield-configuration';

/** Longest file that is read as a copy, in bytes: 200 values of the greatest length that is taken, and what stands around them. */
export const largestCopy = 12_000_000;

const text = z.string().check(z.maxLength(50_000));
const word = z.string().check(z.minLength(1), z.maxLength(500));

/**
 * Why something is not in the copy. `secret`: it is never given out. `connection`: it is made anew. `unread`: the vendor does
 * not give it. `too_large`: it is more than can be given here.
 */
const reasonsLeftOut = ['secret', 'connection', 'unread', 'too_large'] as const;

/** Of an instance that a wizard filled, slot by slot; `value` is in the vendor's own form. */
const slotsSchema = z.object({
  kind: z.literal('slots'),
  configValues: z.array(z.object({ externalId: word, value: text })).check(z.maxLength(100)),
  /** The account's own connections, which stay when the instance goes. */
  connections: z.array(z.object({ externalId: word, authenticationId: word, name: text })).check(z.maxLength(100)),
});

/** Of an instance that a form of ours configured. */
const formSchema = z.object({ kind: z.literal('form'), values: givenValuesSchema });

/** Of an instance of a connector. */
const connectorSchema = z.object({
  kind: z.literal('connector'),
  details: instanceDetailsSchema,
  methodId: z.nullable(word),
  values: fieldValuesSchema,
});

/** Of a deployed solution, which is made from a package again; null where the vendor does not tell which. */
const packageSchema = z.object({ kind: z.literal('package'), packagePath: z.nullable(text) });

/**
 * What an instance was set to, without secrets, in a file that its owner keeps: from it the instance can be created again.
 * Read tolerantly, because the file was out of our hands.
 */
export const configurationCopySchema = z.object({
  format: z.literal(copyFormat),
  version: z.literal(1),
  /** ISO 8601. */
  takenAt: text,
  instance: z.object({ id: word, vendorId: word, name: text }),
  account: z.object({ externalId: word, name: text }),
  template: z.object({
    vendor: z.enum(vendors),
    /** Empty where the vendor no longer has it. */
    id: z.string().check(z.maxLength(500)),
    name: text,
    /** Where instances are of a published version: which one, and how it is called. */
    versionId: z.nullable(word),
    version: z.nullable(text),
  }),
  content: z.discriminatedUnion('kind', [slotsSchema, formSchema, connectorSchema, packageSchema]),
  /** What has to be given again, in the words of the form. */
  leftOut: z.array(z.object({ title: text, reason: z.enum(reasonsLeftOut) })).check(z.maxLength(500)),
});

export type ConfigurationCopy = z.infer<typeof configurationCopySchema>;

/** Something that is not in the copy. */
export type LeftOut = ConfigurationCopy['leftOut'][number];
