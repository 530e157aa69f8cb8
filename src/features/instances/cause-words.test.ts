import { describe, expect, test } from 'vitest';
import { operationKinds } from '#contract/operations.ts';
import { problemCodes } from '#contract/problems.ts';
import { decideCause } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { problemMessages } from '#src/api/problem-messages.ts';
import { instanceRow, operationSummary } from '#src/testing/fixtures.ts';
import { causeMessages, wordCause } from './cause-words.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceSentence, sentenceMessages } from './instance-sentence.ts';
import { isReadersUpdate, updateWord } from './instance-state.ts';
import { instanceWords } from './instance-words.ts';
import type { Reader } from './reader.ts';

const voices = ['owner', 'onlooker', 'admin'] as const;
const readers: Reader[] = voices.flatMap((voice) =>
  [false, true].map((hasUpgradeHook) => ({ voice, hasUpgradeHook, company: 'Contoso' })),
);
const [owner, , onlooker, , admin] = readers;
const hooked = (voice: Reader['voice']): Reader => ({ voice, hasUpgradeHook: true, company: 'Contoso' });

/** The second line as it is read, without the marks that isolate names. */
function lineOf(row: InstanceRowData, reader: Reader | undefined): string | null {
  if (!reader) throw new Error('no such reader');
  const cause = decideCause(row, reader.hasUpgradeHook);
  if (!cause) return null;
  const { lamp, what, next } = wordCause(causeMessages.get(), problemMessages.get(), { row, cause, reader });
  return `${lamp}: ${what} ${next}`.replaceAll(/[\u2068\u2069]/g, '');
}

function sentenceOf(row: InstanceRowData, reader: Reader | undefined): string {
  if (!reader) throw new Error('no such reader');
  return instanceSentence(sentenceMessages.get(), causeMessages.get(), row, reader).replaceAll(/[\u2068\u2069]/g, '');
}

const lacking = { missing: ['Slack', 'Channel'], missingConnectionCount: 1 };
const failed = (kind: (typeof operationKinds)[number], problemCode: string) => ({
  operation: operationSummary({ kind, state: 'failed', problemCode }),
});

describe('what a set-up lacks', () => {
  test.each([
    [['Slack'], 1, 'Slack is not connected.'],
    [['Slack', 'CRM'], 2, 'Slack and CRM are not connected.'],
    [['Channel'], 0, 'Channel has no value.'],
    [['Slack', 'Channel', 'Team'], 1, 'Slack is not connected, and Channel and Team have no value.'],
    [['A', 'B', 'C', 'D'], 0, 'A, B, C, and D have no value.'],
    [['A', 'B', 'C', 'D', 'E'], 0, 'A, B, C, and 2 more have no value.'],
  ])('%j, of which %i connections: %s', (missing, missingConnectionCount, words) => {
    const row = instanceRow({ status: 'unfinished', missing, missingConnectionCount });
    expect(lineOf(row, owner)).toBe(`attention: ${words} Continue the set-up.`);
  });
});

