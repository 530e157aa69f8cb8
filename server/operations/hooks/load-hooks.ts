import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hooks } from '#contract/hooks.ts';
import { listed, SettingsError } from '../../platform/settings/settings-error.ts';

/** The functions that a company's module may export. */
export const hookNames = ['beforeEnable', 'upgradeValues', 'validate'] as const satisfies (keyof Hooks)[];

export type HookName = (typeof hookNames)[number];

/**
 * Loads the company's module. `name` is a path, relative to the working directory, or a file URL; null: there is none.
 * Throws `SettingsError` when it cannot be loaded or is no module of hooks: a check that everybody believes to be in force
 * and that is not would be worse than a server that does not start.
 */
export async function loadHooks(name: string | null): Promise<Hooks> {
  if (name === null) return {};
  const exported = await load(name);
  const present = hookNames.filter((hook) => exported[hook] !== undefined);
  const unusable = present.filter((hook) => typeof exported[hook] !== 'function');
  if (unusable.length > 0) {
    throw new SettingsError(`JACKFIELD_HOOKS names ${name}, whose ${listed(unusable)} must be a function.`);
  }
  if (present.length === 0) {
    throw new SettingsError(`JACKFIELD_HOOKS names ${name}, which exports none of ${listed(hookNames)}.`);
  }
  const hooks: Hooks = {};
  // Functions they are; what they answer is checked with each call.
  return Object.assign(hooks, Object.fromEntries(present.map((hook) => [hook, exported[hook]])));
}

async function load(name: string): Promise<Record<string, unknown>> {
  const address = name.startsWith('file:') ? name : pathToFileURL(path.resolve(name)).href;
  try {
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ address);
    return exported;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new SettingsError(`JACKFIELD_HOOKS names ${name}, which cannot be loaded: ${reason}.`);
  }
}
