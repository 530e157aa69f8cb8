import type { ConnectorForm, FieldValues, InstanceDetails } from '#contract/connectors.ts';
import type { ConnectorDraft, CredentialsOutcome } from '#contract/endpoints/connectors.ts';
import type { Person } from '#contract/people.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { DraftContent } from '../../platform/database/connector-tables.ts';
import type { FlowUseRecord, MarketplaceRecord } from '../../vendors/connectors.ts';
import type { Asking } from '../answering.ts';
import type { ConnectorContext } from './connector-context.ts';
import { type ConsentRow, findConsent } from './consents.ts';
import { changeCredentials } from './credentials.ts';
import { changeDetails } from './details.ts';
import { beginDraft, type DraftRow, findDraft, forgetDraft, keepDraft, readForm, shownDraft } from './drafts.ts';
import { finishConsent } from './finish-consent.ts';
import { changeFlowStep, type FlowStepChange } from './flow-steps.ts';
import { installConnector, removeConnector, updateConnector } from './installed.ts';
import { type Listed, type ListedConnector, listConnectors, listMarketplace } from './listing.ts';
import { makeInstance } from './making-instance.ts';

/**
 * Connectors that an account has installed, their instances, and instances in the making. Whether a person may is for the
 * caller to have asked. Everything throws `ConnectorRefusal` and `VendorError`.
 */
export interface Connectors {
  /** Null where no vendor has connectors. */
  list(accountId: string): Promise<Listed<ListedConnector> | null>;
  marketplace(accountId: string): Promise<Listed<MarketplaceRecord> | null>;
  install(asking: Asking, accountId: string, entryId: string): Promise<ListedConnector>;
  update(asking: Asking, accountId: string, connectorId: string): Promise<ListedConnector>;
  remove(asking: Asking, accountId: string, wanted: { connectorId: string; confirmation: string }): Promise<void>;

  beginDraft(
    person: Person,
    accountId: string,
    connectorId: string,
  ): Promise<{ draft: ConnectorDraft; form: ConnectorForm }>;
  findDraft(draftId: string): Promise<DraftRow | null>;
  readDraft(draft: DraftRow): Promise<{ draft: ConnectorDraft; form: ConnectorForm }>;
  keepDraft(draft: DraftRow, content: DraftContent): Promise<ConnectorDraft>;
  forgetDraft(draft: DraftRow): Promise<void>;
  makeInstance(asking: Asking, draftId: string, secrets: FieldValues): Promise<CredentialsOutcome>;

  changeDetails(
    asking: Asking,
    instance: IndexedInstance,
    input: { details: InstanceDetails; previous: InstanceDetails },
  ): Promise<void>;
  changeCredentials(asking: Asking, instance: IndexedInstance, values: FieldValues): Promise<CredentialsOutcome>;
  changeFlowStep(asking: Asking, instance: IndexedInstance, change: FlowStepChange): Promise<FlowUseRecord[]>;

  findConsent(state: string): Promise<ConsentRow | null>;
  finishConsent(asking: Asking, consent: ConsentRow, answer: { code: string; state: string }): Promise<string>;
}

export function createConnectors(context: ConnectorContext): Connectors {
  return {
    list: (accountId) => listConnectors(context, accountId),
    marketplace: (accountId) => listMarketplace(context, accountId),
    install: (asking, accountId, entryId) => installConnector(context, asking, accountId, entryId),
    update: (asking, accountId, connectorId) => updateConnector(context, asking, accountId, connectorId),
    remove: (asking, accountId, wanted) => removeConnector(context, asking, accountId, wanted),
    beginDraft: (person, accountId, connectorId) => beginDraft(context, person, accountId, connectorId),
    findDraft: (draftId) => findDraft(context, draftId),
    readDraft: async (draft) => ({ draft: shownDraft(draft), form: await readForm(context, draft) }),
    keepDraft: (draft, content) => keepDraft(context, draft, content),
    forgetDraft: (draft) => forgetDraft(context, draft),
    makeInstance: (asking, draftId, secrets) => makeInstance(context, asking, draftId, secrets),
    changeDetails: (asking, instance, input) => changeDetails(context, asking, instance, input),
    changeCredentials: (asking, instance, values) => changeCredentials(context, asking, instance, values),
    changeFlowStep: (asking, instance, change) => changeFlowStep(context, asking, instance, change),
    findConsent: (state) => findConsent(context, state),
    finishConsent: (asking, consent, answer) => finishConsent(context, asking, consent, answer),
  };
}
