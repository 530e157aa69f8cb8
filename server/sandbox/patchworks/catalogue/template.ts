import type { RateLimitUnit } from '../database/tables.ts';

/** A credential field that a method asks for. */
export interface VariableDefinition {
  key: string;
  label: string;
  required: boolean;
  configurable: boolean;
  /** Shown in the advanced section: not normally needed. */
  advanced: boolean;
  secret: boolean;
  locked: boolean;
  defaultValue: string;
}

/** How a method's values travel to the third party. */
export type Sending =
  | { kind: 'none' }
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'header'; header: string; variable: string }
  | { kind: 'query'; parameter: string; variable: string }
  | { kind: 'body' }
  | { kind: 'oauth' };

/** One way to sign in that a system offers. */
export interface AuthenticationMethod {
  key: string;
  name: string;
  type: AuthenticationTypeName;
  sending: Sending;
  variables: readonly VariableDefinition[];
}

/** The types that the connector builder names; the list is not known to be complete. */
export const authenticationTypes = {
  'no-auth': { id: 1, name: 'No auth' },
  basic: { id: 2, name: 'Basic' },
  token: { id: 3, name: 'Token based' },
  oauth2: { id: 4, name: 'OAuth 2 (authorisation code)' },
} as const;

export type AuthenticationTypeName = keyof typeof authenticationTypes;

export const systemTypes = [
  'Accounting',
  'CRM',
  'eCommerce',
  'ERP',
  'Marketplaces',
  'Other',
  'PIM',
  'POS',
  '3PL',
  'WMS',
  'Database',
] as const;

/** An entry of the marketplace, from which a company installs a system. */
export interface SystemTemplate {
  id: number;
  /** Names it in the imitation third party's addresses. */
  slug: string;
  name: string;
  description: string;
  colour: string;
  type: (typeof systemTypes)[number];
  protocol: 'HTTP';
  /** The newest version; what is installed may be older. */
  version: number;
  dateFormat: string;
  rateLimit: { amount: number; unit: RateLimitUnit };
  /** How many requests may run at once; only such a system can have a connection pool. */
  concurrencyLimit: number | null;
  /** What is asked of the third party to see whether credentials work. */
  checkPath: string;
  methods: readonly AuthenticationMethod[];
}

/** A required field whose value is not sensitive, unless told otherwise. */
export function variable(
  key: string,
  label: string,
  rest: Partial<Omit<VariableDefinition, 'key' | 'label'>> = {},
): VariableDefinition {
  return {
    key,
    label,
    required: true,
    configurable: true,
    advanced: false,
    secret: false,
    locked: false,
    defaultValue: '',
    ...rest,
  };
}
