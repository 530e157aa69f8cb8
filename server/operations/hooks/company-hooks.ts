import type { Hooks, HookInstance, HookValues, SuppliedValues } from '#contract/hooks.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { Logger } from '../../platform/logger.ts';
import type { InstanceDetail } from '../../vendors/adapter.ts';
import { callHook, hookFailed } from './call-hook.ts';
import { beforeEnableAnswer, upgradeValuesAnswer, validateAnswer } from './hook-answers.ts';
import type { HookName } from './load-hooks.ts';

/** The person for whom a hook is asked. */
export interface HookPerson {
  name: string;
  role: 'user' | 'admin';
}

/** What the company's module says. None of these rejects: a hook that cannot tell is answered as `hook_failed`. */
export interface CompanyHooks {
  has(name: HookName): boolean;
  /** Whether the instance may be enabled; without the hook it may. */
  beforeEnable(about: { instance: IndexedInstance; person: HookPerson; detail: InstanceDetail }): Promise<MayEnable>;
  /** The values for a newer version; null: there are none yet. Without the hook there never are. */
  upgradeValues(about: {
    instance: IndexedInstance;
    detail: InstanceDetail;
  }): Promise<Required<SuppliedValues> | null | 'hook_failed'>;
  /** What is wrong on a screen of the wizard, by external id; without the hook nothing is. */
  validate(about: {
    instance: IndexedInstance;
    person: HookPerson;
    visible: string[];
    values: HookValues;
  }): Promise<Record<string, string> | 'hook_failed'>;
}

export type MayEnable = 'allowed' | 'hook_failed' | { heldBack: string };

export function createCompanyHooks(hooks: Hooks, logger: Logger): CompanyHooks {
  return {
    has: (name) => hooks[name] !== undefined,

    beforeEnable: async ({ instance, person, detail }) => {
      if (!hooks.beforeEnable) return 'allowed';
      const answer = await callHook({
        name: 'beforeEnable',
        hook: hooks.beforeEnable,
        given: { instance: toHookInstance(instance), person: toHookPerson(person), values: valuesOf(detail) },
        answer: beforeEnableAnswer,
        logger,
      });
      if (answer === hookFailed) return 'hook_failed';
      return answer.allow ? 'allowed' : { heldBack: answer.reason };
    },

    upgradeValues: async ({ instance, detail }) => {
      if (!hooks.upgradeValues) return null;
      const answer = await callHook({
        name: 'upgradeValues',
        hook: hooks.upgradeValues,
        given: {
          instance: toHookInstance(instance),
          values: valuesOf(detail),
          slots: {
            auth: detail.authSlots.map((slot) => slot.externalId),
            config: detail.configSlots.map((slot) => slot.externalId),
          },
        },
        answer: upgradeValuesAnswer,
        logger,
      });
      return answer === hookFailed ? 'hook_failed' : answer;
    },

    validate: async ({ instance, person, visible, values }) => {
      if (!hooks.validate) return {};
      const answer = await callHook({
        name: 'validate',
        hook: hooks.validate,
        given: { instance: toHookInstance(instance), person: toHookPerson(person), visible, values },
        answer: validateAnswer,
        logger,
      });
      return answer === hookFailed ? 'hook_failed' : answer;
    },
  };
}

function toHookInstance({
  id,
  vendor,
  vendorId,
  name,
  templateId,
  templateName,
  account,
}: IndexedInstance): HookInstance {
  const { externalId, name: accountName } = account;
  return { id, vendor, vendorId, name, templateId, templateName, account: { externalId, name: accountName } };
}

function toHookPerson({ name, role }: HookPerson): HookPerson {
  return { name, role };
}

/** The values that are set. Defaults are the template's and stand in none of them. */
function valuesOf(detail: InstanceDetail): HookValues {
  return {
    configValues: Object.fromEntries(
      detail.configSlots.flatMap(({ externalId, value }) => (value === null ? [] : [[externalId, parsed(value)]])),
    ),
    authValues: Object.fromEntries(
      detail.authSlots.flatMap(({ externalId, authenticationId }) =>
        authenticationId === null ? [] : [[externalId, authenticationId]],
      ),
    ),
  };
}

/** Vendors keep values as JSON text or as bare words. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
