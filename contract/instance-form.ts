/**
 * What a form must draw for one value. `code` holds text in a language. `choice` is one of a list. `unknown`: the vendor has
 * a word for it that we do not read, so that the form says that it cannot draw it.
 */
export type FieldKind =
  | 'text'
  | 'number'
  | 'yes-no'
  | 'choice'
  | 'date'
  | 'moment'
  | 'code'
  | 'schedule'
  | 'described'
  | 'unknown';

/** One value that an instance holds. */
export interface FormField {
  key: string;
  kind: FieldKind;
  /** The vendor's own word for the kind, to be named where it cannot be drawn. */
  kindName: string;
  /** One value, several, or several with a name each; the latter two travel as JSON text. */
  shape: 'one' | 'list' | 'pairs';
  heading: string | null;
  description: string | null;
  /** Of a `choice`; empty where the choices depend on the instance and come with the page. */
  choices: string[];
  /** Of `code`. */
  language: 'json' | 'xml' | 'html' | null;
  defaultValue: string | null;
  /** Owners neither see nor set it. */
  isForOperator: boolean;
  /** Set by each user apart, and not for the instance. */
  isPerUser: boolean;
}

/** One thing that a connection asks for. */
export interface ConnectionInput {
  name: string;
  label: string;
  kind: 'text' | 'long-text' | 'secret' | 'yes-no' | 'unknown';
  kindName: string;
  isRequired: boolean;
  placeholder: string | null;
  example: string | null;
  help: string | null;
  /** Null for a secret. */
  defaultValue: string | null;
}

/** A connection that an instance holds. */
export interface FormConnection {
  key: string;
  heading: string | null;
  description: string | null;
  /** How one signs in, and where. */
  methodName: string;
  serviceName: string;
  help: string | null;
  /** A person must agree on the third party's own page. */
  needsConsent: boolean;
  isForOperator: boolean;
  isPerUser: boolean;
  inputs: ConnectionInput[];
}

/** What stands on a page, in its order. `markup` is the vendor's, and foreign. */
export type FormItem =
  | { kind: 'field'; key: string }
  | { kind: 'connection'; key: string }
  | { kind: 'markup'; html: string }
  | { kind: 'unknown'; kindName: string };

export interface FormPage {
  name: string;
  tagline: string | null;
  isPerUser: boolean;
  items: FormItem[];
}

/** What is needed to draw the form about an instance of one version. */
export interface InstanceForm {
  templateId: string;
  title: string;
  versionId: string;
  versionNumber: number;
  /** Empty where the version asks for nothing. */
  pages: FormPage[];
  fields: FormField[];
  connections: FormConnection[];
  /** Keys that no page shows although an owner has to set them. */
  unplacedKeys: string[];
}
