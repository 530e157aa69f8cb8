import { vendors } from '#contract/vendors.ts';
import { listRefusedCredentials } from '../../accounts/refused-credentials.ts';
import { countActions } from '../../audit/count-actions.ts';
import { type LapsingRun, listFailedRuns } from '../../inventory/failed-runs.ts';
import { countHealths } from '../../inventory/health-counts.ts';
import { readOutcome } from '../../inventory/read-outcome.ts';
import { everything } from '../../inventory/sync.ts';
import { countHourlyEnds } from '../../operations/hourly-ends.ts';
import { midnightBefore } from '../../platform/database/midnight.ts';
import type { VendorAdapter } from '../../vendors/adapter.ts';
import { readVendorHealth, type VendorHealth } from '../../vendors/vendor-health.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { isForAdmin } from './admins-field.ts';
import type { Lapse, Resolvers, VendorOverview } from './schema.generated.ts';

const shownHours = 24;
const mostLapses = 100;
/** What is gone within a day is worth a look today. */
const soonMs = 24 * 60 * 60_000;

const neverAsked: VendorHealth = { state: 'unread', since: null, retryAt: null, answerMs: null };

/** How everything is, for administrators: from our own tables alone, so that it is there at once whatever a vendor does. */
export const overviewResolvers: Resolvers = {
  Query: {
    overview: async (_parent, { timeZone }, context) => {
      if (!(await isForAdmin(context, 'overview'))) return null;
      const { services } = context;
      const { database, clock } = services;
      const at = clock.now();
      const since = await midnightBefore(database, at, timeZone);
      if (since === null) throw new ProblemError('bad_input', { fields: { timeZone: 'unknown_value' } });
      const [ofVendors, hours, changes, lapses] = await Promise.all([
        vendorOverviews(services, at),
        countHourlyEnds(database, { until: at, hours: shownHours }),
        countActions(database, since),
        listLapses(services, at),
      ]);
      return { at, since, vendors: ofVendors, hours, changes, lapses };
    },
  },
};

async function vendorOverviews({ database, adapters }: Services, now: Date): Promise<VendorOverview[]> {
  const [healths, states] = await Promise.all([countHealths(database), readVendorHealth(database, now)]);
  return Promise.all(
    vendors
      .filter((vendor) => adapters.has(vendor))
      .map(async (vendor) => {
        const counts = healths.get(vendor) ?? [];
        const instanceCount = counts.reduce((sum, { count }) => sum + count, 0);
        const outcome = await readOutcome(database, { vendor, scopes: [everything], now, since: null });
        const isEmpty = outcome.state === 'ok' && instanceCount === 0;
        return {
          vendor,
          instanceCount,
          healths: counts,
          ...(states.get(vendor) ?? neverAsked),
          outcome: isEmpty ? { ...outcome, state: 'empty' } : outcome,
        };
      }),
  );
}

/** What is over comes first, then what is gone the soonest. */
async function listLapses({ database, adapters }: Services, now: Date): Promise<Lapse[]> {
  const refused = await listRefusedCredentials(database, mostLapses);
  const ofRuns = await Promise.all([...adapters.values()].map((adapter) => lapsesOfRuns(database, adapter, now)));
  const credentials = refused.map(({ vendor, since, ...account }): Lapse => ({
    kind: 'credential',
    vendor,
    account: accountOf(account),
    flowId: null,
    runId: null,
    vendorUrl: null,
    since,
    at: null,
  }));
  const coming = ofRuns.flat().toSorted((one, other) => Number(one.at) - Number(other.at));
  return [...credentials, ...coming].slice(0, mostLapses);
}

async function lapsesOfRuns(database: Services['database'], adapter: VendorAdapter, now: Date): Promise<Lapse[]> {
  const { vendor, connectors } = adapter;
  if (!connectors) return [];
  const { logsMs, payloadsMs } = connectors.runRetention;
  const about = async (kind: 'logs' | 'payloads', keptMs: number) => {
    const runs = await listFailedRuns(database, {
      vendor,
      failedAfter: new Date(now.getTime() - keptMs),
      failedBefore: new Date(now.getTime() - keptMs + soonMs),
      limit: mostLapses,
    });
    return runs.map((run) => toLapse(kind, keptMs, run, connectors.flowUrl(run)));
  };
  return (await Promise.all([about('logs', logsMs), about('payloads', payloadsMs)])).flat();
}

function toLapse(kind: 'logs' | 'payloads', keptMs: number, run: LapsingRun, vendorUrl: string | null): Lapse {
  const { vendor, flowId, runId, failedAt } = run;
  const at = new Date(failedAt.getTime() + keptMs);
  return { kind, vendor, account: accountOf(run), flowId, runId, vendorUrl, since: failedAt, at };
}

function accountOf(row: { accountId: string; accountExternalId: string; accountName: string }) {
  return { id: row.accountId, externalId: row.accountExternalId, name: row.accountName };
}
