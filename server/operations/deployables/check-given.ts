import type { GivenValue } from '#contract/deployables.ts';
import type { InstanceForm } from '#contract/instance-form.ts';
import type { Person } from '#contract/people.ts';
import type { FieldProblem } from '#contract/problems.ts';
import { isOperator } from './deployable-context.ts';
import { mayConnect } from './shown-form.ts';

/** Why values are not taken. `fields` is by the key of the value; of a connection's input, by key, dot and name. */
interface GivenRefusal {
  code: 'bad_input' | 'owner_only';
  fields: Record<string, FieldProblem>;
}

/**
 * Whether these values fit the form and are this person's to give; null: they do. What the operator alone sets does not exist
 * for others, and what single users set for themselves is set by nobody else. `form` is the whole form.
 */
export function refuseGiven(
  given: GivenValue[],
  form: InstanceForm,
  person: Pick<Person, 'role'>,
): GivenRefusal | null {
  const problems = given.flatMap((value, index) => {
    const isRepeated = given.findIndex(({ key }) => key === value.key) !== index;
    return isRepeated ? [[value.key, 'malformed'] as const] : problemsOf(value, form, person);
  });
  if (problems.length > 0) return { code: 'bad_input', fields: Object.fromEntries(problems) };
  const foreign = given.some(
    (value) => 'inputs' in value && form.connections.some((one) => one.key === value.key && !mayConnect(person, one)),
  );
  return foreign ? { code: 'owner_only', fields: {} } : null;
}

type Problems = (readonly [string, FieldProblem])[];

function problemsOf(value: GivenValue, form: InstanceForm, person: Pick<Person, 'role'>): Problems {
  const { key } = value;
  const connection = form.connections.find((one) => one.key === key);
  const known = connection ?? form.fields.find((field) => field.key === key);
  if (!known || known.isPerUser || (known.isForOperator && !isOperator(person))) return [[key, 'unknown_value']];
  if ('inputs' in value !== (connection !== undefined)) return [[key, 'malformed']];
  if (!('inputs' in value)) return [];
  return value.inputs.flatMap(({ name }, index): Problems => {
    if (!connection?.inputs.some((input) => input.name === name)) return [[`${key}.${name}`, 'unknown_value']];
    const isRepeated = value.inputs.findIndex((input) => input.name === name) !== index;
    return isRepeated ? [[`${key}.${name}`, 'malformed']] : [];
  });
}

/**
 * Whether everything that is not named may be put back to its default: only where the form shows this person every value, so
 * that nothing is lost unseen, and where none of them is a connection, which would have to be made anew.
 */
export function mayReset(form: InstanceForm, person: Pick<Person, 'role'>): boolean {
  return (
    form.connections.length === 0 &&
    form.unplacedKeys.length === 0 &&
    form.fields.every(
      ({ kind, isPerUser, isForOperator }) =>
        kind !== 'unknown' && kind !== 'described' && !isPerUser && (!isForOperator || isOperator(person)),
    )
  );
}

/** What is changed, by the words that the form has for it. Never a value. */
export function headingsOf(given: GivenValue[], form: InstanceForm): string {
  const titles = given.map(({ key }) => {
    const known = [...form.fields, ...form.connections].find((one) => one.key === key);
    return known?.heading ?? key;
  });
  const text = titles.join(', ');
  return text.length <= longestHeadings ? text : `${text.slice(0, longestHeadings - 1)}…`;
}

/** As many as a line of a timeline can show. */
const longestHeadings = 300;
