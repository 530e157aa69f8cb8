import type { ConfigurationCopy } from '#contract/configuration-copy.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { LostSettings } from '#src/features/connectors/copied-draft.ts';
import { leftOutSentences, leftOutWords } from '#src/features/instances/left-out-words.ts';
import { formatList, formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';

type Of = { name: string; vendor: string };

const noteWords = i18n('copyNotes', {
  taken: params<Of & { time: string }>('It is the copy of “\u2068{name}\u2069” in {vendor}, taken {time}.'),
  undated: params<Of>('It is the copy of “\u2068{name}\u2069” in {vendor}.'),
  otherAccount: params<{ account: string }>(
    'It was taken for another account, “\u2068{account}\u2069”: its values are used, its connections are not.',
  ),
  noPath: 'The copy does not hold the path of the package; enter it.',
  pool: 'The connection pool of the copy is not there any more.',
  method: 'The way of signing in of the copy is not offered any more; choose another.',
  fields: params<{ names: string }>('The connector no longer asks for these fields of the copy: {names}.'),
});

/** What the person should know about a copy before anything is made of it: what it is of, and what has to be given again. */
export function notesOf(copy: ConfigurationCopy, isOther: boolean, lost: LostSettings | null): string[] {
  const words = noteWords.get();
  const of = { name: copy.instance.name, vendor: vendorNames[copy.template.vendor] };
  const moment = momentOf(copy.takenAt);
  const { content } = copy;
  return [
    moment === null ? words.undated(of) : words.taken({ ...of, time: formatMoment(moment) }),
    ...(isOther ? [words.otherAccount({ account: copy.account.name })] : []),
    ...(content.kind === 'package' && content.packagePath === null
      ? [words.noPath]
      : leftOutSentences(leftOutWords.get(), copy.leftOut)),
    ...(lost?.hasLostPool ? [words.pool] : []),
    ...(lost?.hasLostMethod ? [words.method] : []),
    ...(lost && lost.fields.length > 0 ? [words.fields({ names: formatList(lost.fields) })] : []),
  ];
}
