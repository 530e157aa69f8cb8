import type { Page } from '@playwright/test';
import { copyFormat } from '#contract/configuration-copy.ts';
import { type Case, dialog, text } from './accessibility-case.ts';

/** Chooses a file in the catalogue's dialog, and goes on. */
async function giveCopy(page: Page, content: string): Promise<void> {
  await page.getByRole('button', { name: 'Create from a copy…' }).click();
  await page.getByLabel('Copy of an instance’s settings').setInputFiles({
    name: 'copy.jackfield.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await page.getByRole('button', { name: 'Go on' }).click();
}

const packageCopy = {
  format: copyFormat,
  version: 1,
  takenAt: '2026-01-05T10:00:00.000Z',
  instance: { id: 'instance-1', vendorId: 'solution-1', name: 'Parcel notes 1.0.0' },
  account: { externalId: 'northwind', name: 'Northwind' },
  template: { vendor: 'instabase', id: 'Parcel notes', name: 'Parcel notes', versionId: null, version: '1.0.0' },
  content: { kind: 'package', packagePath: null },
  leftOut: [{ title: 'Path of the package', reason: 'unread' }],
};

/** The catalogue's dialog that takes a copy, and where a copy leads. */
export const fromCopyCases: Record<string, Case> = {
  'the dialog that takes a copy': {
    address: '/catalogue',
    open: ({ page }) => page.getByRole('button', { name: 'Create from a copy…' }).click(),
    shows: dialog,
  },
  'the same with a file that will not do': {
    address: '/catalogue',
    open: ({ page }) => giveCopy(page, 'no JSON'),
    shows: text(/^The file is not JSON/),
  },
  'what is filled in from a copy': {
    as: 'priya',
    address: '/catalogue',
    open: ({ page }) => giveCopy(page, JSON.stringify(packageCopy)),
    shows: text('This is filled in from a copy. Nothing is created before you confirm it.'),
  },
};
