/**
 * An example of a company's own module, made for the Solutions of the sandbox:
 *
 *   JACKFIELD_HOOKS=examples/hooks.mjs npm start
 *
 * Each of the three functions may be left out, may be asynchronous, and has ten seconds.
 */

/** @import { BeforeEnableAnswer, BeforeEnableGiven, SuppliedValues, UpgradeValuesGiven, ValidateGiven } from '../contract/hooks.ts' */

/**
 * Asked for each screen of the wizard that a person wants to leave: says what is wrong, by external id.
 *
 * @param {ValidateGiven} given
 * @returns {Record<string, string>}
 */
export function validate({ visible, values }) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const id of visible) {
    const value = values.configValues[id];
    const text = typeof value === 'string' ? value : '';
    if (id.endsWith('_channel') && !text.startsWith('#')) errors[id] = 'A channel begins with #.';
    if (id.endsWith('_recipient') && !text.includes('@')) errors[id] = 'An e-mail address has an @.';
  }
  return errors;
}

/**
 * Asked before an instance is enabled, whoever asks for it.
 *
 * @param {BeforeEnableGiven} given
 * @returns {BeforeEnableAnswer}
 */
export function beforeEnable({ instance }) {
  if (!instance.name.includes('[hold]')) return { allow: true };
  return { allow: false, reason: 'Its name says [hold]. Rename it when it is to run.' };
}

/** What this company knows by heart. Yours would ask its own systems, with `signal`. */
const known = new Map([
  [/^external_ledger_id$/, 'main'],
  [/^external_region$/, 'eu'],
  [/^external_system_\d+$/, 'premium'],
]);

/**
 * Asked for what only the company knows, when a newer version needs it. Null: there is nothing yet.
 *
 * @param {UpgradeValuesGiven} given
 * @returns {SuppliedValues | null}
 */
export function upgradeValues({ slots }) {
  const supplied = slots.config.flatMap((id) => {
    const [entry] = [...known].filter(([pattern]) => pattern.test(id));
    return entry ? [[id, entry[1]]] : [];
  });
  return supplied.length === 0 ? null : { configValues: Object.fromEntries(supplied) };
}
