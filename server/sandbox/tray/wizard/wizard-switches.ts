import { z } from 'zod';
import { type ControlApp, withBody } from '../../controls.ts';

const switchesSchema = z.strictObject({
  frame: z.enum(['allow', 'refuse']).default('allow'),
  opener: z.enum(['keep', 'cut']).default('keep'),
});

/** How the wizard's page lets itself be shown: within other pages or not, and with its opener in reach or cut off. */
export interface WizardSwitches {
  /** The headers that say so, besides those the page always has; none by default. */
  headers(): Record<string, string>;
}

/** Adds `/_sandbox/wizard`: `PUT {"frame": "refuse", "opener": "cut"}`, each as you like, and `DELETE` for the default. */
export function addWizardSwitches(controls: ControlApp): WizardSwitches {
  const normal = switchesSchema.parse({});
  let switches = normal;
  controls.get('/wizard', (context) => context.json(switches));
  controls.put('/wizard', (context) =>
    withBody(context, switchesSchema, (wanted) => {
      switches = wanted;
      return context.json(switches);
    }),
  );
  controls.delete('/wizard', (context) => {
    switches = normal;
    return context.json(switches);
  });
  return {
    headers: () => ({
      ...(switches.frame === 'refuse' && { 'x-frame-options': 'DENY' }),
      ...(switches.opener === 'cut' && { 'cross-origin-opener-policy': 'same-origin' }),
    }),
  };
}
