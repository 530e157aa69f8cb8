import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { updateKinds } from '#contract/statuses.ts';
import { turnOf } from '#contract/update-decision.ts';
import { inScope } from './list-filter.ts';

/** What owners are told about a newer version. */
export interface StandingNotice {
  id: string;
  vendor: Vendor;
  templateId: string;
  message: string | null;
  sentAt: Date;
  personName: string;
}

/** Sends one in the place of the one that stands. Answers its id. */
export async function sendNotice(
  database: JackfieldDatabase,
  notice: { vendor: Vendor; templateId: string; message: string | null; personId: string },
  clock: Clock,
): Promise<string> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`notice:${notice.vendor}:${notice.templateId}`}, 0))`.execute(
      transaction,
    );
    await transaction
      .updateTable('upgrade_notices')
      .set({ ended_at: now })
      .where('vendor', '=', notice.vendor)
      .where('template_id', '=', notice.templateId)
      .where('ended_at', 'is', null)
      .execute();
    const { id } = await transaction
      .insertInto('upgrade_notices')
      .values({
        vendor: notice.vendor,
        template_id: notice.templateId,
        message: notice.message,
        person_id: notice.personId,
        sent_at: now,
        ended_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** Takes one back; false when it does not stand. */
export async function endNotice(database: JackfieldDatabase, id: string, clock: Clock): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('upgrade_notices')
    .set({ ended_at: clock.now() })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that a person has read one; false when it does not stand, or is about nothing that their account has. */
export async function readNotice(
  database: JackfieldDatabase,
  { id, personId, accountId }: { id: string; personId: string; accountId: string },
  clock: Clock,
): Promise<boolean> {
  const notice = await standing(database)
    .where('upgrade_notices.id', '=', id)
    .where((row) =>
      row.exists(
        row
          .selectFrom('instances')
          .whereRef('instances.vendor', '=', 'upgrade_notices.vendor')
          .whereRef('instances.template_id', '=', 'upgrade_notices.template_id')
          .where('instances.account_id', '=', accountId)
          .select('instances.id'),
      ),
    )
    .executeTakeFirst();
  if (!notice) return false;
  await database
    .insertInto('read_notices')
    .values({ notice_id: id, person_id: personId, read_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

export function listNotices(database: JackfieldDatabase): Promise<StandingNotice[]> {
  return standing(database).execute();
}

function standing(database: JackfieldDatabase) {
  return database
    .selectFrom('upgrade_notices')
    .innerJoin('people', 'people.id', 'upgrade_notices.person_id')
    .where('ended_at', 'is', null)
    .select([
      'upgrade_notices.id',
      'upgrade_notices.vendor',
      'upgrade_notices.template_id as templateId',
      'message',
      'sent_at as sentAt',
      'people.name as personName',
    ]);
}

/** Of what stands, what concerns an account: with how many of its instances wait for their owner, and only what this person has not read. */
export async function noticesFor(
  database: JackfieldDatabase,
  reader: { accountId: string; personId: string },
  hasUpgradeHook: boolean,
): Promise<(StandingNotice & { templateName: string; count: number })[]> {
  // Where an administrator may move versions the owner may as well, and is the one who is told.
  const kinds = updateKinds.filter((kind) => turnOf(kind, { hasUpgradeHook, movesVersions: false }) === 'owner');
  return standing(database)
    .innerJoin('instances', (join) =>
      join
        .onRef('instances.vendor', '=', 'upgrade_notices.vendor')
        .onRef('instances.template_id', '=', 'upgrade_notices.template_id'),
    )
    .where(inScope({ accountId: reader.accountId }))
    .where('instances.update_kind', 'in', kinds)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('read_notices')
            .whereRef('read_notices.notice_id', '=', 'upgrade_notices.id')
            .where('read_notices.person_id', '=', reader.personId)
            .select('read_notices.notice_id'),
        ),
      ),
    )
    .groupBy(['upgrade_notices.id', 'people.name'])
    .select((row) => [row.fn.max('instances.template_name').as('templateName'), row.fn.countAll<number>().as('count')])
    .orderBy('sent_at', 'desc')
    .execute();
}
