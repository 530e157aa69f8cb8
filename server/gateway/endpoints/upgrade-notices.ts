import { deleteUpgradeNotice, getUpgradeNotices, postUpgradeNotice } from '#contract/endpoints/upgrades.ts';
import type { Hono } from 'hono';
import { changeRefusal } from '../../accounts/ownership.ts';
import { endNotice, noticesFor, readNotice, sendNotice } from '../../inventory/upgrade-notices.ts';
import { demandOperator } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** What owners are told about newer versions that wait for them: sent by administrators, read by those who may act on it. */
export function addUpgradeNoticeEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { database, clock, audit, deployment } = services;

  app.post(postUpgradeNotice.path, async (context) => {
    const admin = await demandOperator(services, context, 'notices of upgrades');
    const { vendor, templateId, message } = await readBody(context, postUpgradeNotice);
    const template = await database
      .selectFrom('instances')
      .where('vendor', '=', vendor)
      .where('template_id', '=', templateId)
      .where('removed_at', 'is', null)
      .select('template_name as name')
      .limit(1)
      .executeTakeFirst();
    if (!template) throw new ProblemError('bad_input', { fields: { templateId: 'unknown_value' } });
    const words = message === undefined || message === '' ? null : message;
    const id = await sendNotice(database, { vendor, templateId, message: words, personId: admin.id }, clock);
    await audit.append({
      action: 'upgrade.notify',
      outcome: 'done',
      personId: admin.id,
      detail: template.name,
      requestId: context.get('requestId'),
    });
    return context.json({ id }, 201);
  });

  app.delete(deleteUpgradeNotice.path, async (context) => {
    const person = signedInPerson(context);
    const id = context.req.param('id') ?? '';
    if (!isUuid(id)) throw new ProblemError('not_found');
    if (person.account !== null) {
      const isRead = await readNotice(database, { id, personId: person.id, accountId: person.account.id }, clock);
      if (!isRead) throw new ProblemError('not_found');
      return context.json({ id });
    }
    const admin = await demandOperator(services, context, 'notices of upgrades');
    if (!(await endNotice(database, id, clock))) throw new ProblemError('not_found');
    await audit.append({
      action: 'upgrade.take_back',
      outcome: 'done',
      personId: admin.id,
      detail: id,
      requestId: context.get('requestId'),
    });
    return context.json({ id });
  });

  app.get(getUpgradeNotices.path, async (context) => {
    const person = signedInPerson(context);
    const { account } = person;
    // Who may only look cannot act on it, and an administrator has none of their own.
    if (account === null || changeRefusal(person, account.id) !== null) return context.json({ notices: [] });
    const reader = { accountId: account.id, personId: person.id };
    const notices = await noticesFor(database, reader, deployment.hasUpgradeHook);
    return context.json({
      notices: notices.map(({ id, vendor, templateId, templateName, message, sentAt, count }) => ({
        id,
        vendor,
        templateId,
        templateName,
        message,
        sentAt: sentAt.toISOString(),
        count,
      })),
    });
  });
}
