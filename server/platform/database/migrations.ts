import type { Migration } from 'kysely';
import * as adminRoom from './migrations/admin-room.ts';
import * as changeNotices from './migrations/change-notices.ts';
import * as connectionNotices from './migrations/connection-notices.ts';
import * as connectors from './migrations/connectors.ts';
import * as connections from './migrations/connections.ts';
import * as deployments from './migrations/deployments.ts';
import * as indexReads from './migrations/index-reads.ts';
import * as initial from './migrations/initial.ts';
import * as instanceChecks from './migrations/instance-checks.ts';
import * as liveAccounts from './migrations/live-accounts.ts';
import * as liveSignIn from './migrations/live-sign-in.ts';
import * as newestJobs from './migrations/newest-jobs.ts';
import * as oldWork from './migrations/old-work.ts';
import * as operationOrder from './migrations/operation-order.ts';
import * as operationValues from './migrations/operation-values.ts';
import * as rowCauses from './migrations/row-causes.ts';
import * as sessionDevices from './migrations/session-devices.ts';
import * as vendorStates from './migrations/vendor-states.ts';

/** Every migration in order. A name once released is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-vendor-states': vendorStates,
  '0003-change-notices': changeNotices,
  '0004-live-sign-in': liveSignIn,
  '0005-index-reads': indexReads,
  '0006-operation-order': operationOrder,
  '0007-connections': connections,
  '0008-operation-values': operationValues,
  '0009-row-causes': rowCauses,
  '0010-session-devices': sessionDevices,
  '0011-connection-notices': connectionNotices,
  '0012-connectors': connectors,
  '0013-deployments': deployments,
  '0014-admin-room': adminRoom,
  '0015-newest-jobs': newestJobs,
  '0016-live-accounts': liveAccounts,
  '0017-old-work': oldWork,
  '0018-instance-checks': instanceChecks,
};