/** The second lines as the three who may read them find them. */
const lines: [string, Partial<InstanceRowData>, string | null, string | null, string | null][] = [
  ['well', {}, null, null, null],
  ['disabled', { status: 'disabled' }, null, null, null],
  ['an update that comes by itself', { update: 'automatic' }, null, null, null],
  [
    'unfinished',
    { status: 'unfinished', ...lacking },
    'attention: Slack is not connected and Channel has no value. Continue the set-up.',
    'waiting: Slack is not connected and Channel has no value. Ask a colleague who may change it to continue the set-up.',
    'waiting: Slack is not connected and Channel has no value. It waits for its owner to continue the set-up.',
  ],
  [
    'complete and never enabled',
    { status: 'unfinished' },
    'attention: Everything is filled in, but it was never enabled. Finish the set-up.',
    'waiting: Everything is filled in, but it was never enabled. Ask a colleague who may change it to finish the set-up.',
    'waiting: Everything is filled in, but it was never enabled. It waits for its owner to finish the set-up.',
  ],
  [
    'enabled without a value',
    { missing: ['Slack'], missingConnectionCount: 1 },
    'attention: Slack is not connected; its workflows may fail. Press Edit and fill that in.',
    'waiting: Slack is not connected; its workflows may fail. Ask a colleague who may change it to press Edit and fill that in.',
    'waiting: Slack is not connected; its workflows may fail. It waits for its owner to press Edit and fill that in.',
  ],
  [
    'an update that needs the person',
    { update: 'needs_user' },
    'attention: A newer version asks for something new. Press Update.',
    'waiting: A newer version asks for something new. Ask a colleague who may change it to press Update.',
    'waiting: A newer version asks for something new. It waits for its owner to press Update.',
  ],
  [
    'an update that needs the person for a value',
    { update: 'needs_user', missing: ['Region'] },
    'attention: A newer version asks for Region. Press Update.',
    'waiting: A newer version asks for Region. Ask a colleague who may change it to press Update.',
    'waiting: A newer version asks for Region. It waits for its owner to press Update.',
  ],
  [
    'an update that needs the company',
    { update: 'needs_system' },
    'waiting: A newer version waits for values from Contoso. Nothing for you to do.',
    'waiting: A newer version waits for values from Contoso. Nothing for you to do.',
    'attention: A newer version waits for values from Contoso. The systems of Contoso have to supply them.',
  ],
  [
    'an update that needs both',
    { update: 'needs_both' },
    'waiting: A newer version waits for values from Contoso, then for you. Nothing to do yet.',
    'waiting: A newer version waits for values from Contoso, then for a colleague. Nothing to do yet.',
    'attention: A newer version waits for Contoso, then for its owner. The systems of Contoso have to supply them.',
  ],
  [
    'a status that nobody knows',
    { status: 'unknown' },
    'waiting: Tray tells a status that is not known here. Ask your administrator to look at it.',
    'waiting: Tray tells a status that is not known here. Ask your administrator to look at it.',
    'attention: Tray tells a status that is not known here. The debug view shows what it is.',
  ],
  [
    'a change that is tried again',
    { status: 'working', operation: operationSummary({ problemCode: 'vendor_unavailable' }) },
    'degraded: Tray does not answer. We keep trying.',
    'degraded: Tray does not answer. We keep trying.',
    'degraded: Tray does not answer. We keep trying.',
  ],
  [
    'a change that failed',
    { name: 'Orders', ...failed('disable', 'rate_limited') },
    'failed: Tray is asked too much at the moment. Wait half a minute, then try again.',
    'failed: Tray is asked too much at the moment. Ask a colleague who may change it to try again.',
    'failed: Tray is asked too much at the moment. Try again.',
  ],
  [
    'a change that failed for want of a value',
    { status: 'unfinished', ...lacking, ...failed('enable', 'missing_values') },
    'failed: Slack is not connected and Channel has no value. Continue the set-up.',
    'failed: Slack is not connected and Channel has no value. Ask a colleague who may change it to continue the set-up.',
    'failed: Slack is not connected and Channel has no value. It waits for its owner to continue the set-up.',
  ],
  [
    'a credential that is not taken',
    failed('disable', 'vendor_unauthorized'),
    'failed: Tray does not accept our credential. Your administrator has to renew it.',
    'failed: Tray does not accept our credential. Your administrator has to renew it.',
    'failed: Tray does not accept our credential. The credential for Tray has to be renewed.',
  ],
  [
    'gone at the vendor',
    { name: 'Orders', ...failed('disable', 'gone') },
    'failed: “Orders” no longer exists at Tray. It leaves the list by itself.',
    'failed: “Orders” no longer exists at Tray. It leaves the list by itself.',
    'failed: “Orders” no longer exists at Tray. It leaves the list by itself.',
  ],
  [
    'a right that was lost meanwhile',
    failed('disable', 'view_only'),
    'failed: Whoever asked for it may no longer change it. Ask somebody of your company who may change instances.',
    'failed: Whoever asked for it may no longer change it. Ask a colleague who may change it to try again.',
    'failed: Whoever asked for it may no longer change it. Try again.',
  ],
];

test.each(lines)('%s', (_what, change, toOwner, toOnlooker, toAdmin) => {
  const row = instanceRow(change);
  expect([lineOf(row, owner), lineOf(row, onlooker), lineOf(row, admin)]).toEqual([toOwner, toOnlooker, toAdmin]);
});

test('where the company supplies values, an update is whoever’s who may press it', () => {
  const ready = instanceRow({ update: 'needs_system' });
  expect(lineOf(ready, hooked('owner'))).toBe('attention: A newer version is ready. Press Upgrade now.');
  expect(lineOf(ready, hooked('admin'))).toBe('attention: A newer version is ready. Press Upgrade now.');
  expect(lineOf(ready, hooked('onlooker'))).toBe(
    'waiting: A newer version is ready. Ask a colleague who may change it to press Upgrade now.',
  );
  expect(lineOf(instanceRow({ update: 'needs_both' }), hooked('owner'))).toContain('Press Update.');
});

/** The version's column and the end of the page's sentence, with and without the hook, for the three. */
const versions: [InstanceRowData['update'], boolean, string[], string[]][] = [
  ['none', false, ['', '', ''], Array.from({ length: 3 }, () => 'on the newest version')],
  [
    'automatic',
    false,
    Array.from({ length: 3 }, () => 'Update on its way'),
    Array.from({ length: 3 }, () => 'a newer version is on its way and comes by itself'),
  ],
  [
    'needs_user',
    false,
    ['Update needs you', 'Waiting for a colleague', 'Waiting for its owner'],
    [
      'a newer version needs you: press Update',
      'a newer version needs a colleague who may press Update',
      'a newer version waits for its owner to press Update',
    ],
  ],
  [
    'needs_system',
    false,
    Array.from({ length: 3 }, () => 'Waiting for Contoso'),
    Array.from({ length: 3 }, () => 'a newer version waits for Contoso'),
  ],
  [
    'needs_system',
    true,
    Array.from({ length: 3 }, () => 'Update ready'),
    [
      'a newer version is ready: press Upgrade now',
      'a newer version is ready; a colleague may press Upgrade now',
      'a newer version is ready: press Upgrade now',
    ],
  ],
  [
    'needs_both',
    false,
    ['Waiting for Contoso, then you', 'Waiting for Contoso, then a colleague', 'Waiting for Contoso, then its owner'],
    [
      'a newer version waits for Contoso, then for you',
      'a newer version waits for Contoso, then for a colleague',
      'a newer version waits for Contoso, then for its owner',
    ],
  ],
  [
    'needs_both',
    true,
    ['Update needs you', 'Waiting for a colleague', 'Waiting for its owner'],
    [
      'a newer version needs you: press Update',
      'a newer version needs a colleague who may press Update',
      'a newer version waits for its owner to press Update',
    ],
  ],
];

