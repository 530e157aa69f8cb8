import type { FieldProblem, ProblemCode } from '#contract/problems.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { LinkField } from '#contract/links.ts';
import { i18n, params } from '#src/lib/i18n.ts';

type At = { vendor: string };

/** The words for accounts and for who they are at each vendor. */
export const accountWords = i18n('accountWords', {
  trayOwner: 'Tray user id',
  prismaticOwner: 'Prismatic customer id',
  instabaseOwner: 'Instabase username',
  patchworksOwner: 'Patchworks company',
  instabaseCredential: 'Instabase API token',
  patchworksCredential: 'Patchworks API key',
  credential: 'Credential',
  folders: 'Folders',

  required: 'Enter this.',
  requiredFolders: 'Enter at least one folder.',
  too_long: 'That is too long.',
  malformed: 'Use letters, digits and signs only, on one line.',
  malformedFolders: 'Enter paths such as maya/claims, one to a line, without “..” in them.',
  unknownCredential: 'It stands in the environment of this deployment and is changed there.',
  unknown: params<At>('{vendor} does not ask for this.'),
  taken: 'Another account with people of its own is linked with it.',
  notTakenOwner: params<At>('{vendor} knows nobody by this id.'),
  notTakenCredential: params<At>('{vendor} does not take it. Nothing was saved.'),

  good: 'Good',
  gone: params<At>('{vendor} no longer knows it'),
  refused: params<At>('{vendor} does not take the credential'),
  forbidden: params<At>('{vendor} does not let the credential read anything'),
  unreadable: 'The credential is not there, or was sealed with another secret',
});

type AccountWords = ReturnType<typeof accountWords.get>;

/** What the owner is called at its vendor. */
export function wordOfOwner(words: AccountWords, vendor: Vendor): string {
  return words[`${vendor}Owner`];
}

export function wordOfCredential(words: AccountWords, vendor: Vendor): string {
  return vendor === 'instabase' || vendor === 'patchworks' ? words[`${vendor}Credential`] : words.credential;
}

/** What is wrong with what was entered; null while nothing is. */
export function wordOfLinkField(
  words: AccountWords,
  vendor: Vendor,
  field: LinkField,
  code: FieldProblem | undefined,
): string | null {
  const at = { vendor: vendorNames[vendor] };
  switch (code) {
    case undefined:
      return null;
    case 'required':
      return field === 'folderPrefixes' ? words.requiredFolders : words.required;
    case 'too_long':
      return words.too_long;
    case 'taken':
      return words.taken;
    case 'not_taken':
      return field === 'credential' ? words.notTakenCredential(at) : words.notTakenOwner(at);
    case 'unknown_value':
      return field === 'credential' ? words.unknownCredential : words.unknown(at);
    default:
      return field === 'folderPrefixes' ? words.malformedFolders : words.malformed;
  }
}

/** What the last check came to; null for good. */
export function wordOfCheck(words: AccountWords, vendor: Vendor, code: ProblemCode): string {
  const at = { vendor: vendorNames[vendor] };
  if (code === 'gone') return words.gone(at);
  if (code === 'vendor_forbidden') return words.forbidden(at);
  return code === 'not_connected' ? words.unreadable : words.refused(at);
}
