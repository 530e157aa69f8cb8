import { removalWord } from '#contract/connectors.ts';
import { graphql } from '#src/api/graphql.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { mutate } from '#src/features/instances/instance-mutations.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { noteActivity, showToast } from '#src/ui/toast.ts';

const messages = i18n('changeConnector', {
  installed: params<{ name: string }>('{name} is installed'),
  updated: params<{ name: string; version: string }>('{name} is on version {version}'),
  updatedPlain: params<{ name: string }>('{name} is on the newest version'),
  removed: params<{ name: string }>('{name} was removed'),
  failed: params<{ name: string }>('{name} could not be changed'),
});

const install = graphql(`
  mutation InstallConnector($input: InstallConnectorInput!) {
    installConnector(input: $input) {
      connector {
        id
        name
      }
    }
  }
`);

const update = graphql(`
  mutation UpdateConnector($input: ConnectorInput!) {
    updateConnector(input: $input) {
      connector {
        id
        version
      }
    }
  }
`);

const remove = graphql(`
  mutation RemoveConnector($input: RemoveConnectorInput!) {
    removeConnector(input: $input) {
      id
    }
  }
`);

interface Named {
  id: string;
  name: string;
}

/** Installs an entry of the marketplace. Resolves to the problem, or null when it is installed. */
export async function installConnector({ id, name }: Named): Promise<ClientProblem | null> {
  return changed(name, async () => {
    await mutate(install, { input: { entryId: id } });
    const link = { to: `${paths.connectors.to()}?q=${encodeURIComponent(name)}`, name };
    showToast('on', messages.get().installed({ name }), undefined, { link });
  });
}

/** Moves a connector to the newest version. Resolves to the problem, or null when it is there. */
export async function updateConnector({ id, name }: Named): Promise<ClientProblem | null> {
  return changed(name, async () => {
    const { version } = (await mutate(update, { input: { id } })).updateConnector.connector;
    const t = messages.get();
    showToast('on', version === null ? t.updatedPlain({ name }) : t.updated({ name, version }));
  });
}

/** Removes a connector without instances. Resolves to the problem, or null when it is gone. */
export async function removeConnector({ id, name }: Named): Promise<ClientProblem | null> {
  return changed(name, async () => {
    await mutate(remove, { input: { id, confirmation: removalWord } });
    showToast('off', messages.get().removed({ name }));
  });
}

async function changed(name: string, act: () => Promise<void>): Promise<ClientProblem | null> {
  try {
    await act();
    return null;
  } catch (error) {
    // Said where it was pressed; in the list of what happened besides.
    const problem = problemOf(error);
    noteActivity('failed', messages.get().failed({ name }), problem.requestId ? { requestId: problem.requestId } : {});
    return problem;
  } finally {
    refresh('vendor');
  }
}
