import { expect, test } from 'vitest';
import { connector, connectorInstance } from '#src/testing/connector-fixtures.ts';
import { filterConnectors } from './filter-connectors.ts';

const north = connectorInstance({ name: 'Nörth shop', vendorId: '4711' });
const south = connectorInstance({ name: 'South shop' });
const shops = connector({ name: 'Shopkit', id: '12', instances: [north, south] });
const ledger = connector({ name: 'Ledgerly', id: '13', instances: [] });

const namesFor = (typed: string) =>
  filterConnectors([shops, ledger], typed).map(({ name, instances }) => [name, instances.map(({ row }) => row.name)]);

test.each([
  [
    '',
    [
      ['Shopkit', ['Nörth shop', 'South shop']],
      ['Ledgerly', []],
    ],
  ],
  ['SHOPKIT', [['Shopkit', ['Nörth shop', 'South shop']]]],
  ['ledger', [['Ledgerly', []]]],
  ['south', [['Shopkit', ['South shop']]]],
  // The same letter, composed of two.
  ['no\u0308rth', [['Shopkit', ['Nörth shop']]]],
  ['4711', [['Shopkit', ['Nörth shop']]]],
  ['471', []],
  [north.row.id, [['Shopkit', ['Nörth shop']]]],
  ['13', [['Ledgerly', []]]],
  ['nothing of the kind', []],
])('%s', (typed, expected) => {
  expect(namesFor(typed)).toEqual(expected);
});
