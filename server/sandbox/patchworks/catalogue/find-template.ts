import type { AuthenticationMethod, SystemTemplate } from './template.ts';
import { templates } from './templates.ts';

/** From here on ids are copies of the first template, for companies with more systems than the marketplace lists. */
export const firstCopiedId = 10_001;

/** The marketplace's entry of this id. Systems are only ever made from one that exists. */
export function templateOf(id: number): SystemTemplate {
  const template = id >= firstCopiedId ? copyOf(id) : templates.find((one) => one.id === id);
  if (!template) throw new Error(`The marketplace has no template ${id}`);
  return template;
}

function copyOf(id: number): SystemTemplate | undefined {
  const [first] = templates;
  const number = id - firstCopiedId + 1;
  return first && { ...first, id, slug: `${first.slug}-${number}`, name: `${first.name} ${number}` };
}

/** A template's method of this key. */
export function methodOf(template: SystemTemplate, key: string): AuthenticationMethod {
  const method = template.methods.find((one) => one.key === key);
  if (!method) throw new Error(`${template.name} has no method ${key}`);
  return method;
}
