import { ownerFor } from '../../accounts/vendor-links.ts';
import { type HeardAnswer, listenToAnswers } from '../../platform/http/answer-listener.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { auditOutOfReach, isUuid, reachInstance } from '../reach-instance.ts';
import { withoutNamedSecrets } from '../runs/named-secrets.ts';
import { shownResult } from '../runs/shown-result.ts';
import type { Resolvers, VendorAnswer } from './schema.generated.ts';

/** An open page asks again whenever something changes; within this time that is one look. */
const oneLookMs = 15 * 60_000;

/** What the vendor itself answers, asked with the administrator's credential by the reader alone. */
export const debugAnswersResolvers: Resolvers = {
  Query: {
    debugAnswers: async (_parent, { id }, { services, person, requestId }) => {
      if (person.role !== 'admin') {
        if (isUuid(id)) await auditOutOfReach(services, person, `raw answers about instance ${id}`, requestId);
        return null;
      }
      const row = await reachInstance(services, person, id, requestId);
      const adapter = row && services.adapters.get(row.vendor);
      if (!row || !adapter) return null;
      await services.audit.appendOnceWithin(oneLookMs, {
        action: 'debug.view_raw',
        outcome: 'done',
        personId: person.id,
        accountId: row.account.id,
        instanceId: row.id,
        requestId,
      });
      const heard: HeardAnswer[] = [];
      try {
        const owner = await ownerFor(services.database, row.vendor, row.account.id, person);
        const found = await listenToAnswers(heard, () => adapter.reader.readInstance(owner, row.vendorId));
        return { answers: heard.map(toShown), problemCode: found === null ? 'gone' : null };
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        return { answers: heard.map(toShown), problemCode: error.code };
      }
    },
  },
};

function toShown({ method, path, operationName, status, json, tookMs }: HeardAnswer): VendorAnswer {
  const request = operationName === null ? `${method} ${path}` : `${method} ${path} ${operationName}`;
  if (json === undefined) return { request, status, tookMs, text: null, isShortened: false };
  const { content, isShortened } = shownResult(withoutNamedSecrets(json));
  return { request, status, tookMs, text: JSON.stringify(content, null, 2), isShortened };
}
