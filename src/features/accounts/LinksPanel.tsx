import { Suspense, useState } from 'react';
import { postAccountLink, postAccountLinkCheck } from '#contract/endpoints/accounts.ts';
import type { LinkOutcome } from '#contract/links.ts';
import type { AccountReference } from '#contract/people.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { formatList, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { showToast } from '#src/ui/toast.ts';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { accountWords, wordOfCheck, wordOfCredential, wordOfOwner } from './account-words.ts';
import type { AccountData, AccountLinkData } from './account-queries.ts';
import styles from './Accounts.module.css';
import { Failure } from './Failure.tsx';
import { useSending } from './use-sending.ts';
import { useLookOnly } from '#src/features/session/look-only.ts';

// Dialogs bring heavy code that few visits need.
const EnterLinkDialog = lazyPage(async () => (await import('./EnterLinkDialog.tsx')).EnterLinkDialog);
const RemoveLinkDialog = lazyPage(async () => (await import('./RemoveLinkDialog.tsx')).RemoveLinkDialog);

const messages = i18n('linksPanel', {
  title: 'Vendor links',
  note: 'Who the account is at each vendor. Credentials are sealed and shown to nobody.',
  none: 'Not linked',
  removed: 'Removed by an administrator',
  found: 'Found or made by its external id',
  entered: params<{ person: string }>('Entered by {person}'),
  enteredBySomebody: 'Entered',
  sealed: 'sealed',
  inEnvironment: 'in the environment',
  missing: 'not there',
  folders: params<{ folders: string }>('Below {folders}'),
  checked: 'checked',
  unchecked: 'not checked yet',
  unlinkedOwner: 'Nobody’s link names this owner, so it is an account of its own',
  enter: 'Enter link',
  change: 'Change',
  check: 'Check again',
  find: 'Find or make',
  remove: 'Remove link',
  of: params<{ vendor: string }>('at {vendor}'),
  busy: 'One moment…',
  isGood: params<{ vendor: string }>('{vendor} takes the link'),
  linked: params<{ vendor: string }>('Linked at {vendor}'),
  saved: params<{ vendor: string }>('The link at {vendor} is saved'),
  gone: params<{ vendor: string }>('The link at {vendor} is removed'),
  notFound: params<{ vendor: string }>('{vendor} does not tell who it is: enter the link.'),
});

type Asked = { dialog: 'enter' | 'remove'; link: AccountLinkData };

interface LinksPanelProps {
  account: AccountReference;
  links: AccountData['links'];
  instances: AccountData['instances'];
  onChanged: () => void;
}