test.each(versions)('a version that is %s, hook %s, says who must act', (update, hasUpgradeHook, column, sentence) => {
  const those = readers.filter((reader) => reader.hasUpgradeHook === hasUpgradeHook);
  const row = instanceRow({ update });
  expect(those.map((reader) => updateWord(instanceWords.get(), row, reader) ?? '')).toEqual(column);
  expect(those.map((reader) => sentenceOf(row, reader))).toEqual(sentence.map((words) => `Enabled, ${words}.`));
});

test('the page’s sentence says status, version and what is missing', () => {
  expect(sentenceOf(instanceRow({ status: 'unfinished', ...lacking }), owner)).toBe(
    'Set-up unfinished: Slack is not connected and Channel has no value.',
  );
  expect(sentenceOf(instanceRow({ status: 'unfinished' }), owner)).toBe(
    'Set-up unfinished: everything is filled in, but it was never enabled.',
  );
  expect(sentenceOf(instanceRow({ missing: ['Channel'] }), owner)).toBe(
    'Enabled, on the newest version; Channel has no value.',
  );
  expect(sentenceOf(instanceRow({ update: 'needs_user', missing: ['Region'] }), owner)).toBe(
    'Enabled, a newer version needs you for Region: press Update.',
  );
  expect(sentenceOf(instanceRow({ status: 'disabled', update: 'needs_user' }), owner)).toBe(
    'Disabled; its workflows do not run; a newer version needs you: press Update.',
  );
  expect(sentenceOf(instanceRow({ status: 'unknown' }), admin)).toBe('Tray tells a status that is not known here.');
});

test('the version stands out for the one who can move it on, and for nobody else', () => {
  expect(readers.filter((reader) => isReadersUpdate('needs_user', reader)).map(({ voice }) => voice)).toEqual([
    'owner',
    'owner',
  ]);
  expect(readers.filter((reader) => isReadersUpdate('needs_system', reader))).toEqual([
    hooked('owner'),
    hooked('admin'),
  ]);
  expect(readers.filter((reader) => isReadersUpdate('automatic', reader))).toEqual([]);
});

/** About a request to us; no operation fails of them. */
const ofRequests = new Set<string>([
  'signed_out',
  'forged',
  'bad_input',
  'too_large',
  'name_mismatch',
  'sign_in_refused',
  'sign_in_unavailable',
]);

/** Rows of every kind, for every reader, in all of their words. */
function everyText(): { reader: Reader; text: string }[] {
  const words = instanceWords.get();
  const codes = problemCodes.filter((problemCode) => !ofRequests.has(problemCode));
  const rows = instanceStatuses.flatMap((status) =>
    [{}, lacking].flatMap((lack) => [
      ...updateKinds.map((update) => instanceRow({ status, update, ...lack })),
      ...codes.flatMap((problemCode) => [
        instanceRow({ status, ...lack, operation: operationSummary({ problemCode }) }),
        instanceRow({ status, ...lack, update: 'automatic', ...failed('upgrade', problemCode) }),
        ...operationKinds.map((kind) => instanceRow({ status, ...lack, ...failed(kind, problemCode) })),
      ]),
    ]),
  );
  return readers.flatMap((reader) =>
    rows.flatMap((row) =>
      [lineOf(row, reader) ?? '', updateWord(words, row, reader) ?? '', sentenceOf(row, reader)]
        .filter((text) => text !== '')
        .map((text) => ({ reader, text })),
    ),
  );
}

test('no words are missing, and an admin is never taken for the owner', () => {
  const texts = everyText();
  const broken = texts.filter(({ text }) => / $|undefined|\{|  |: {2}|\. \.$/.test(text));
  expect(new Set(broken.map(({ text }) => text))).toEqual(new Set());
  const forAdmins = texts.filter(({ reader }) => reader.voice === 'admin').map(({ text }) => text);
  // Whose company it is that supplies values or holds something back is the admin's too.
  const misled = forAdmins.filter((text) => /\byou\b|\byour (?!company)/i.test(text));
  expect(new Set(misled)).toEqual(new Set());
  const forOnlookers = texts.filter(({ reader }) => reader.voice === 'onlooker').map(({ text }) => text);
  expect(new Set(forOnlookers.filter((text) => /\. (Press|Continue|Finish|Try)/.test(text)))).toEqual(new Set());
});
