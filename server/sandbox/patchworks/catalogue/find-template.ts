import type { AuthenticationMethod, SystemTemplate } from './template.ts';
import { templates } from './templates.ts';

/** The marketplace's entry of this id. Systems are only ever made from one that exists. */
export function templateOf(id: number): SystemTemplate {
  const template = templates.find((one) => one.id === id);
  if (!template) throw new Error(`The marketplace has no template ${id}`);
  return template;
}

/** A template's method of this key. */
export function methodOf(template: SystemTemplate, key: string): AuthenticationMethod {
  const method = template.methods.find((one) => one.key === key);
  if (!method) throw new Error(`${template.name} has no method ${key}`);
  return method;
}
