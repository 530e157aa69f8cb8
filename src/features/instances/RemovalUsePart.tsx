import type { ActionTarget } from './instance-actions.ts';
import { DeployableUsePart } from './DeployableUsePart.tsx';
import { SlotUsePart } from './SlotUsePart.tsx';
import { StillUsed } from './StillUsed.tsx';
import { useRemovalUse } from './use-removal-use.ts';

/** What still uses an instance that a wizard or a form of ours has set up. */
export function RemovalUsePart({ row }: { row: ActionTarget }) {
  const { instance, isKnown, problem, work, askAgain } = useRemovalUse(row.id);
  const slots = instance?.kind === 'TrayInstance' ? instance.detail : null;
  const deployable = instance?.kind === 'PrismaticInstance' ? instance.deployable : null;
  return (
    <StillUsed vendor={row.vendor} isKnown={isKnown} problem={problem} work={work} onAgain={askAgain}>
      {slots && <SlotUsePart use={slots} />}
      {deployable && <DeployableUsePart id={row.id} use={deployable} />}
    </StillUsed>
  );
}
