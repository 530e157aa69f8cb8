import type { ConfigurationCopy } from '#contract/configuration-copy.ts';
import { problemOf } from '#src/api/problem.ts';
import type { PrefilledSlots } from '#src/features/catalogue/given-values.ts';
import type { Template } from '#src/features/catalogue/catalogue-query.ts';
import { beginCopiedDraft, type CopiedDraft, type CopiedSettings } from '#src/features/connectors/copied-draft.ts';
import type { PrefilledVersion } from '#src/features/deployables/prefilled-version.ts';
import { abilitiesOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { findTemplate } from './find-template.ts';

/** Why a copy that is in order leads nowhere here. */
export type PlanRefusal = 'not_here' | 'damaged' | 'gone' | 'for_owners' | 'for_administrators';

/** Where a copy leads, with what is filled in there. The words about it are added where they are shown. */
export type Plan =
  | { kind: 'slots'; template: Template; prefilled: Omit<PrefilledSlots, 'notes'> }
  | { kind: 'form'; template: Template; prefilled: Omit<PrefilledVersion, 'notes'> }
  | { kind: 'connector'; draft: CopiedDraft }
  | { kind: 'package'; packagePath: string };

type Planned = { plan: Plan } | { refusal: PlanRefusal };

/** Whether a copy is of another account than that of who is signed in; administrators have none, and act for any. */
export function isOfOtherAccount({ account }: ConfigurationCopy, { person }: Pick<SignedIn, 'person'>): boolean {
  return person.account !== null && person.account.externalId !== account.externalId;
}

/** Finds what a copy was made from, and what of it is filled in. Throws `ProblemError`. */
export async function planAgain(copy: ConfigurationCopy, signedIn: SignedIn): Promise<Planned> {
  const { content, template } = copy;
  const refusal = refuse(copy, signedIn);
  if (refusal !== null) return { refusal };
  const { name } = copy.instance;
  const isOther = isOfOtherAccount(copy, signedIn);
  switch (content.kind) {
    case 'package':
      return { plan: { kind: 'package', packagePath: content.packagePath ?? '' } };
    case 'connector':
      return planConnector(template.id, content);
    case 'slots': {
      const found = await findTemplate(template.vendor, template.id);
      if (!found) return { refusal: 'gone' };
      const { configValues, connections } = content;
      const prefilled = { name, configValues, connections: isOther ? [] : connections };
      return { plan: { kind: 'slots', template: found, prefilled } };
    }
    case 'form': {
      const found = await findTemplate(template.vendor, template.id);
      if (!found) return { refusal: 'gone' };
      const values = isOther ? content.values.filter((value) => !('inputs' in value)) : content.values;
      const prefilled = { name, versionId: template.versionId, values };
      return { plan: { kind: 'form', template: found, prefilled } };
    }
  }
}

/** A connector that is no longer installed is found out by beginning an instance of it. */
async function planConnector(connectorId: string, copied: CopiedSettings): Promise<Planned> {
  try {
    return { plan: { kind: 'connector', draft: await beginCopiedDraft(connectorId, copied) } };
  } catch (error) {
    const { code } = problemOf(error);
    if (code === 'not_found' || code === 'gone') return { refusal: 'gone' };
    throw error;
  }
}

/** Who may create it again, by the rules of what creates any instance of this vendor. */
function refuse({ content: { kind }, template }: ConfigurationCopy, { vendors, person }: SignedIn): PlanRefusal | null {
  if (vendors.every(({ vendor }) => vendor !== template.vendor)) return 'not_here';
  const can = abilitiesOf(vendors, template.vendor);
  const fits = {
    slots: can.activate && can.wizard,
    form: can.deployables,
    connector: can.connectors,
    package: can.deployments,
  }[kind];
  if (!fits) return 'damaged';
  const isAdmin = person.role === 'admin';
  if (kind === 'package') return isAdmin ? null : 'for_administrators';
  return isAdmin && kind !== 'form' ? 'for_owners' : null;
}
