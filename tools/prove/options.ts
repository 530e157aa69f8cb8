import { parseArgs } from 'node:util';

/** What a run proves, and with which seed. */
export interface Options {
  rounds: number;
  postgresRounds: number;
  seed: number;
  /** A short run proves less than the page says, so it need not write there. */
  isDry: boolean;
  /** Leaves out the proofs before the rounds; nothing is written then either. */
  isRoundsOnly: boolean;
  /** Proves this part alone; its table is written if it proves as much as the page says. */
  only: 'bulk' | null;
  /** How large the set is that is worked on while the server is killed. */
  bulkInstances: number;
}

/** Reads the words behind `npm run prove --`. Throws a sentence for one that it does not know. */
export function readOptions(words: string[]): Options {
  const { values } = parseArgs({
    args: words,
    options: {
      rounds: { type: 'string', default: '100' },
      'postgres-rounds': { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      'dry-run': { type: 'boolean', default: false },
      'rounds-only': { type: 'boolean', default: false },
      only: { type: 'string' },
      'bulk-instances': { type: 'string', default: '10000' },
    },
  });
  return {
    rounds: wholeNumber('rounds', values.rounds),
    postgresRounds: wholeNumber('postgres-rounds', values['postgres-rounds']),
    seed: wholeNumber('seed', values.seed),
    isDry: values['dry-run'],
    isRoundsOnly: values['rounds-only'],
    only: onePart(values.only),
    bulkInstances: wholeNumber('bulk-instances', values['bulk-instances']),
  };
}

function onePart(text: string | undefined): Options['only'] {
  if (text === undefined || text === 'bulk') return text ?? null;
  throw new Error('--only must be bulk.');
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} must be a whole number.`);
}
