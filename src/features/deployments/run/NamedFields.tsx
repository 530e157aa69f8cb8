import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { TextField } from '#src/ui/TextField.tsx';
import type { SolutionVersion } from '../deployment-queries.ts';
import type { RunField, RunForm } from './run-form.ts';
import styles from './RunFields.module.css';

type Which = { name: string; version: string; owner: string };

const messages = i18n('namedRunFields', {
  name: 'Name',
  version: 'Version',
  versionHint: 'Empty: the version deployed last, which need not have the highest number',
  owner: 'Owner',
  ownerHint: 'Empty: public (IB_DEPLOYED). A private solution is found by its owner’s username only',
  lastVersion: 'the version deployed last',
  lastKnown: params<{ version: string }>('the version deployed last (here: {version})'),
  givenVersion: params<{ version: string }>('version {version}'),
  publicOwner: 'public (IB_DEPLOYED)',
  givenOwner: params<{ owner: string }>('of {owner}'),
  which: params<Which>('Runs “\u2068{name}\u2069”: {version}, {owner}.'),
  noName: '…',
});

/** Which solution a run by name means, with what is taken where nothing is said. */
export function NamedFields({
  form,
  errorOf,
  newestVersion,
  onField,
}: {
  form: RunForm;
  errorOf: (field: RunField) => string | null;
  /** The version deployed last of the solution that the dialog was opened from; null where it is not known. */
  newestVersion: Pick<SolutionVersion, 'name' | 'owner' | 'version'> | null;
  onField: (field: 'name' | 'version' | 'owner', value: string) => void;
}) {
  const t = useMessages(messages);
  const [name, version, owner] = [form.name.trim(), form.version.trim(), form.owner.trim()];
  const isKnown =
    newestVersion !== null && newestVersion.name === name && newestVersion.owner === (owner || 'IB_DEPLOYED');
  const versionWords =
    version !== ''
      ? t.givenVersion({ version })
      : isKnown
        ? t.lastKnown({ version: newestVersion.version })
        : t.lastVersion;
  return (
    <>
      <TextField
        label={t.name}
        value={form.name}
        autoComplete="off"
        error={errorOf('name')}
        onChange={(event) => onField('name', event.target.value)}
      />
      <div className={styles['pair']}>
        <TextField
          label={t.version}
          hint={t.versionHint}
          value={form.version}
          autoComplete="off"
          spellCheck={false}
          error={errorOf('version')}
          onChange={(event) => onField('version', event.target.value)}
        />
        <TextField
          label={t.owner}
          hint={t.ownerHint}
          value={form.owner}
          autoComplete="off"
          spellCheck={false}
          error={errorOf('owner')}
          onChange={(event) => onField('owner', event.target.value)}
        />
      </div>
      <output className={styles['which']}>
        {t.which({
          name: name || t.noName,
          version: versionWords,
          owner: owner === '' ? t.publicOwner : t.givenOwner({ owner }),
        })}
      </output>
    </>
  );
}
