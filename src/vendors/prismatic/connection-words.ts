import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import { i18n } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

export const connectionWords = i18n('prismaticConnections', {
  active: 'Connected',
  waiting: 'Not agreed to yet',
  failed: 'Failed',
  unknown: 'Unknown',
});

type Status = DeployableDetail['connections'][number]['status'];

export const connectionLamps: Record<Status, LampKind> = {
  active: 'on',
  waiting: 'unfinished',
  failed: 'failed',
  unknown: 'unknown',
};
