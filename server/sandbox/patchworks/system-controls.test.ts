import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PatchworksBed, startPatchworksBed } from './testing/patchworks-bed.ts';
import { actAtPatchworks } from './testing/patchworks-owner.ts';

let bed: PatchworksBed;
beforeAll(async () => {
  bed = await startPatchworksBed();
});
afterAll(() => bed.stop());

test('an older version is installed, and can be brought up to the newest once', async () => {
  const company = await actAtPatchworks(bed.origin, 'long-there');
  const { id } = await company.installOld('BigCommerce', 2);
  const versions = async () => {
    const { body } = await company.call('GET', '/systems');
    return body['data'];
  };
  expect(await versions()).toMatchObject([{ version: 2, latest_version: 3 }]);
  await expect(company.installOld('BigCommerce', 1)).rejects.toThrow('409');
  expect((await company.call('POST', `/systems/${id}/update`)).status).toBe(200);
  expect(await versions()).toMatchObject([{ version: 3, latest_version: 3 }]);
});

test('what the marketplace does not have, or not yet, is not installed', async () => {
  const company = await actAtPatchworks(bed.origin, 'never-there');
  await expect(company.installOld('BigCommerce', 99)).rejects.toThrow('400');
  await expect(company.installOld('No such system', 1)).rejects.toThrow('404');
  expect(await company.connectors()).toEqual([]);
});
