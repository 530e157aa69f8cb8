import { connectorOptions } from '#contract/connector-options.ts';
import type { ConnectorOption } from '#contract/connector-options.ts';

/** The settings of an instance of a connector, as the documentation shows them: made of what the form is made of. */
export function connectorOptionsTable(): string {
  const options: [string, ConnectorOption][] = Object.entries(connectorOptions);
  const rows = options.map(([key, { label, meaning, takes, begins }]) =>
    row([`**${upperFirst(label)}**`, meaning, upperFirst(takes), upperFirst(begins), `\`${key}\``]),
  );
  return [
    '# The settings of an instance of a connector',
    '',
    'Made from `contract/connector-options.ts`, as the form is, by `npm run generate`.',
    '',
    row(['Setting', 'What it means', 'What it takes', 'What it begins with', 'In the contract']),
    row(['---', '---', '---', '---', '---']),
    ...rows,
    '',
    'The rate limit and the connection pool act together: with 60 requests per minute and a pool of 10, there are still at most',
    '10 at once. A change reaches every process flow that uses the instance, as soon as it is saved.',
    '',
    'Credentials are not settings: which fields there are is the connector’s own to say, for each way to sign in. They are',
    'checked at the other system before they are saved, and a secret is never shown again.',
    '',
  ].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
