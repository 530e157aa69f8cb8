import type { AuthSlot, ConfigSlot, SourceWorkflow, VersionDefinition } from '../database/tables.ts';
import { nameBasedUuid } from '../../name-based-uuid.ts';

/** A Solution of the first seeding. The first in the list is the first in the catalogue. */
export interface SeedSolution {
  id: string;
  title: string;
  description: string | null;
  tags: string[];
  customFields: { key: string; value: string }[];
  /** Version 1, 2 and so on. */
  versions: VersionDefinition[];
  /** Stored config values of a filled instance, by slot. */
  examples: Record<string, string>;
}

const auth = (service: string, title: string): AuthSlot => ({
  externalId: `external_${service}_authentication`,
  title,
  service,
});

const config = (name: string, title: string, defaultValue = ''): ConfigSlot => ({
  externalId: `external_${name}`,
  title,
  defaultValue,
  hidden: false,
});

const systemConfig = (name: string, title: string, defaultValue: string): ConfigSlot => ({
  ...config(name, title, defaultValue),
  hidden: true,
});

const workflow = (name: string, webhook: boolean): SourceWorkflow => ({
  id: nameBasedUuid(`workflow:${name}`),
  name,
  webhook,
});

const firstVersion = (parts: Partial<VersionDefinition>): VersionDefinition => ({
  authSlots: [],
  configSlots: [],
  workflows: [],
  neededFromUser: [],
  neededFromSystem: [],
  ...parts,
});

/** The next version: everything of the one before, plus config slots, plus what reaching it takes. */
function nextVersion(
  before: VersionDefinition,
  added: ConfigSlot[],
  needs: { user?: string[]; system?: string[] },
): VersionDefinition {
  return {
    ...before,
    configSlots: [...before.configSlots, ...added],
    neededFromUser: needs.user ?? [],
    neededFromSystem: needs.system ?? [],
  };
}

const slackAlerts = firstVersion({
  authSlots: [auth('slack', 'Slack workspace')],
  configSlots: [
    config('slack_channel', 'Channel for alerts'),
    config('alert_text', 'Text of the alert'),
    config('minimum_amount', 'Smallest order to report', '50'),
  ],
  workflows: [workflow('Watch for new orders', true), workflow('Post to Slack', false)],
});

const contacts = firstVersion({
  authSlots: [auth('salesforce', 'Salesforce account'), auth('hubspot', 'HubSpot account')],
  configSlots: [
    config('contact_filter', 'Only contacts whose owner is'),
    config('sync_frequency', 'How often', '"hourly"'),
  ],
  workflows: [workflow('Contact sync', false)],
});

const approvals = firstVersion({
  authSlots: [auth('teams', 'Microsoft Teams account')],
  configSlots: [config('approvers', 'Team that approves'), config('approval_limit', 'Approve up to', '1000')],
  workflows: [workflow('Invoice received', true), workflow('Ask for approval', false)],
});

const orders = firstVersion({
  authSlots: [auth('shopify', 'Shopify shop'), auth('netsuite', 'NetSuite account')],
  configSlots: [config('subsidiary', 'NetSuite subsidiary'), config('tax_code', 'Tax code', 'standard')],
  workflows: [workflow('Order webhook', true), workflow('Nightly reconciliation', false)],
});

const digest = firstVersion({
  configSlots: [
    config('digest_hour', 'Hour of the day', '8'),
    config('digest_recipient', 'Recipient', '"sales@example.com"'),
  ],
  workflows: [workflow('Send digest', false)],
});

const tickets = firstVersion({
  authSlots: [auth('zendesk', 'Zendesk account'), auth('jira', 'Jira site')],
  configSlots: [config('jira_project', 'Jira project key'), config('escalation_tag', 'Tag to look for', '"escalate"')],
  workflows: [workflow('Ticket tagged', true)],
});

const payouts = firstVersion({
  authSlots: [auth('stripe', 'Stripe account'), auth('quickbooks', 'QuickBooks company')],
  configSlots: [
    config('payout_account', 'Account for payouts'),
    config('field_mapping', 'Field mapping', '{"fee":"6100"}'),
  ],
  workflows: [workflow('Payout paid', true)],
});

const newHires = firstVersion({
  authSlots: [auth('bamboohr', 'BambooHR account'), auth('google', 'Google Workspace')],
  configSlots: [config('mail_domain', 'Mail domain'), config('welcome_group', 'Group for newcomers', 'null')],
  workflows: [workflow('New employee', false)],
});

