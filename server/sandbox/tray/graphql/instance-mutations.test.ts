import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { instanceFields, type ListedInstance, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';
import { seedSolutions } from '../seeds/solutions.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterAll(() => bed.stop());

const update = `mutation ($i: UpdateSolutionInstanceInput!) {
  updateSolutionInstance(input: $i) { solutionInstance { ${instanceFields} } } }`;
const upgrade = `mutation ($i: UpgradeSolutionInstanceInput!) {
  upgradeSolutionInstance(input: $i) { solutionInstance { ${instanceFields} } } }`;
const remove = 'mutation ($i: RemoveSolutionInstanceInput!) { removeSolutionInstance(input: $i) { clientMutationId } }';

const none = flags(false, false, false);

function flags(newer: boolean, user: boolean, system: boolean): ListedInstance['solutionVersionFlags'] {
  return {
    hasNewerVersion: newer,
    requiresUserInputToUpdateVersion: user,
    requiresSystemInputToUpdateVersion: system,
  };
}

async function find(token: string, id: string): Promise<ListedInstance | undefined> {
  return (await bed.instances(token)).find((instance) => instance.id === id);
}

async function connectAccount(token: string): Promise<string> {
  const answer = await bed.ask(
    token,
    `mutation { createUserAuthentication(input: {name: "Mine", serviceId: "slack", serviceEnvironmentId: "production",
      data: {token: "x"}}) { authenticationId } }`,
  );
  const payload = answer.data?.['createUserAuthentication'];
  return typeof payload === 'object' && payload && 'authenticationId' in payload
    ? String(payload.authenticationId)
    : '';
}

describe('enabling', () => {
  it('refuses missing values only when asked to, and keeps nothing of a refused change', async () => {
    const { token } = await bed.newUser('enabling');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const refused = await bed.ask(token, update, {
      i: { solutionInstanceId: id, enabled: true, errorOnEnablingWithMissingValues: true, instanceName: 'Lost' },
    });
    expect(refused.errors?.[0]).toMatchObject({
      path: ['updateSolutionInstance'],
      extensions: { code: 'missing_values' },
    });
    expect(await find(token, id)).toMatchObject({ name: 'An instance', enabled: false });
    await bed.ask(token, update, { i: { solutionInstanceId: id, enabled: true } });
    expect(await find(token, id)).toMatchObject({ enabled: true });
  });

  it('succeeds once every slot without default has a value', async () => {
    const { token } = await bed.newUser('filling');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const answer = await bed.ask(token, update, {
      i: {
        solutionInstanceId: id,
        enabled: true,
        errorOnEnablingWithMissingValues: true,
        authValues: [{ externalId: 'external_slack_authentication', authId: await connectAccount(token) }],
        configValues: [
          { externalId: 'external_slack_channel', value: '"#a"' },
          { externalId: 'external_alert_text', value: 'bare word' },
        ],
      },
    });
    expect(answer.errors).toBeUndefined();
    expect(await find(token, id)).toMatchObject({ enabled: true });
  });
});

describe('values', () => {
  it('merges partial lists by slot and returns them as they were sent', async () => {
    const { token } = await bed.newUser('merging');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const change = (configValues: unknown) => bed.ask(token, update, { i: { solutionInstanceId: id, configValues } });
    await change([
      { externalId: 'external_slack_channel', value: 'bare' },
      { externalId: 'external_minimum_amount', value: 12 },
    ]);
    await change([{ externalId: 'external_minimum_amount', value: { at: 3 } }]);
    expect((await find(token, id))?.configValues).toEqual([
      { externalId: 'external_slack_channel', value: 'bare' },
      { externalId: 'external_minimum_amount', value: '{"at":3}' },
    ]);
  });

  it('refuses slots the version does not have, and authentications of others', async () => {
    const { token } = await bed.newUser('strict');
    const other = await bed.newUser('strict-other');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const unknown = await bed.ask(token, update, {
      i: { solutionInstanceId: id, configValues: [{ externalId: 'external_nothing', value: '1' }] },
    });
    expect(unknown.errors?.[0]?.extensions.code).toBe('invalid_input');
    const foreign = await bed.ask(token, update, {
      i: {
        solutionInstanceId: id,
        authValues: [{ externalId: 'external_slack_authentication', authId: await connectAccount(other.token) }],
      },
    });
    expect(foreign.errors?.[0]?.extensions.code).toBe('not_found');
  });
});

describe('removing', () => {
  it('removes one’s own instance and refuses foreign and unknown ones', async () => {
    const { token } = await bed.newUser('removing');
    const other = await bed.newUser('removing-other');
    const id = await bed.createInstance(token, seedSolutions.healthCheck.id);
    const foreign = await bed.ask(other.token, remove, { i: { solutionInstanceId: id } });
    expect(foreign.errors?.[0]?.extensions.code).toBe('not_found');
    const mine = await bed.ask(token, remove, { i: { solutionInstanceId: id, clientMutationId: 'x' } });
    expect(mine.data).toEqual({ removeSolutionInstance: { clientMutationId: 'x' } });
    expect(await bed.instances(token)).toEqual([]);
    const again = await bed.ask(token, remove, { i: { solutionInstanceId: id } });
    expect(again.errors?.[0]?.extensions.code).toBe('not_found');
  });
});

let releases = 0;

async function published(requires: string[]): Promise<{ token: string; id: string; newest: number }> {
  releases += 1;
  const { token } = await bed.newUser(`versions-${requires.join('-')}-${releases}`);
  const solution = seedSolutions.tickets.id;
  const id = await bed.createInstance(token, solution);
  const answer = await bed.control('POST', '/versions', { solution, requires });
  const newest = typeof answer === 'object' && answer && 'version' in answer ? Number(answer.version) : 0;
  return { token, id, newest };
}

describe('versions', () => {
  it('rolls a version that asks nothing out two minutes after its release', async () => {
    const { token, id } = await published([]);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, false, false));
    bed.clock.advance(119_000);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, false, false));
    bed.clock.advance(2000);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(none);
  });

  it('moves an instance at once when it is upgraded without values, leaving `enabled` alone', async () => {
    const { token, id } = await published([]);
    await bed.ask(token, update, { i: { solutionInstanceId: id, enabled: true } });
    await bed.ask(token, upgrade, { i: { solutionInstanceId: id } });
    expect(await find(token, id)).toMatchObject({ enabled: true, solutionVersionFlags: none });
  });

  it('waits for the user however long it takes, and moves when the values come', async () => {
    const { token, id, newest } = await published(['user']);
    bed.clock.advance(600_000);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, true, false));
    const value = { externalId: `external_setting_${newest}`, value: '"x"' };
    const early = await bed.ask(token, update, { i: { solutionInstanceId: id, configValues: [value] } });
    expect(early.errors?.[0]?.extensions.code).toBe('invalid_input');
    await bed.ask(token, upgrade, { i: { solutionInstanceId: id, configValues: [value] } });
    expect(await find(token, id)).toMatchObject({ configValues: [value], solutionVersionFlags: none });
  });

  it('takes the system’s part and goes on waiting for the user', async () => {
    const { token, id, newest } = await published(['user', 'system']);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, true, true));
    const configValues = [{ externalId: `external_system_${newest}`, value: '"eu"' }];
    await bed.ask(token, upgrade, { i: { solutionInstanceId: id, configValues } });
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, true, false));
  });

  it('needs the system alone for a hidden slot', async () => {
    const { token, id, newest } = await published(['system']);
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, false, true));
    const configValues = [{ externalId: `external_system_${newest}`, value: '"eu"' }];
    await bed.ask(token, upgrade, { i: { solutionInstanceId: id, configValues } });
    expect((await find(token, id))?.solutionVersionFlags).toEqual(none);
  });

  it('goes on waiting for the system when an upgrade brings none of what it is to give', async () => {
    const { token, id } = await published(['system']);
    await bed.ask(token, upgrade, { i: { solutionInstanceId: id } });
    expect((await find(token, id))?.solutionVersionFlags).toEqual(flags(true, false, true));
  });

  it('refuses to publish for a Solution that is not there', async () => {
    await expect(bed.control('POST', '/versions', { solution: 'none', requires: [] })).rejects.toThrow('404');
  });
});
