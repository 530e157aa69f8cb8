import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import { paths } from '#src/lib/paths.ts';
import { shownStep, stepsOf } from './configure-steps.ts';

/** The step on show, which stands in the address so that the browser's own back and a reload keep to it. */
export function useConfigureStep(instanceId: string, pages: readonly FormPage[], data: InstanceFormResponse) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const wanted = search.get('page');
  const shown = shownStep(pages, wanted, data);
  const addressOf = (step: string) => `${paths.configure.to(instanceId)}?page=${step}`;
  const address = addressOf(shown);
  useEffect(() => {
    if (wanted !== shown) void navigate(address, { replace: true });
  }, [wanted, shown, navigate, address]);
  return { steps: stepsOf(pages), shown, addressOf, go: (step: string) => void navigate(addressOf(step)) };
}
