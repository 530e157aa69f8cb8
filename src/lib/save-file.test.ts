import { expect, test } from 'vitest';
import { fileNameOf } from './save-file.ts';

test.each([
  ['Order alerts', 'Order-alerts.json'],
  ['Orders: Lund/Malmö', 'Orders-Lund-Malmö.json'],
  ['..\\..\\etc/passwd', 'etc-passwd.json'],
  ['.hidden.', 'hidden.json'],
  ['a\u202Egpj.exe\u0000b', 'a-gpj.exe-b.json'],
  ['注文の通知', '注文の通知.json'],
  ['CON', 'CON-copy.json'],
  ['  ', 'copy.json'],
  ['???', 'copy.json'],
])('%j becomes a name that every file system takes', (name, file) => {
  expect(fileNameOf(name, '.json')).toBe(file);
});

test('a long name is cut where no file system refuses it, between characters', () => {
  const name = fileNameOf('😀'.repeat(200), '.jackfield.json');
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
  expect(name).toBe(`${'😀'.repeat(55)}.jackfield.json`);
});
