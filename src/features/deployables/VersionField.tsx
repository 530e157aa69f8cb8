import type { PublishedVersion } from '#contract/deployables.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { SelectField } from '#src/ui/SelectField.tsx';
import { lineOfVersion, noteOfVersion, versionWords } from './version-words.ts';

const messages = i18n('versionField', { label: 'Version' });

/** Which published version: the newest stands on top, and below the field what its maker says about the chosen one. */
export function VersionField({
  versions,
  newestId,
  value,
  error,
  onChange,
}: {
  versions: readonly PublishedVersion[];
  newestId: string | undefined;
  value: string;
  error?: string | null;
  onChange: (versionId: string) => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(versionWords);
  const chosen = versions.find(({ versionId }) => versionId === value);
  const options = versions.map((version) => ({
    value: version.versionId,
    label: lineOfVersion(words, version, version.versionId === newestId),
  }));
  return (
    <SelectField
      label={t.label}
      value={value}
      groups={[{ label: '', options }]}
      hint={noteOfVersion(words, chosen)}
      error={error}
      onChange={onChange}
    />
  );
}
