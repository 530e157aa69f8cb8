import type { Locator, Page } from '@playwright/test';
import { listInstances } from './graph.ts';
import type { RunningServer } from './server.ts';
import type { Sandbox } from './sandbox.ts';
import type { TestAccount } from './test.ts';
import type { TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

/** The states in which every page is looked at. */
export const states = ['full', 'empty', 'loading', 'failed'] as const;

export type State = (typeof states)[number];

/** What a case may use to bring its state about. */
export interface Bed {
  page: Page;
  server: RunningServer;
  sandbox: Sandbox;
  account: TestAccount;
  tray: TrayOwner;
}

/** A page in one of its states, or with something open on it. */
export interface Case {
  /** Who looks: a demo person, the test's own fresh account, or nobody. */
  as?: 'maya' | 'priya' | 'nobody';
  /** Done first, as the fresh account's person. */
  prepare?: (bed: Bed) => Promise<void>;
  /** What our server does with requests for data: answers (when absent), is silent, fails, or this. */
  answers?: 'nothing' | 'failure' | ((answer: never) => unknown);
  /** Where to go. */
  address: string | ((bed: Bed) => Promise<string>);
  /** What is done on the page before it is looked at. */
  open?: (bed: Bed) => Promise<void>;
  /** By what one sees that the state is there. */
  shows: (page: Page) => Locator;
}

export interface PageCases {
  /** Which requests bring the page's data. */
  requests?: RegExp;
  /** A case per state, or why the page has no such state. */
  states: Record<State, Case | string>;
  /** Dialogs, menus and whatever else the page can show. */
  others?: Record<string, Case>;
}

export const dataRequests = /\/api\/(?!(session|deployment)$|events|health)/;

export const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });
/** Of any level. */
export const headingOfAny = (name: string) => (page: Page) => page.getByRole('heading', { name, exact: true });
export const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first();
export const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first();
export const region = (name: string) => (page: Page) => page.getByRole('region', { name, exact: true }).first();
export const dialog = (page: Page) => page.getByRole('dialog');

/** The id of a demo person's instance, as whoever is signed in sees it. */
export async function idOf({ page, server }: Bed, search: string): Promise<string> {
  const [row] = (await listInstances(page.context().request, server, { search })).nodes;
  if (!row) throw new Error(`There is no instance called ${search}.`);
  return row.id;
}
