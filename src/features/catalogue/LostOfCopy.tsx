import { formatList } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import type { ActivationChoices } from './activation-choices-query.ts';
import type { PrefilledSlots } from './given-values.ts';

type Names = { names: string };

const messages = i18n('lostOfCopy', {
  connections: params<Names>('You no longer have these connections, so others are needed: {names}.'),
  values: params<Names>('The solution no longer asks for these settings of the copy: {names}.'),
});

/** What of a copy cannot be used any more. */
export function LostOfCopy({ choices, prefilled }: { choices: ActivationChoices; prefilled: PrefilledSlots }) {
  const t = useMessages(messages);
  const { authentications, configSlots } = choices;
  // While the vendor does not say which there are, none is known to be gone.
  const gone = prefilled.connections.filter(
    ({ authenticationId }) => authentications?.every(({ id }) => id !== authenticationId) ?? false,
  );
  const unasked = prefilled.configValues.filter(({ externalId }) =>
    configSlots.every((slot) => slot.externalId !== externalId),
  );
  return (
    <>
      {gone.length > 0 && <p>{t.connections({ names: formatList(gone.map(({ name }) => name)) })}</p>}
      {unasked.length > 0 && <p>{t.values({ names: formatList(unasked.map(({ externalId }) => externalId)) })}</p>}
    </>
  );
}
