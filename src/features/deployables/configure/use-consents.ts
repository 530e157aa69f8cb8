import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StoredConnection } from '#contract/deployables.ts';
import { deleteConnection, postConsent } from '#contract/endpoints/deployables.ts';
import { queryClient } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { plainProblem, ProblemError, problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { isConsentPage } from '#src/features/session/outing.ts';
import { useNow } from '#src/lib/now.ts';
import {
  connectionsQuery,
  consentPollMs,
  consentWatchMs,
  instanceFormQuery,
  noteStored,
} from '../deployable-queries.ts';
import { openConsentTab } from './consent-tab.ts';

/** A consent that is waited for. `url`: the page to open by hand, where the browser blocked the tab. */
export interface ConsentWatch {
  key: string;
  url: string | null;
  sinceMs: number;
  before: Pick<StoredConnection, 'status' | 'lastRefreshedAt'> | null;
}

/**
 * The consents of an instance's connections: a third party's page in another tab, and looking every three seconds, and when
 * one comes back to this page, whether somebody has agreed there.
 */
export function useConsents(
  instanceId: string,
  connections: readonly StoredConnection[],
  {
    store,
    onProblem,
    onConnected,
  }: {
    /** Stores what was typed first, because consent is asked for what is stored. False: it could not be. */
    store: () => Promise<boolean>;
    onProblem: (problem: ClientProblem) => void;
    onConnected: (key: string) => void;
  },
) {
  const [watch, setWatch] = useState<ConsentWatch | null>(null);
  const [busyKey, setBusyKey] = useState<string | null>(null);
  const now = useNow('second');
  const isOverdue = watch !== null && now - watch.sinceMs > consentWatchMs;
  const { data } = useQuery({
    ...connectionsQuery(instanceId),
    enabled: watch !== null,
    refetchInterval: isOverdue ? false : consentPollMs,
    refetchOnWindowFocus: 'always',
  });

  useEffect(() => {
    if (!watch || !data) return;
    const current = data.find(({ key }) => key === watch.key);
    if (!current || !hasAnswered(watch.before, current)) return;
    // What was waited for has come from outside.
    // oxlint-disable-next-line react/set-state-in-effect
    setWatch(null);
    noteStored(instanceId, { connections: data });
    // What is missing now only the server can tell.
    void queryClient.invalidateQueries({ queryKey: instanceFormQuery(instanceId).queryKey });
    if (current.status === 'active') onConnected(watch.key);
  }, [watch, data, instanceId, onConnected]);

  /** Call it within the click: only then does the browser let the tab open. */
  async function connect(key: string, openingText: string): Promise<void> {
    if (busyKey !== null) return;
    const tab = openConsentTab(openingText);
    setBusyKey(key);
    try {
      if (!(await store())) {
        tab?.close();
        return;
      }
      const { url } = await acrossSignIn(() => send(postConsent, { params: { id: instanceId, key } }));
      if (!isConsentPage(url)) throw new ProblemError(plainProblem('vendor_garbled'));
      tab?.navigate(url);
      const stored = connections.find((one) => one.key === key) ?? null;
      queryClient.removeQueries({ queryKey: connectionsQuery(instanceId).queryKey });
      setWatch({ key, url: tab ? null : url, sinceMs: Date.now(), before: stored });
    } catch (error) {
      tab?.close();
      onProblem(problemOf(error));
    } finally {
      setBusyKey(null);
    }
  }

  async function disconnect(key: string): Promise<ClientProblem | null> {
    setBusyKey(key);
    try {
      const answer = await acrossSignIn(() => send(deleteConnection, { params: { id: instanceId, key } }));
      noteStored(instanceId, { connections: answer.connections });
      if (watch?.key === key) setWatch(null);
      await queryClient.invalidateQueries({ queryKey: instanceFormQuery(instanceId).queryKey });
      return null;
    } catch (error) {
      return problemOf(error);
    } finally {
      setBusyKey(null);
    }
  }

  return {
    watch,
    isOverdue,
    busyKey,
    connect,
    disconnect,
    /** Looks for another two minutes. */
    lookAgain: () => {
      setWatch((before) => before && { ...before, sinceMs: Date.now() });
      void queryClient.invalidateQueries({ queryKey: connectionsQuery(instanceId).queryKey });
    },
  };
}

export type Consents = ReturnType<typeof useConsents>;

/** A connection that was active or refused before stays so until the answer comes, which then has a time of its own. */
function hasAnswered(before: ConsentWatch['before'], now: StoredConnection): boolean {
  if (now.status !== 'active' && now.status !== 'failed') return false;
  return before?.status !== now.status || before.lastRefreshedAt !== now.lastRefreshedAt;
}
