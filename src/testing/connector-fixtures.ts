import type { AuthenticationMethod, ConnectorForm, CredentialCheck } from '#contract/connectors.ts';
import type { ConnectorDraft } from '#contract/endpoints/connectors.ts';
import type {
  Connector,
  ConnectorInstance,
  ConnectorListData,
  MarketplaceData,
  MarketplaceEntry,
} from '#src/features/connectors/connector-queries.ts';
import type { ConnectorInstanceDetail } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceRow, outcome } from './fixtures.ts';

/** A row of an instance of a connector; in use by `useCount` flows, by none without it. */
export function connectorRow(change: Partial<InstanceRowData> = {}): InstanceRowData {
  const useCount = change.useCount === undefined ? 0 : change.useCount;
  return instanceRow({
    vendor: 'patchworks',
    status: useCount ? 'in_use' : 'unused',
    templateId: '12',
    templateName: 'Shopkit',
    ...change,
    useCount,
  });
}

/** An instance as the list of connectors shows it. */
export function connectorInstance(
  row: Partial<InstanceRowData> = {},
  change: Partial<Omit<ConnectorInstance, 'row'>> = {},
): ConnectorInstance {
  return {
    row: connectorRow(row),
    rateLimitAmount: 240,
    rateLimitUnit: 'minute',
    poolName: null,
    lastCheckedAt: '2026-01-02T03:04:05.000Z',
    ...change,
  };
}

export function connector(change: Partial<Connector> = {}): Connector {
  return {
    id: '12',
    name: 'Shopkit',
    category: 'eCommerce',
    version: '4.0',
    newerVersion: null,
    instances: [],
    ...change,
  };
}

export function connectorList(
  nodes: Connector[],
  change: Partial<ConnectorListData> = {},
): { connectors: ConnectorListData } {
  return { connectors: { nodes, outcome: connectorOutcome(), ...change } };
}

export function marketplaceEntry(change: Partial<MarketplaceEntry> = {}): MarketplaceEntry {
  return {
    id: '71',
    name: 'Ledgerly',
    description: 'Keeps books.',
    category: 'Accounting',
    version: '2.1',
    isInstalled: false,
    ...change,
  };
}

export function marketplace(
  nodes: MarketplaceEntry[],
  change: Partial<MarketplaceData> = {},
): { marketplace: MarketplaceData } {
  return { marketplace: { nodes, outcome: connectorOutcome(), ...change } };
}

export function connectorOutcome(change: Partial<ConnectorListData['outcome']> = {}): ConnectorListData['outcome'] {
  return outcome({ vendor: 'patchworks', ...change });
}

/** What the vendor says about one instance: two flows use it, one of them disabled, and the newest run failed. */
export function connectorInstanceDetail(change: Partial<ConnectorInstanceDetail> = {}): ConnectorInstanceDetail {
  return {
    connectorId: '12',
    connectorName: 'Shopkit',
    details: {
      name: 'Shop Sweden',
      timeZone: 'Europe/Stockholm',
      dateFormat: 'c',
      rateLimitAmount: 240,
      rateLimitUnit: 'minute',
      poolId: null,
    },
    pools: [],
    methodName: 'API key',
    methodKind: 'fields',
    fields: [
      {
        key: 'store',
        label: 'Store',
        required: true,
        advanced: false,
        secret: false,
        hasValue: true,
        value: 'sweden',
      },
      { key: 'api_key', label: 'API key', required: true, advanced: false, secret: true, hasValue: true, value: null },
    ],
    lastCheckedAt: '2026-01-02T03:04:05.000Z',
    updatedAt: '2026-01-02T03:04:05.000Z',
    flows: [
      {
        id: '501',
        name: 'Orders to ledger',
        isEnabled: true,
        steps: [{ id: '9001', name: 'Get orders' }],
        vendorUrl: 'https://app.patchworks.test/flows/501',
      },
      { id: '502', name: 'Old stock', isEnabled: false, steps: [{ id: '9002', name: 'Stock' }], vendorUrl: null },
    ],
    runs: [
      {
        id: 'r2',
        flowId: '501',
        flowName: 'Orders to ledger',
        state: 'failed',
        startedAt: '2026-01-04T08:00:00.000Z',
        finishedAt: '2026-01-04T08:00:05.000Z',
        message: '401 from the shop',
      },
      {
        id: 'r1',
        flowId: '501',
        flowName: 'Orders to ledger',
        state: 'succeeded',
        startedAt: '2026-01-03T08:00:00.000Z',
        finishedAt: '2026-01-03T08:00:05.000Z',
        message: null,
      },
    ],
    runsProblemCode: null,
    ...change,
  };
}

/** A way to sign in with a store and a key; its version is advanced. */
export const keyMethod: AuthenticationMethod = {
  id: '31',
  name: 'API key',
  kind: 'fields',
  typeName: 'Token',
  fields: [
    { key: 'store.domain', label: 'Store domain', required: true, advanced: false, secret: false, defaultValue: null },
    { key: 'api_key', label: 'API key', required: true, advanced: false, secret: true, defaultValue: null },
    { key: 'version', label: 'API version', required: true, advanced: true, secret: false, defaultValue: '2026-01' },
  ],
};

/** A way to sign in on the third party's own page. */
export const consentMethod: AuthenticationMethod = {
  id: '32',
  name: 'Sign in with Shopkit',
  kind: 'consent',
  typeName: 'OAuth 2',
  fields: [{ key: 'shop', label: 'Shop', required: false, advanced: false, secret: false, defaultValue: null }],
};

/** A way to sign in that asks for nothing. */
export const openMethod: AuthenticationMethod = { id: '33', name: 'Open', kind: 'none', typeName: null, fields: [] };

/** What the wizard needs to know of a connector. */
export function connectorForm(change: Partial<ConnectorForm> = {}): ConnectorForm {
  return {
    connector: { id: '12', name: 'Shopkit' },
    defaults: { timeZone: 'UTC', dateFormat: 'c', rateLimitAmount: 240, rateLimitUnit: 'minute', poolId: null },
    methods: [keyMethod],
    pools: [],
    takenNames: ['Shop Sweden'],
    ...change,
  };
}

/** A draft that was just begun. */
export function connectorDraft(change: Partial<ConnectorDraft> = {}): ConnectorDraft {
  return {
    id: '6f0e3a52-2b7e-4f0e-8f3c-1f0d5a4c9b21',
    connectorId: '12',
    details: { name: '', ...connectorForm().defaults },
    methodId: '31',
    values: {},
    instanceId: null,
    ...change,
  };
}

/** A check that the third party answered with 401. */
export function credentialCheck(response: Partial<CredentialCheck['response']> = {}): CredentialCheck {
  return {
    request: {
      method: 'GET',
      url: 'https://sweden.shopkit.test/admin/shop.json',
      headers: { accept: 'application/json', 'x-shopkit-key': '********' },
      body: null,
    },
    response: {
      statusCode: 401,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"<b>invalid</b> credentials"}',
      message: null,
      ...response,
    },
  };
}
