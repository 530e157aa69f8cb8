import { sandboxAccounts } from '../../sandbox-accounts.ts';
import { runStatus } from '../store/runs.ts';
import { type SeedCompany, seedConnector } from './seed-company.ts';

const shopify = ['shopify', 'access-token'] as const;
const sharedPool = 'Shared by the online stores';
const { success, failure, partial } = runStatus;

/** Each state that an instance can rest in: used, used by a flow that is off, unused, pooled, without sign-in, OAuth 2. */
const northwind: SeedCompany = {
  ...sandboxAccounts.northwind,
  apiKey: 'sandbox-patchworks',
  systems: [
    { slug: 'shopify' },
    { slug: 'netsuite' },
    { slug: 'bigcommerce', version: 2 },
    { slug: 'exchange-rates' },
    { slug: 'xero' },
    { slug: 'adobe-commerce' },
  ],
  pools: [
    { name: sharedPool, limit: 8, timeout: 30 },
    { name: 'Night jobs', limit: 2, timeout: 120 },
  ],
  connectors: [
    seedConnector(
      'sweden',
      'Shopify Sweden',
      shopify,
      { store_domain: 'northwind-se.example', access_token: 'sandbox-secret-sweden' },
      { timezone: 'Europe/Stockholm', pool: sharedPool, daysAgo: 310 },
    ),
    seedConnector(
      'norway',
      'Shopify Norway',
      shopify,
      { store_domain: 'northwind-no.example', access_token: 'sandbox-secret-norway' },
      { timezone: 'Europe/Oslo', daysAgo: 208 },
    ),
    seedConnector(
      'denmark',
      'Shopify Denmark',
      shopify,
      { store_domain: 'northwind-dk.example', access_token: 'sandbox-secret-denmark' },
      { timezone: 'Europe/Copenhagen', daysAgo: 12 },
    ),
    seedConnector(
      'netsuite',
      'NetSuite head office',
      ['netsuite', 'token'],
      {
        account_id: '4100123',
        consumer_key: 'sandbox-secret-consumer-key',
        consumer_secret: 'sandbox-secret-consumer',
        token_id: 'sandbox-secret-token-id',
        token_secret: 'sandbox-secret-token',
      },
      { timezone: 'Europe/Stockholm', daysAgo: 305 },
    ),
    seedConnector(
      'outlet',
      'BigCommerce outlet',
      ['bigcommerce', 'api-key'],
      { store_hash: 'nw-outlet', api_key: 'sandbox-secret-outlet' },
      { pool: sharedPool, daysAgo: 77 },
    ),
    seedConnector('rates', 'Reference rates', ['exchange-rates', 'none'], {}, { daysAgo: 150 }),
    seedConnector('books', 'Xero of the holding', ['xero', 'oauth'], { tenant: 'Northwind Holding' }, { daysAgo: 40 }),
  ],
  flows: [
    {
      name: 'Shop orders to NetSuite',
      enabled: true,
      steps: [
        { name: 'Fetch new orders', connector: 'sweden' },
        { name: 'Create sales orders', connector: 'netsuite' },
      ],
      runs: [
        { outcome: success, trigger: 'Schedule', hoursAgo: 1 },
        { outcome: success, trigger: 'Schedule', hoursAgo: 2, warnings: 2 },
        { outcome: failure, trigger: 'Schedule', hoursAgo: 3, message: 'Create sales orders: item not found' },
      ],
    },
    {
      name: 'Orders of Norway (until the spring)',
      enabled: false,
      steps: [{ name: 'Fetch new orders', connector: 'norway' }],
      runs: [{ outcome: success, trigger: 'Manual', hoursAgo: 140 }],
    },
    {
      name: 'Invoices in all currencies',
      enabled: true,
      steps: [
        { name: 'Read the rates', connector: 'rates' },
        { name: 'Write invoices', connector: 'books' },
      ],
      runs: [
        {
          outcome: failure,
          trigger: 'Schedule',
          hoursAgo: 5,
          message: 'Write invoices: the organisation is locked until the books are closed',
        },
        { outcome: partial, trigger: 'Schedule', hoursAgo: 29, warnings: 1 },
      ],
    },
    {
      name: 'Stock of the outlet',
      enabled: true,
      steps: [{ name: 'Read stock levels', connector: 'outlet' }],
      runs: [{ outcome: success, trigger: 'Webhook', hoursAgo: 4 }],
    },
  ],
};

const fabrikam: SeedCompany = {
  ...sandboxAccounts.fabrikam,
  apiKey: 'sandbox-patchworks-fabrikam',
  systems: [{ slug: 'shopify' }, { slug: 'shipstation' }],
  pools: [{ name: 'Warehouse', limit: 2, timeout: 60 }],
  connectors: [
    seedConnector(
      'web',
      'Fabrikam web shop',
      shopify,
      { store_domain: 'fabrikam.example', access_token: 'sandbox-secret-fabrikam' },
      { timezone: 'Europe/Madrid', daysAgo: 190 },
    ),
    seedConnector(
      'labels',
      'Labels',
      ['shipstation', 'basic'],
      { username: 'fabrikam-labels', password: 'sandbox-secret-labels' },
      { timezone: 'Europe/Madrid', pool: 'Warehouse', daysAgo: 189 },
    ),
    seedConnector(
      'spare',
      'Web shop, second warehouse',
      shopify,
      { store_domain: 'fabrikam-2.example', access_token: 'sandbox-secret-spare' },
      { daysAgo: 9 },
    ),
  ],
  flows: [
    {
      name: 'Orders to labels',
      enabled: true,
      steps: [
        { name: 'Fetch paid orders', connector: 'web' },
        { name: 'Print labels', connector: 'labels' },
      ],
      runs: [{ outcome: success, trigger: 'Schedule', hoursAgo: 1 }],
    },
  ],
};

/** A company that has nothing yet. */
const wingtip: SeedCompany = {
  externalId: 'wingtip',
  name: 'Wingtip Toys',
  apiKey: 'sandbox-patchworks-wingtip',
  systems: [],
  pools: [],
  connectors: [],
  flows: [],
};

export const seedCompanies: readonly SeedCompany[] = [northwind, fabrikam, wingtip];
