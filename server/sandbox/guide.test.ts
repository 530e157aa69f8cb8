import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { faultListSchema } from './faults.ts';

test('the guide’s examples of faults are faults', async () => {
  const guide = await readFile('docs/guide.md', 'utf8');
  const examples = [...guide.matchAll(/\[\{"match":[^\]]*\]/g)].map(([example]) => example);
  expect(examples.length).toBeGreaterThan(1);
  const refused = examples.filter((example) => !faultListSchema.safeParse(JSON.parse(example)).success);
  expect(refused).toEqual([]);
});
