import { useEffect, useRef, useState } from 'react';
import { type ConnectorDraft, postConnectorDraftInstance } from '#contract/endpoints/connectors.ts';
import type { FieldValues } from '#contract/connectors.ts';
import { send } from '#src/api/http.ts';
import { plainProblem, problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { isConsentPage, leaveForConsent } from '#src/features/session/outing.ts';
import { paths } from '#src/lib/paths.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { noteMade } from './draft-query.ts';

interface AddingInput {
  draft: ConnectorDraft;
  keeper: DraftKeeper;
  /** Secrets are let go of: the instance is there, or the person leaves for a consent page. */
  onOver: () => void;
  onProblem: (problem: ClientProblem) => void;
}

/** Makes the instance of a draft. However often it is pressed, one request is under way. */
export function useAdding({ draft, keeper, onOver, onProblem }: AddingInput) {
  const [isAdding, setIsAdding] = useState(false);
  const [consentUrl, setConsentUrl] = useState<string | null>(null);
  const isUnderWay = useRef(false);

  // After the commit in which nothing is unsaved any more: else the browser asks whether to leave.
  useEffect(() => {
    if (consentUrl !== null) leaveForConsent(consentUrl, paths.addInstance.to(draft.id, 'credentials'));
  }, [consentUrl, draft.id]);
  useEffect(() => {
    // Back from the third party without an answer: the browser may show this very page again.
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setConsentUrl(null);
    };
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, []);

  async function add(name: string, secrets: FieldValues): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsAdding(true);
    try {
      const notKept = await keeper.flush();
      if (notKept && notKept.code !== 'too_late') {
        // What the server does not hold yet it cannot make anything of.
        onProblem({ ...notKept, changed: 'nothing' });
        return;
      }
      const made = await send(postConnectorDraftInstance, { params: { id: draft.id }, body: { secrets } });
      if (made.state === 'consent' && !isConsentPage(made.url)) {
        onProblem(plainProblem('vendor_garbled'));
        return;
      }
      onOver();
      if (made.state === 'consent') {
        setConsentUrl(made.url);
        return;
      }
      noteMade(draft, made.instanceId, made.name ?? name);
      refresh('vendor');
      refresh('instance');
    } catch (error) {
      onProblem(problemOf(error));
    } finally {
      isUnderWay.current = false;
      setIsAdding(false);
    }
  }

  return { isAdding, isLeaving: consentUrl !== null, add };
}
