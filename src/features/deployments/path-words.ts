import { i18n, params } from '#src/lib/i18n.ts';

/** What is wrong with a path, a name or an address, beside its field. */
export const pathWords = i18n('deploymentFieldWords', {
  required: 'Enter something here.',
  too_long: 'That is too long.',
  not_text: 'Enter text.',
  unknown_value: 'Choose one of the values.',
  changed_meanwhile: 'Somebody else has changed this in the meantime.',
  malformed: 'Enter a path such as maya/claims/fs/Instabase Drive/in, without “..” in it.',
  notPackage: 'Enter the path of a file whose name ends in .ibsolution.',
  malformedId: 'Use letters, digits, dots, hyphens and underscores only.',
  longId: 'Use at most 50 characters.',
  malformedEmail: 'One of these is no e-mail address. Put a comma between them.',
  foreignEmail: 'Only an administrator may have somebody told.',
  foreignFolder: 'This account may not use this folder. Choose one that it owns.',
  foreignSettings: 'Only an administrator may send further settings.',
  foreignOwner: 'Nobody of this name is known here. Leave it empty for what is public.',
  malformedJson: 'This has to be one JSON object, in braces.',
  outside: params<{ prefixes: string }>('This account may only use folders below {prefixes}.'),
});

type PathWords = ReturnType<typeof pathWords.get>;

/** Words a field's problem; an unknown code counts as malformed. */
export function wordOfPath(words: PathWords, field: string, code: string): string {
  if (code === 'unknown_value') {
    if (field === 'inputFolder' || field === 'outputFolder') return words.foreignFolder;
    if (field === 'notifiedEmails') return words.foreignEmail;
    if (field === 'moreSettings') return words.foreignSettings;
    if (field === 'owner') return words.foreignOwner;
  }
  if (code === 'malformed') {
    if (field === 'packagePath') return words.notPackage;
    if (field === 'runId') return words.malformedId;
    if (field === 'notifiedEmails') return words.malformedEmail;
    if (field === 'moreSettings') return words.malformedJson;
  }
  if (code === 'too_long' && field === 'runId') return words.longId;
  switch (code) {
    case 'required':
    case 'too_long':
    case 'not_text':
    case 'unknown_value':
    case 'changed_meanwhile':
      return words[code];
    default:
      return words.malformed;
  }
}