function solution(
  key: string,
  versions: VersionDefinition[],
  parts: Pick<SeedSolution, 'title' | 'tags' | 'examples'> & Partial<SeedSolution>,
): SeedSolution {
  return {
    id: nameBasedUuid(`solution:${key}`),
    description: null,
    customFields: [],
    ...parts,
    versions,
  };
}

/** All Solutions of the first seeding, by the key that the seeded instances use. */
export const seedSolutions = {
  slackAlerts: solution('slack-alerts', [slackAlerts, nextVersion(slackAlerts, [], {})], {
    title: 'Slack alerts for new orders',
    description: 'Posts a message to a Slack channel as soon as an order comes in.',
    tags: ['chat', 'orders'],
    customFields: [{ key: 'category', value: 'Communication' }],
    examples: { external_slack_channel: '"#orders"', external_alert_text: '"A new order is in"' },
  }),
  contacts: solution(
    'contacts',
    [
      contacts,
      nextVersion(contacts, [config('hubspot_pipeline', 'HubSpot pipeline')], { user: ['external_hubspot_pipeline'] }),
    ],
    {
      title: 'Sync Salesforce contacts to HubSpot',
      description: 'Keeps HubSpot contacts in step with Salesforce, both ways.',
      tags: ['crm', 'sync'],
      customFields: [
        { key: 'category', value: 'Sales' },
        { key: 'level', value: 'advanced' },
      ],
      examples: { external_contact_filter: 'maya@northwind.example', external_hubspot_pipeline: '"default"' },
    },
  ),
  approvals: solution(
    'approvals',
    [
      approvals,
      nextVersion(approvals, [systemConfig('ledger_id', 'Ledger', '"main"')], { system: ['external_ledger_id'] }),
    ],
    {
      title: 'Invoice approvals in Teams',
      description: 'Asks the right people in Microsoft Teams before an invoice is paid.',
      tags: ['finance', 'chat'],
      customFields: [{ key: 'category', value: 'Finance' }],
      examples: { external_approvers: '"Accounts payable"', external_ledger_id: '"main"' },
    },
  ),
  orders: solution(
    'orders',
    [
      orders,
      nextVersion(orders, [config('warehouse', 'Warehouse'), systemConfig('region', 'Region', '"eu"')], {
        user: ['external_warehouse'],
        system: ['external_region'],
      }),
    ],
    {
      title: 'Shopify orders to NetSuite',
      description: 'Books each Shopify order as a NetSuite sales order and reconciles them every night.',
      tags: ['orders', 'erp'],
      customFields: [{ key: 'category', value: 'Commerce' }],
      examples: {
        external_subsidiary: '"Northwind Europe"',
        external_warehouse: '"Rotterdam"',
        external_region: '"eu"',
      },
    },
  ),
  digest: solution('digest', [digest], {
    title: 'Daily sales digest',
    description: 'Mails a summary of yesterday, every morning.',
    tags: ['reports'],
    customFields: [{ key: 'category', value: 'Reporting' }],
    examples: { external_digest_hour: '7' },
  }),
  healthCheck: solution('health-check', [firstVersion({ workflows: [workflow('Answer the check', true)] })], {
    title: 'Webhook health check',
    description: null,
    tags: [],
    examples: {},
  }),
  tickets: solution('tickets', [tickets], {
    title: 'Zendesk tickets to Jira',
    description: 'Opens a Jira issue for every ticket that carries a tag, and tells Zendesk when it is done.',
    tags: ['support', 'sync'],
    customFields: [{ key: 'category', value: 'Support' }],
    examples: { external_jira_project: '"SUP"' },
  }),
  payouts: solution('payouts', [payouts], {
    title: 'Stripe payouts to QuickBooks',
    description: 'Writes every payout into the books, fees included.',
    tags: ['finance'],
    customFields: [{ key: 'category', value: 'Finance' }],
    examples: { external_payout_account: '"1200"', external_field_mapping: '{"fee":"6100","net":"1200"}' },
  }),
  newHires: solution('new-hires', [newHires], {
    title: 'New hires from BambooHR to Google Workspace',
    description: 'Creates the mailbox and the group memberships before the first day.',
    tags: ['people'],
    customFields: [{ key: 'category', value: 'People' }],
    examples: { external_mail_domain: '"northwind.example"', external_welcome_group: '"all-staff"' },
  }),
} satisfies Record<string, SeedSolution>;

export type SeedSolutionKey = keyof typeof seedSolutions;
