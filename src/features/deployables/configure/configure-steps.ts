import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage, InstanceForm } from '#contract/instance-form.ts';

/** The last step of the wizard, after the pages of the form. */
export const deployStep = 'deploy';

/** A step as it stands in the address: the number of a page, or `deploy`. */
export function stepsOf(pages: readonly FormPage[]): string[] {
  return [...pages.map((_page, index) => String(index + 1)), deployStep];
}

/** The page that asks for a key; -1 where none does. */
export function pageOfKey(pages: readonly FormPage[], key: string): number {
  return pages.findIndex(({ items }) => items.some((item) => 'key' in item && item.key === key));
}

/**
 * Which step is on show: the wanted one, else the first page that lacks something. What was deployed before is looked at from
 * its first page; what lacks nothing any more, and was not deployed yet, has only its last step to go.
 */
export function shownStep(
  pages: readonly FormPage[],
  wanted: string | null,
  { missingKeys, deployedVersionNumber }: Pick<InstanceFormResponse, 'missingKeys' | 'deployedVersionNumber'>,
): string {
  const steps = stepsOf(pages);
  if (wanted !== null && steps.includes(wanted)) return wanted;
  const places = missingKeys.map((key) => pageOfKey(pages, key)).filter((place) => place >= 0);
  if (places.length > 0) return String(Math.min(...places) + 1);
  return deployedVersionNumber === null && missingKeys.length === 0 ? deployStep : (steps[0] ?? deployStep);
}

/** What a key is called where it is named. */
export function titleOfKey({ fields, connections }: InstanceForm, key: string): string {
  return [...fields, ...connections].find((one) => one.key === key)?.heading ?? key;
}
