import type { ConnectorForm, FieldValues, InstanceDetails } from '#contract/connectors.ts';
import {
  type ConnectorDraft,
  deleteConnectorDraft,
  type DraftStep,
  postConnectorDraft,
  putConnectorDraft,
} from '#contract/endpoints/connectors.ts';
import { whenCachesDrop } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { isTaken, methodOf, stepsOf } from './add/wizard-steps.ts';

/** What an instance was set to, without secrets. */
export interface CopiedSettings {
  details: InstanceDetails;
  methodId: string | null;
  values: FieldValues;
}

/** What of a copy the connector does not take any more. `fields` are keys. */
export interface LostSettings {
  hasLostPool: boolean;
  hasLostMethod: boolean;
  fields: string[];
}

export interface CopiedDraft {
  draftId: string;
  /** The page that the wizard shall open at: where a new one needs another name, else the last one. */
  step: DraftStep;
  lost: LostSettings;
}

/** Begins a draft that holds what was copied, as far as the connector takes it today. Throws `ProblemError`. */
export async function beginCopiedDraft(connectorId: string, copied: CopiedSettings): Promise<CopiedDraft> {
  const { draft, form } = await send(postConnectorDraft, { body: { connectorId } });
  const { content, lost } = fitTo(form, draft, copied);
  try {
    await send(putConnectorDraft, { params: { id: draft.id }, body: content });
  } catch (error) {
    // Nobody would find a draft that nothing was kept in. Should this fail too, the server forgets it by itself.
    await send(deleteConnectorDraft, { params: { id: draft.id } }).catch(() => {});
    throw error;
  }
  const last = stepsOf(form, content.methodId).at(-1) ?? 'name';
  return { draftId: draft.id, step: isTaken(content.details.name, form.takenNames) ? 'name' : last, lost };
}

function fitTo(form: ConnectorForm, draft: ConnectorDraft, { details, methodId, values }: CopiedSettings) {
  const hasPool = details.poolId === null || form.pools.some(({ id }) => id === details.poolId);
  const method = form.methods.find(({ id }) => id === methodId) ?? null;
  const open = new Set(method?.fields.filter(({ secret }) => !secret).map(({ key }) => key));
  const entries = Object.entries(values);
  const content: CopiedSettings = {
    details: hasPool ? details : { ...details, poolId: form.defaults.poolId },
    methodId: method?.id ?? methodOf(form, draft.methodId)?.id ?? null,
    values: Object.fromEntries(entries.filter(([key]) => open.has(key))),
  };
  const lost: LostSettings = {
    hasLostPool: !hasPool,
    hasLostMethod: methodId !== null && method === null,
    fields: entries.map(([key]) => key).filter((key) => !open.has(key)),
  };
  return { content, lost };
}

const notes = new Map<string, readonly string[]>();
whenCachesDrop(() => notes.clear());

/** What the person should know about where a draft comes from. It is kept as long as the page is not loaded anew. */
export function noteDraft(draftId: string, about: readonly string[]): void {
  notes.set(draftId, about);
}

/** Null for a draft that does not come from a copy. */
export function notesOfDraft(draftId: string): readonly string[] | null {
  return notes.get(draftId) ?? null;
}
