import { expect, test } from 'vitest';
import { checkSettings } from './check-settings.ts';

test.each([
  ['{}', { wrong: [], overruled: [] }],
  ['{"anything": {"goes": 1}}', { wrong: [], overruled: [] }],
  ['{"tags": "a"}', { wrong: ['tags'], overruled: [] }],
  ['{"webhook_config": {"headers": {"x": 1}}}', { wrong: ['webhook_config.headers.x'], overruled: [] }],
  ['{"step_timeout": "5", "enable_ibdoc": true}', { wrong: ['step_timeout'], overruled: [] }],
  ['{"delete_out_dir": true, "tags": ["a"]}', { wrong: [], overruled: ['delete_out_dir'] }],
  ['[]', null],
  ['null', null],
  ['{', null],
])('%s', (text, check) => {
  expect(checkSettings(text)).toEqual(check);
});
