import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import type { TestServer } from '#server/testing/test-server.ts';
import type { PersonKey, Subject } from './authorisation-case.ts';
import { layOutExport } from './audit-subjects.ts';
import { layOutBulks } from './bulk-subjects.ts';
import { layOutNorthwindsConnectors } from './connector-subjects.ts';
import { addNorthwindsDeployables, layOutNorthwindsDeployables } from './deployable-subjects.ts';
import { layOutNorthwindsDeployments } from './deployment-subjects.ts';
import { leaveOperations } from './left-operations.ts';

export interface AuthorisationBed {
  /** What each of the people asks about. All of it is Northwind's. */
  subjects: Record<PersonKey, Subject>;
  /** Everything by which Northwind's things could be recognised in an answer. */
  northwindWords: string[];
}

/** Northwind as the cases need it: with something unfinished, something to retry, to stop and to undo. */
export async function layOutNorthwind(server: TestServer): Promise<AuthorisationBed> {
  await addNorthwindsDeployables(server);
  await server.services.sync.readEverything();
  const maya = await server.signIn('maya');
  const { data } = await maya.graph<{
    instances: {
      nodes: { id: string; vendor: string; vendorId: string; name: string; templateId: string; templateName: string }[];
    };
  }>('{ instances(first: 100) { nodes { id vendor vendorId name templateId templateName } } }');
  const found = (name: string) => {
    const instance = data.instances.nodes.find((node) => node.name === name);
    if (!instance) throw new Error(`the seeds have no ${name}`);
    return instance;
  };
  const opened = await maya.request('POST', '/api/wizard-sessions', { instanceId: found('Sales digest').id });
  const { wizardSession } = (await opened.json()) as { wizardSession: { id: string; operation: { id: string } } };
  const [authentication] = await (await actAtTray(server.trayOrigin, 'northwind')).authentications();
  const authenticationId = authentication?.id ?? '';
  const dialog = await maya.request('POST', '/api/auth-dialogs', { use: 'edit', authenticationId });
  const { authDialog } = (await dialog.json()) as { authDialog: { id: string } };
  const unfinished = { filled: found('New hires').id, bare: found('Order alerts for wholesale').id };
  await (await actAtTray(server.trayOrigin, 'northwind')).fill(found('New hires').vendorId);
  // The index must not lose sight of it when it sees the values.
  await server.services.database
    .updateTable('instances')
    .set({ awaiting_set_up: true })
    .where('id', '=', unfinished.filled)
    .execute();
  const left = (names: [string, string, string]) =>
    leaveOperations(
      server,
      names.map((name) => found(name).id),
    );
  const ofOwner = await left([
    'Order alerts for the Nordic team',
    'Contacts of the partner programme',
    'Order alerts, old channel',
  ]);
  const ofAdmin = await left([
    'Invoice approvals, head office',
    'Shop orders to NetSuite',
    'Contacts of the trade fair',
  ]);
  const session = await maya.request('GET', '/api/session');
  const { person: who } = (await session.json()) as { person: { id: string; account: { id: string } } };
  const own = await maya.request('GET', '/api/sessions');
  const [{ id: sessionId }] = ((await own.json()) as { sessions: [{ id: string }] }).sessions;
  const connectors = await layOutNorthwindsConnectors(maya, (name) => found(name).id);
  const deployables = await layOutNorthwindsDeployables(maya, found);
  const deployments = await layOutNorthwindsDeployments(server);
  const exportId = await layOutExport(server);
  const bulks = await layOutBulks(server, found('Contacts: Salesforce to HubSpot').id);
  const subjectOf = (name: string, configSlotId: string, actionable = ofOwner): Subject => ({
    connectors: actionable === ofOwner ? connectors.ofOwner : connectors.ofAdmin,
    deployables: actionable === ofOwner ? deployables.ofOwner : deployables.ofAdmin,
    deployments,
    exportId,
    bulks,
    actionable,
    configSlotId,
    unfinished,
    instanceId: found(name).id,
    name,
    operationId: wizardSession.operation.id,
    wizardSessionId: wizardSession.id,
    authDialogId: authDialog.id,
    authenticationId,
    templateId: found(name).templateId,
    accountId: who.account.id,
    personId: who.id,
    sessionId,
  });
  const ofMaya = subjectOf('Order alerts in #orders', 'external_slack_channel');
  const subjects = {
    nobody: ofMaya,
    maya: ofMaya,
    jonas: ofMaya,
    tomas: ofMaya,
    priya: subjectOf('Contacts: Salesforce to HubSpot', 'external_contact_filter', ofAdmin),
  };
  const northwindWords = [
    ...data.instances.nodes.map((node) => node.id),
    // Some are called like what everybody may activate.
    ...data.instances.nodes.flatMap((node) =>
      // Fabrikam has deployed the same version of the same name.
      node.name === node.templateName || node.name === 'Claims intake 1.1.0' ? [] : [JSON.stringify(node.name)],
    ),
    // Those of Patchworks are small numbers, which turn up anywhere.
    ...data.instances.nodes.flatMap((node) => (node.vendor === 'tray' ? [node.vendorId] : [])),
    ...Object.values(connectors.ofOwner.drafts),
    wizardSession.id,
    wizardSession.operation.id,
    authDialog.id,
    authenticationId,
    ...Object.values(ofOwner),
    'northwind',
    'Northwind',
    'trayapp.io',
  ];
  return { subjects, northwindWords };
}
