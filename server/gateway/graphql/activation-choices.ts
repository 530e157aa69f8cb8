import type { Vendor } from '#contract/vendors.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { findTemplate } from '../../inventory/catalogue.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import type { VendorReader } from '../../vendors/adapter.ts';
import { toProblemError } from '../problem-error.ts';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './schema.generated.ts';

/** What an account has that a new instance may use. Asked of the vendor with the account's own credential. */
export const activationChoiceResolvers: Resolvers = {
  Query: {
    authentications: async (_parent, { vendor }, context) => {
      const asked = await askForAccount(context, vendor, (reader, owner) => reader.listAuthentications(owner));
      return asked?.answer ?? null;
    },
    activationChoices: async (_parent, { vendor, templateId }, context) => {
      const template = await findTemplate(context.services.database, vendor, templateId);
      if (!template) return null;
      const asked = await askForAccount(context, vendor, async (reader, owner) => {
        const [authentications, used] = await Promise.all([
          reader.listAuthentications(owner),
          template.authSlots.length > 0 ? reader.listConnections(owner, templateId) : [],
        ]);
        return { authentications, used };
      });
      if (asked === null) return null;
      const { answer, problemCode } = asked;
      return {
        authSlots: template.authSlots.map(({ externalId, title }) => ({
          externalId,
          title,
          usedAuthenticationIds: usedIn(externalId, answer?.used ?? []),
        })),
        configSlots: template.configSlots,
        authentications: answer?.authentications ?? null,
        problemCode,
      };
    },
  },
};

function usedIn(slotId: string, used: { externalId: string; authenticationId: string }[]): string[] {
  const ids = used.filter(({ externalId }) => externalId === slotId).map(({ authenticationId }) => authenticationId);
  return [...new Set(ids)];
}

type Asked<Answer> = { answer: Answer; problemCode: null } | { answer: null; problemCode: string };

/** Null where the person has no account, as admins, or the vendor is not there at all. */
async function askForAccount<Answer>(
  { services, person }: GraphContext,
  vendor: Vendor,
  ask: (reader: VendorReader, owner: { vendorAccountId: string }) => Promise<Answer>,
): Promise<Asked<Answer> | null> {
  const reader = services.adapters.get(vendor)?.reader;
  if (!person.account || !reader) return null;
  try {
    const owner = await ownerAt(services.database, vendor, person.account.id);
    return { answer: await ask(reader, owner), problemCode: null };
  } catch (error) {
    await auditForeignRows(services.audit, error, person.account.id);
    const known = toProblemError(error);
    if (!known) throw error;
    return { answer: null, problemCode: known.problem.code };
  }
}