/** Who an account is at each vendor: entered, found, checked, taken away. */
export function LinksPanel({ account, links, instances, onChanged }: LinksPanelProps) {
  const t = useMessages(messages);
  const [asked, setAsked] = useState<Asked | null>(null);
  const vendor = asked?.link.vendor;
  const close = (isDone: boolean, word: (at: { vendor: string }) => string) => {
    setAsked(null);
    if (!isDone || !vendor) return;
    showToast('on', word({ vendor: vendorNames[vendor] }));
    onChanged();
  };
  return (
    <Panel title={t.title} note={t.note}>
      <ul className={styles['links']}>
        {links.map((link) => (
          <LinkLine key={link.vendor} account={account} link={link} onChanged={onChanged} onAsk={setAsked} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {asked?.dialog === 'enter' && (
          <EnterLinkDialog account={account} link={asked.link} onClose={(isDone) => close(isDone, t.saved)} />
        )}
        {asked?.dialog === 'remove' && (
          <RemoveLinkDialog
            account={account}
            link={asked.link}
            instanceCount={instances.find((one) => one.vendor === asked.link.vendor)?.count ?? 0}
            onClose={(isDone) => close(isDone, t.gone)}
          />
        )}
      </Suspense>
    </Panel>
  );
}

interface LinkLineProps {
  account: AccountReference;
  link: AccountLinkData;
  onChanged: () => void;
  onAsk: (asked: Asked) => void;
}

function LinkLine({ account, link, onChanged, onAsk }: LinkLineProps) {
  const t = useMessages(messages);
  const { vendor } = link;
  const { isBusy, problem, send: dispatch } = useSending();
  const [found, setFound] = useState<LinkOutcome | null>(null);
  const at = { vendor: vendorNames[vendor] };
  const place = { params: { id: account.id, vendor } };
  const off = useLookOnly() ?? (isBusy ? t.busy : null);
  const isLinked = link.vendorAccountId !== null;
  const failure = problem ?? (found?.problemCode ? plainProblem(found.problemCode) : null);

  const check = () =>
    dispatch(
      () => send(postAccountLinkCheck, place),
      ({ problemCode }) => {
        if (problemCode === null) showToast('on', t.isGood(at));
        onChanged();
      },
    );

  const find = () =>
    dispatch(
      () => send(postAccountLink, place),
      ({ link: outcome }) => {
        setFound(outcome);
        if (outcome.state !== 'linked') return;
        showToast('on', t.linked(at));
        onChanged();
      },
    );

  return (
    <li>
      <Lamp kind={isLinked ? (link.problemCode === null ? 'on' : 'attention') : 'off'} />
      <div className={styles['what']}>
        <h3>
          <VendorGlyph vendor={vendor} isSilent /> {vendorNames[vendor]}
        </h3>
        {isLinked ? <Linked link={link} /> : <span className={styles['quiet']}>{unlinked()}</span>}
        {found?.state === 'not_connected' && <span className={styles['quiet']}>{t.notFound(at)}</span>}
        <Failure problem={failure && { ...failure, vendor }} />
      </div>
      <div className={styles['actions']}>
        {isLinked && (
          <Button size="small" variant="plain" disabledReason={off} onClick={() => void check()}>
            {t.check} <span className="visually-hidden">{t.of(at)}</span>
          </Button>
        )}
        {!isLinked && link.canBeFound && (
          <Button size="small" disabledReason={off} onClick={() => void find()}>
            {t.find} <span className="visually-hidden">{t.of(at)}</span>
          </Button>
        )}
        <Button
          size="small"
          aria-haspopup="dialog"
          disabledReason={off ?? (link.isInEnvironment && link.fields.join() === 'credential' ? t.inEnvironment : null)}
          onClick={() => onAsk({ dialog: 'enter', link })}
        >
          {isLinked ? t.change : t.enter} <span className="visually-hidden">{t.of(at)}</span>
        </Button>
        {isLinked && (
          <Button
            size="small"
            variant="plain"
            aria-haspopup="dialog"
            disabledReason={off ?? (link.isOfUnlinkedOwner ? t.unlinkedOwner : null)}
            onClick={() => onAsk({ dialog: 'remove', link })}
          >
            {t.remove} <span className="visually-hidden">{t.of(at)}</span>
          </Button>
        )}
      </div>
    </li>
  );

  function unlinked() {
    const removedAt = momentOf(link.removedAt);
    if (removedAt === null) return t.none;
    return (
      <>
        {t.removed} <RelativeTime moment={removedAt} />
      </>
    );
  }
}

function Linked({ link }: { link: AccountLinkData }) {
  const t = useMessages(messages);
  const words = useMessages(accountWords);
  const { vendor, vendorAccountId, problemCode } = link;
  const [enteredAt, checkedAt] = [momentOf(link.enteredAt), momentOf(link.checkedAt)];
  const credential = link.isInEnvironment ? t.inEnvironment : link.hasCredential ? t.sealed : t.missing;
  const bad = problemCode === null ? null : wordOfCheck(words, vendor, toProblemCode(problemCode));
  return (
    <>
      <span>
        {wordOfOwner(words, vendor)} <CopyableId id={vendorAccountId ?? ''} what={wordOfOwner(words, vendor)} />
      </span>
      {link.fields.includes('credential') && (
        <span>
          {wordOfCredential(words, vendor)}: {credential}
        </span>
      )}
      {link.folderPrefixes.length > 0 && <span>{t.folders({ folders: formatList(link.folderPrefixes) })}</span>}
      <span className={styles['quiet']}>
        {link.isOfUnlinkedOwner ? t.unlinkedOwner : enteredAt === null ? t.found : enteredBy(link.enteredBy)}
        {enteredAt !== null && (
          <>
            {' '}
            <RelativeTime moment={enteredAt} />
          </>
        )}
        {' · '}
        {checkedAt === null ? (
          t.unchecked
        ) : (
          <>
            {t.checked} <RelativeTime moment={checkedAt} />
          </>
        )}
      </span>
      {bad && <strong className={styles['bad']}>{bad}</strong>}
    </>
  );

  function enteredBy(person: string | null) {
    return person === null ? t.enteredBySomebody : t.entered({ person });
  }
}
