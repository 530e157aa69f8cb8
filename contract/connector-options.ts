/** One setting of an instance: what it is called on the form, what it means, and what it takes. */
export interface ConnectorOption {
  label: string;
  /** Shown below the field, and in the table of the documentation. */
  meaning: string;
  /** What it takes, for the documentation. */
  takes: string;
  /** What it begins with, for the documentation. */
  begins: string;
}

/** Every setting of an instance of a connector, in the order of the form. Form and documentation are made of this. */
export const connectorOptions = {
  name: {
    label: 'Name',
    meaning: 'Shown wherever an instance is picked. Say what it is for, such as the shop and its country.',
    takes: 'text, up to 255 characters',
    begins: 'empty',
  },
  timeZone: {
    label: 'Time zone',
    meaning: 'Dates and times in the filters of process flows are reckoned in it.',
    takes: 'an IANA name, such as `Europe/Stockholm`',
    begins: 'the connector’s own, else `UTC`',
  },
  dateFormat: {
    label: 'Date format',
    meaning: 'How the system at the other end writes dates.',
    takes: 'PHP’s letters for parts of a date, such as `Y-m-d\\TH:i:sP`, up to 255 characters',
    begins: 'the connector’s own',
  },
  rateLimitAmount: {
    label: 'Rate limit',
    meaning: 'How many requests may be sent in one unit of time. Further ones wait; none is lost.',
    takes: 'a whole number from 1',
    begins: 'the connector’s own',
  },
  rateLimitUnit: {
    label: 'per',
    meaning: 'The unit of time of the rate limit.',
    takes: '`second`, `minute`, `hour` or `day`',
    begins: 'the connector’s own',
  },
  poolId: {
    label: 'Connection pool',
    meaning: 'Caps how many requests run at the same time, together with every other instance in the pool.',
    takes:
      'one of the company’s pools, or none; offered where the connector limits requests at once and a pool is set up',
    begins: 'none',
  },
} as const satisfies Record<string, ConnectorOption>;
