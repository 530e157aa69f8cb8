import type { AuthenticationMethod, SystemTemplate } from '../catalogue/template.ts';
import { methodOf, templateOf } from '../catalogue/find-template.ts';
import type {
  ConnectorRow,
  ConnectorSettings,
  PendingAuthorisation,
  SettingsChange,
  SystemRow,
} from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid } from '../refusal.ts';
import { beginAuthorisation, type BegunAuthorisation, claimAuthorisation } from '../store/authorisations.ts';
import { insertConnector, methodOfConnector, requireConnector, updateConnector } from '../store/connectors.ts';
import { implementationsOf, listSystems } from '../store/systems.ts';
import { checkCredentials, type CredentialCheck, type Credentials, exchangeCode } from './check.ts';
import { type GivenVariable, mergeVariables } from './variables.ts';

/** Either it is stored, or the third party's consent is needed first. */
export type Saved =
  | { kind: 'stored'; connector: ConnectorRow }
  | { kind: 'consent'; authorisation: BegunAuthorisation };

/** The system and method that a create names, or a refusal that says which of the two is wrong. */
export async function requireMethod(
  services: PatchworksServices,
  companyId: number,
  ids: { system_id: number; authentication_implementation_id: number },
): Promise<{ system: SystemRow; template: SystemTemplate; method: AuthenticationMethod }> {
  const systems = await listSystems(services, companyId);
  const system = systems.find(({ id }) => id === ids.system_id);
  if (!system) throw invalid({ system_id: ['The selected system id is invalid.'] });
  const implementations = await implementationsOf(services, [system.id]);
  const implementation = implementations.find(({ id }) => id === ids.authentication_implementation_id);
  if (!implementation) {
    throw invalid({
      authentication_implementation_id: ['The selected authentication implementation id is invalid.'],
    });
  }
  const template = templateOf(system.template_id);
  return { system, template, method: methodOf(template, implementation.method) };
}

/** Stores a new instance, but only with credentials that the third party takes. */
export async function createConnector(
  services: PatchworksServices,
  companyId: number,
  wanted: {
    system_id: number;
    authentication_implementation_id: number;
    settings: ConnectorSettings;
    variables: readonly GivenVariable[];
    redirectUri: string | undefined;
  },
): Promise<Saved> {
  const { system, template, method } = await requireMethod(services, companyId, wanted);
  const values = mergeVariables(method, {}, wanted.variables);
  const { settings, system_id, authentication_implementation_id } = wanted;
  if (method.type === 'oauth2') {
    const pending = { kind: 'create' as const, system_id, authentication_implementation_id, settings, values };
    return begin(services, { companyId, template, redirectUri: wanted.redirectUri, pending });
  }
  await requirePassed(services, { template, method, values, accessToken: null });
  const implementationId = authentication_implementation_id;
  const connector = await insertConnector(services, { system, implementationId, settings, values, accessToken: null });
  return { kind: 'stored', connector };
}

/** Stores changes. Any credential among them, and all are checked together; only details, and nobody is asked. */
export async function changeConnector(
  services: PatchworksServices,
  connector: ConnectorRow,
  wanted: {
    settings: SettingsChange;
    variables: readonly GivenVariable[];
    redirectUri: string | undefined;
  },
): Promise<Saved> {
  const { settings, variables, redirectUri } = wanted;
  const { template, method } = await methodOfConnector(services, connector);
  const asksForConsent = method.type === 'oauth2' && redirectUri !== undefined;
  if (variables.length === 0 && !asksForConsent) {
    return { kind: 'stored', connector: await updateConnector(services, connector, settings) };
  }
  const values = mergeVariables(method, connector.variables, variables);
  if (method.type === 'oauth2') {
    const pending = { kind: 'update' as const, connector_id: connector.id, settings, values };
    return begin(services, { companyId: connector.company_id, template, redirectUri, pending });
  }
  await requirePassed(services, { template, method, values, accessToken: null });
  return {
    kind: 'stored',
    connector: await updateConnector(services, connector, settings, { values, accessToken: null }),
  };
}

/** Ends an OAuth 2 sign-in: code for token, token checked, instance stored. The state is spent whatever comes of it. */
export async function finishAuthorisation(
  services: PatchworksServices,
  companyId: number,
  given: { state: string; code: string },
): Promise<{ connector: ConnectorRow; isNew: boolean }> {
  const pending = await claimAuthorisation(services, companyId, given);
  if (pending.kind === 'update') {
    const connector = await requireConnector(services, companyId, pending.connector_id);
    const { template, method } = await methodOfConnector(services, connector);
    const accessToken = await requireToken(services, template, given.code);
    const { settings, values } = pending;
    await requirePassed(services, { template, method, values, accessToken });
    return {
      connector: await updateConnector(services, connector, settings, { values, accessToken }),
      isNew: false,
    };
  }
  const { system, template, method } = await requireMethod(services, companyId, pending);
  const accessToken = await requireToken(services, template, given.code);
  const { settings, values, authentication_implementation_id: implementationId } = pending;
  await requirePassed(services, { template, method, values, accessToken });
  return {
    connector: await insertConnector(services, { system, implementationId, settings, values, accessToken }),
    isNew: true,
  };
}

async function begin(
  services: PatchworksServices,
  target: {
    companyId: number;
    template: SystemTemplate;
    redirectUri: string | undefined;
    pending: PendingAuthorisation;
  },
): Promise<Saved> {
  const { companyId, template, redirectUri, pending } = target;
  if (redirectUri === undefined) throw invalid({ redirect_uri: ['The redirect uri field is required.'] });
  if (!isOwnReturn(redirectUri)) throw invalid({ redirect_uri: ['The redirect uri is not one that is registered.'] });
  const authorisation = await beginAuthorisation(services, { companyId, slug: template.slug, redirectUri, pending });
  return { kind: 'consent', authorisation };
}

/** Registered is the dashboard's own return page on this machine, whatever port it has taken. */
function isOwnReturn(redirectUri: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/return$/.test(redirectUri);
}

async function requireToken(services: PatchworksServices, template: SystemTemplate, code: string): Promise<string> {
  const token = await exchangeCode(services, template, code);
  if (token === undefined) throw invalid({ code: [`${template.name} did not take the code.`] });
  return token;
}

async function requirePassed(services: PatchworksServices, credentials: Credentials): Promise<void> {
  const check = await checkCredentials(services, credentials);
  if (check.passed) return;
  throw invalid({ variables: [failureText(credentials.template, check)] }, { code: 'authentication_failed', check });
}

function failureText({ name }: SystemTemplate, { response }: CredentialCheck): string {
  return response.status_code === null
    ? `The credentials could not be checked: ${name} timed out.`
    : `The credentials were not accepted: ${name} answered ${response.status_code}.`;
}
