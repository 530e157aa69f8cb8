import type { PageArguments } from '../store/pages.ts';

/** Slot values as Tray's mutations take them. */
export interface SlotValues {
  authValues?: { externalId: string; authId: string }[] | null;
  configValues?: { externalId: string; value?: string | null }[] | null;
}

interface Echo {
  clientMutationId?: string | null;
}

export interface CreateInstanceInput extends SlotValues, Echo {
  solutionId: string;
  instanceName: string;
}

export interface UpdateInstanceInput extends SlotValues, Echo {
  solutionInstanceId: string;
  instanceName?: string | null;
  enabled?: boolean | null;
  errorOnEnablingWithMissingValues?: boolean | null;
}

export interface UpgradeInstanceInput extends SlotValues, Echo {
  solutionInstanceId: string;
  instanceName?: string | null;
}

export interface RemoveInstanceInput extends Echo {
  solutionInstanceId: string;
}

export interface CreateUserInput extends Echo {
  name: string;
  externalUserId: string;
  isTestUser?: boolean | null;
}

export interface UpdateUserInput extends Echo {
  userId: string;
  name?: string | null;
  externalUserId?: string | null;
  isTestUser?: boolean | null;
}

export interface UserIdInput extends Echo {
  userId: string;
}

export interface CreateAuthenticationInput extends Echo {
  name: string;
  serviceId: string;
  serviceEnvironmentId: string;
  data: string;
}

export interface RemoveAuthenticationInput extends Echo {
  authenticationId: string;
}

export interface ConnectorCallInput extends Echo {
  connector: string;
  version: string;
  operation: string;
  input: string;
}

/** Arguments of a mutation. */
export interface With<Input> {
  input: Input;
}

/** Arguments of a list. */
export interface ListArguments<Criteria> extends PageArguments {
  criteria?: Criteria | null;
}
