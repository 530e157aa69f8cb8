import { vendorNames } from '#contract/vendors.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { ClientProblem, ClientProblemCode } from './problem.ts';

type About = { vendor: string; instance: string };

const about = params<About>;

export const problemMessages = i18n('problems', {
  someVendor: 'the vendor',
  someInstance: 'this instance',

  signed_out: 'You are signed out.',
  signed_outNext: 'Sign in again; you come back to this page.',
  forged: 'The request was refused because it did not look like it came from this page.',
  forgedNext: 'Reload the page and try again.',
  not_found: about('{instance} is not here, or is not yours.'),
  not_foundNext: 'Go back to the list; it may have been removed.',
  bad_input: 'Something that was entered cannot be used.',
  bad_inputNext: 'Correct it and try again.',
  view_only: 'You may look only.',
  view_onlyNext: 'Ask somebody of your company who may change instances.',
  too_large: 'The request was too large.',
  too_largeNext: 'Shorten what you entered.',
  missing_values: about('{instance} still lacks a value or a connection.'),
  missing_valuesNext: 'Continue the set-up and fill in what is missing.',
  refused: about('{vendor} refused the change to {instance}.'),
  refusedNext: 'Read what it said, then try again.',
  vendor_forbidden: about('{vendor} does not let this account change {instance}.'),
  vendor_forbiddenNext: 'Ask your administrator to look at the account’s rights there.',
  vendor_unauthorized: about('{vendor} does not accept our credential.'),
  vendor_unauthorizedNext: 'Your administrator has to renew it.',
  rate_limited: about('{vendor} is asked too much at the moment.'),
  rate_limitedNext: 'Wait half a minute, then try again.',
  vendor_unavailable: about('{vendor} does not answer.'),
  vendor_unavailableNext: 'Try again in a few minutes.',
  vendor_garbled: about('{vendor} sent an answer that cannot be read.'),
  vendor_garbledNext: 'Try again in a few minutes.',
  outcome_unknown: about('{vendor} did not say whether the change to {instance} was made.'),
  outcome_unknownNext: 'We are finding out; the row will tell.',
  incomplete: about('{vendor} could be read only in part.'),
  incompleteNext: 'It is read again by itself.',
  owners_hidden: about('{vendor} does not show its users’ instances to the operator’s credential.'),
  owners_hiddenNext: 'Whoever runs this server has to set TRAY_READS_EVERYBODY=per-user.',
  not_connected: about('This account is not connected to {vendor}.'),
  not_connectedNext: 'Your administrator can connect it.',
  unsupported: about('{vendor} cannot do this.'),
  unsupportedNext: about('Do it in {vendor} itself.'),
  busy: about('Another change to {instance} is under way.'),
  busyNext: 'Wait until it is done, then try again.',
  gone: about('{instance} no longer exists at {vendor}.'),
  goneNext: 'Reload the list.',
  name_mismatch: about('What you typed is not the name of {instance}.'),
  name_mismatchNext: 'Type the name as it is written.',
  owner_only: about('Only the owner of {instance} may do this.'),
  owner_onlyNext: 'Ask the owner.',
  adminOnly: about('Only administrators may do this to {instance}.'),
  adminOnlyNext: 'Ask an administrator.',
  too_late: 'The time in which this could be done is over.',
  too_lateNext: 'Look at the row for how it stands now.',
  conflict: about('{instance} was changed by somebody else in the meantime.'),
  conflictNext: 'Look at what stands there now, then save again.',
  other_account: 'This connection leads to another outside account than before.',
  other_accountNext: 'Say that you want it, or choose another one.',
  in_use: about('{instance} is used by process flows.'),
  in_useNext: 'Point them at something else first, then remove it.',
  credentials_refused: 'The other system did not take these credentials.',
  credentials_refusedNext: 'Look at what it answered, correct them and try again.',
  held_back: about('Your company holds {instance} back.'),
  held_backNext: 'Do what it asks for, then enable it again.',
  waiting_for_company: about(
    'The newer version of {instance} needs values that only your company can supply, and it has none yet.',
  ),
  waiting_for_companyNext: 'Ask your administrator, or try again later.',
  hook_failed: 'Your company’s own check could not be made.',
  hook_failedNext: 'Try again in a few minutes; if it stays, tell your administrator.',
  sign_in_refused: 'You could not be signed in.',
  sign_in_refusedNext: 'Start again from the product you came from, or from the sign-in page.',
  sign_in_unavailable: 'Your company’s sign-in does not answer.',
  sign_in_unavailableNext: 'Try again in a few minutes.',
  internal: 'Something failed on our side.',
  internalNext: 'Try again; if it stays, give the number below to your administrator.',
  unreachable: 'Jackfield cannot be reached.',
  unreachableNext: 'Check your connection, then try again.',

  askAgainAfter: params<{ time: string }>('Ask again after {time}.'),

  changedNothing: 'Nothing was changed.',
  changedSomething: 'A part of the change was made.',
  changedUnknown: 'It is not certain whether anything was changed.',
});

type Messages = ReturnType<typeof problemMessages.get>;

/** A failure in words: what happened, what it left behind, what to do. */
export interface ProblemWords {
  what: string;
  changed: string;
  next: string;
  /** The vendor's own words, to be shown as a quotation. */
  quote: string | null;
  requestId: string | null;
}

type CodeWithWords = Extract<ClientProblemCode, keyof Messages>;

/** Words a problem. `instanceName` serves when the problem itself does not name the instance. */
export function wordsOfProblem(messages: Messages, problem: ClientProblem, instanceName?: string): ProblemWords {
  // What an owner at Instabase may not do is the operator's: solutions that are everybody's have no owner to ask.
  const isOperators = problem.code === 'owner_only' && problem.vendor === 'instabase';
  const code: CodeWithWords | 'adminOnly' = isOperators ? 'adminOnly' : problem.code;
  const names: About = {
    vendor: problem.vendor ? vendorNames[problem.vendor] : messages.someVendor,
    instance: quoted(problem.instance?.name ?? instanceName) ?? messages.someInstance,
  };
  const retryAt = momentOf(problem.retryAt);
  const say = (message: string | ((names: About) => string)) =>
    capitalised(typeof message === 'string' ? message : message(names));
  return {
    what: say(messages[code]),
    changed: {
      nothing: messages.changedNothing,
      something: messages.changedSomething,
      unknown: messages.changedUnknown,
    }[problem.changed],
    next: retryAt === null ? say(messages[`${code}Next`]) : messages.askAgainAfter({ time: formatClock(retryAt) }),
    quote: problem.vendorMessage ?? null,
    requestId: problem.requestId || null,
  };
}

// U+2068 and U+2069 isolate the name, so that one written right to left does not turn the sentence round.
function quoted(name: string | undefined): string | null {
  return name ? `“\u2068${name}\u2069”` : null;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
