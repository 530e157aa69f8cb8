import type { Case, ConnectorSubject } from './authorisation-case.ts';
import { changing, graph, mayaAlone, ownPeople, rest, rows } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

const inputTypes: Record<string, string> = { updateConnector: 'ConnectorInput' };

function ofConnector(
  field: string,
  answer: string,
  input: (connectors: ConnectorSubject) => Record<string, unknown>,
): Case['ask'] {
  const type = inputTypes[field] ?? `${field[0]?.toUpperCase() ?? ''}${field.slice(1)}Input`;
  return graph(
    `mutation ($input: ${type}!) { ${field}(input: $input) ${selectEveryField(answer)} }`,
    ({ connectors }) => ({ input: input(connectors) }),
  );
}

/** Every route and every field that is about connectors. */
export const connectorCases: Record<string, Case> = {
  'POST /api/connector-drafts': {
    ask: rest(
      'POST',
      () => '/api/connector-drafts',
      ({ connectors }) => ({ connectorId: connectors.connectorId }),
    ),
    told: ownPeople,
  },
  'GET /api/connector-drafts/:id': {
    ask: rest('GET', ({ connectors }) => `/api/connector-drafts/${connectors.drafts.kept}`),
    told: mayaAlone,
  },
  'PUT /api/connector-drafts/:id': {
    ask: rest(
      'PUT',
      ({ connectors }) => `/api/connector-drafts/${connectors.drafts.kept}`,
      ({ connectors }) => ({ details: connectors.details, methodId: null, values: {} }),
    ),
    told: mayaAlone,
  },
  'DELETE /api/connector-drafts/:id': {
    ask: rest('DELETE', ({ connectors }) => `/api/connector-drafts/${connectors.drafts.forgotten}`),
    told: mayaAlone,
  },
  'POST /api/connector-drafts/:id/instance': {
    ask: rest(
      'POST',
      ({ connectors }) => `/api/connector-drafts/${connectors.drafts.made}/instance`,
      () => ({ secrets: { access_token: 'sandbox-secret' } }),
    ),
    told: mayaAlone,
  },
  'POST /api/connector-instances/:id/credentials': {
    ask: rest(
      'POST',
      ({ connectors }) => `/api/connector-instances/${connectors.step.toInstanceId}/credentials`,
      () => ({ values: { access_token: 'sandbox-secret' } }),
    ),
    told: ownPeople,
  },
  'Query.connectors': {
    ask: graph(`{ connectors ${selectEveryField('ConnectorList')} }`),
    told: { ...rows, priya: 'null' },
  },
  'Query.marketplace': {
    ask: graph(`{ marketplace ${selectEveryField('Marketplace')} }`),
    told: { ...rows, priya: 'null' },
  },
  'Mutation.updateConnectorInstance': {
    ask: ofConnector('updateConnectorInstance', 'ConnectorInstancePayload', ({ instanceId, details }) => ({
      id: instanceId,
      details: { ...details, dateFormat: 'd/m/Y' },
      previous: details,
    })),
    told: changing,
  },
  'Mutation.changeFlowStep': {
    ask: ofConnector('changeFlowStep', 'FlowStepPayload', ({ step }) => step),
    told: changing,
  },
  // Everybody installs for their own company.
  'Mutation.installConnector': {
    ask: ofConnector('installConnector', 'ConnectorPayload', ({ entryId }) => ({ entryId })),
    told: { ...ownPeople, tomas: 'ok' },
  },
  'Mutation.updateConnector': {
    ask: ofConnector('updateConnector', 'ConnectorPayload', ({ outdatedId }) => ({ id: outdatedId })),
    told: ownPeople,
  },
  'Mutation.removeConnector': {
    ask: ofConnector('removeConnector', 'RemoveConnectorPayload', ({ emptyId }) => ({
      id: emptyId,
      confirmation: 'confirm',
    })),
    told: ownPeople,
  },
};
