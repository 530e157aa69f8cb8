import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestTables } from '#server/testing/tables.ts';
import type { TemplateRecord } from '#server/vendors/adapter.ts';
import { findTemplate, listCatalogue, replaceCatalogue } from './catalogue.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;

const template = (title: string, more: Partial<TemplateRecord> = {}): TemplateRecord => ({
  templateId: `id of ${title}`,
  title,
  description: null,
  tags: [],
  customFields: [],
  authSlotTitles: [],
  configSlotTitles: [],
  authSlots: [],
  configSlots: [],
  ...more,
});

const templates = [
  template('Order alerts', { description: 'Says "hello" in C:\\channels', tags: ['Messaging'] }),
  template('Äpfel & Birnen', { customFields: [{ key: 'team', value: '100 % Growth' }] }),
  template('Digest', { authSlotTitles: ['Slack account'], configSlotTitles: ['Day_of_week'] }),
];

beforeAll(async () => {
  opened = await openTestTables();
  await replaceCatalogue(opened.tables, 'tray', templates);
});
afterAll(() => opened.close());

async function titles(search: string | null, page = { limit: 100, offset: 0 }): Promise<string[]> {
  const list = await listCatalogue(opened.tables, { search, vendor: null, ...page });
  return list.templates.map(({ record }) => record.title);
}

describe('the catalogue', () => {
  test('keeps the vendor’s order and counts past the page', async () => {
    expect(await titles(null)).toEqual(templates.map(({ title }) => title));
    const page = await listCatalogue(opened.tables, { search: null, vendor: 'tray', limit: 1, offset: 1 });
    expect(page).toMatchObject({ totalCount: 3, templates: [{ vendor: 'tray', record: templates[1] }] });
  });

  test('goes through the vendors in the order in which they are named everywhere', async () => {
    await replaceCatalogue(opened.tables, 'prismatic', [template('Apples', {})]);
    expect(await titles(null)).toEqual([...templates.map(({ title }) => title), 'Apples']);
    await replaceCatalogue(opened.tables, 'prismatic', []);
  });

  test.each([
    ['ORDER', ['Order alerts']],
    ['äpfel', ['Äpfel & Birnen']],
    ['"hello" in c:\\', ['Order alerts']],
    ['messaging', ['Order alerts']],
    ['100 %', ['Äpfel & Birnen']],
    ['slack', ['Digest']],
    ['y_of', ['Digest']],
    ['%_%', []],
    ['customFields', []],
    ['title', []],
    ['{', []],
  ])('is searched by any text a template has, here %j, and by nothing else', async (search, found) => {
    expect(await titles(search)).toEqual(found);
  });

  test('has nothing of another vendor', async () => {
    expect(await listCatalogue(opened.tables, { search: null, vendor: 'prismatic', limit: 9, offset: 0 })).toEqual({
      templates: [],
      totalCount: 0,
    });
    expect(await findTemplate(opened.tables, 'prismatic', 'id of Digest')).toBeNull();
  });

  test('finds one template whole, and survives one that comes twice', async () => {
    await replaceCatalogue(opened.tables, 'tray', [...templates, template('Digest')]);
    expect(await findTemplate(opened.tables, 'tray', 'id of Digest')).toEqual(templates[2]);
    expect(await titles(null)).toHaveLength(3);
  });
});
