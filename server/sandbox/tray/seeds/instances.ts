import type { SeedSolutionKey } from './solutions.ts';

/** An instance of the first seeding. It rests in its state: nothing but a caller changes it. */
export interface SeedInstance {
  account: 'northwind' | 'fabrikam';
  solution: SeedSolutionKey;
  version: number;
  name: string;
  enabled: boolean;
  /** Whether its slots have values. */
  filled: boolean;
  daysAgo: number;
}

/** Each status and each kind of update, enabled and disabled. */
export const seedInstances: readonly SeedInstance[] = [
  seed('northwind', 'slackAlerts', 2, 'Order alerts in #orders', 'enabled', 212),
  seed('northwind', 'slackAlerts', 1, 'Order alerts for the Nordic team', 'enabled', 190),
  seed('northwind', 'slackAlerts', 1, 'Order alerts, old channel', 'disabled', 340),
  seed('northwind', 'slackAlerts', 2, 'Order alerts for wholesale', 'unfinished', 2),
  seed('northwind', 'contacts', 2, 'Contacts: Salesforce to HubSpot', 'enabled', 155),
  seed('northwind', 'contacts', 1, 'Contacts of the partner programme', 'enabled', 301),
  seed('northwind', 'contacts', 1, 'Contacts of the trade fair', 'disabled', 288),
  seed('northwind', 'approvals', 1, 'Invoice approvals, head office', 'enabled', 120),
  seed('northwind', 'approvals', 1, 'Invoice approvals, branches', 'disabled', 118),
  seed('northwind', 'orders', 1, 'Shop orders to NetSuite', 'enabled', 260),
  seed('northwind', 'orders', 1, 'Shop orders to NetSuite (test shop)', 'disabled', 259),
  seed('northwind', 'digest', 1, 'Sales digest', 'enabled', 75),
  seed('northwind', 'healthCheck', 1, 'Health check', 'disabled', 30),
  seed('northwind', 'tickets', 1, 'تذاكر الدعم إلى Jira 🎫', 'enabled', 48),
  seed(
    'northwind',
    'payouts',
    1,
    'Payouts of the Northwind Traders online shop in euros, pounds, kronor and francs to the QuickBooks company of the ' +
      'holding, fees booked apart, as agreed with the auditors for the financial year',
    'disabled',
    91,
  ),
  seed('northwind', 'newHires', 1, 'New hires', 'unfinished', 6),
  seed('fabrikam', 'slackAlerts', 2, 'New order pings', 'enabled', 80),
  seed('fabrikam', 'contacts', 1, 'CRM sync', 'enabled', 140),
  seed('fabrikam', 'orders', 2, 'NetSuite booking', 'enabled', 33),
  seed('fabrikam', 'tickets', 1, 'Escalations', 'disabled', 21),
  seed('fabrikam', 'payouts', 1, 'Payout bookkeeping', 'unfinished', 1),
  seed('fabrikam', 'digest', 1, 'Morning digest', 'enabled', 64),
];

function seed(
  account: SeedInstance['account'],
  solution: SeedSolutionKey,
  version: number,
  name: string,
  state: 'unfinished' | 'enabled' | 'disabled',
  daysAgo: number,
): SeedInstance {
  return { account, solution, version, name, enabled: state === 'enabled', filled: state !== 'unfinished', daysAgo };
}
