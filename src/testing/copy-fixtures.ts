import { type ConfigurationCopy, copyFormat } from '#contract/configuration-copy.ts';

/** A copy of an instance that a wizard filled, of Northwind's. */
export function configurationCopy(change: Partial<ConfigurationCopy> = {}): ConfigurationCopy {
  return {
    format: copyFormat,
    version: 1,
    takenAt: '2026-01-05T10:00:00.000Z',
    instance: { id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b01', vendorId: 'tray-1', name: 'Orders of Lund' },
    account: { externalId: 'northwind', name: 'Northwind' },
    template: { vendor: 'tray', id: 'solution-1', name: 'Orders to chat', versionId: null, version: null },
    content: {
      kind: 'slots',
      configValues: [
        { externalId: 'channel', value: '"#lund"' },
        { externalId: 'limit', value: '7' },
      ],
      connections: [{ externalId: 'slack', authenticationId: 'a-2', name: 'Slack of Maya' }],
    },
    leftOut: [],
    ...change,
  };
}

/** A file as a person chooses it. */
export function copyFile(content: unknown, name = 'copy.jackfield.json'): File {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return new File([text], name, { type: 'application/json' });
}
