import { createAuthentication, removeAuthentication } from '../store/authentications.ts';
import { issueAuthorizationCode, issueUserToken } from '../store/tokens.ts';
import { createUser, removeUser, requireUser, updateUser } from '../store/users.ts';
import { findService } from '../services.ts';
import { TrayError } from '../tray-errors.ts';
import type { TrayContext } from './context.ts';
import type {
  ConnectorCallInput,
  CreateAuthenticationInput,
  CreateUserInput,
  RemoveAuthenticationInput,
  UpdateUserInput,
  UserIdInput,
  With,
} from './inputs.ts';
import { echo } from './instance-mutations.ts';
import { presentUser } from './presentation.ts';

/** The mutations on users, tokens, authentications and connectors. */
export const organisationMutations = {
  createExternalUser: async ({ input }: With<CreateUserInput>, { services }: TrayContext) => ({
    userId: await createUser(services, { ...input, isTestUser: input.isTestUser ?? false }),
    ...echo(input),
  }),

  updateExternalUser: async ({ input }: With<UpdateUserInput>, { services }: TrayContext) => ({
    user: presentUser(await updateUser(services, input.userId, input)),
    ...echo(input),
  }),

  removeExternalUser: async ({ input }: With<UserIdInput>, { services }: TrayContext) => {
    await removeUser(services, input.userId);
    return echo(input);
  },

  authorize: async ({ input }: With<UserIdInput>, { services }: TrayContext) => {
    const user = await requireUser(services, input.userId);
    return { accessToken: await issueUserToken(services, user.id), ...echo(input) };
  },

  generateAuthorizationCode: async ({ input }: With<UserIdInput>, { services }: TrayContext) => {
    const user = await requireUser(services, input.userId);
    return { authorizationCode: await issueAuthorizationCode(services, user.id), ...echo(input) };
  },

  createUserAuthentication: async ({ input }: With<CreateAuthenticationInput>, context: TrayContext) => {
    const { services } = context;
    const service = findService(input.serviceId);
    if (!service) throw new TrayError('notFound', 'Service not found', services.clock.now());
    const authenticationId = await createAuthentication(services, {
      ownerId: ownerOf(context),
      name: input.name,
      service,
      serviceEnvironmentId: input.serviceEnvironmentId,
    });
    return { authenticationId, ...echo(input) };
  },

  removeAuthentication: async ({ input }: With<RemoveAuthenticationInput>, context: TrayContext) => {
    await removeAuthentication(context.services, ownerOf(context), input.authenticationId);
    return echo(input);
  },

  /** There is no third party behind the imitation, so a call answers with what it was given. */
  callConnector: ({ input }: With<ConnectorCallInput>) => ({
    output: JSON.stringify({ connector: input.connector, operation: input.operation, input: input.input }),
    ...echo(input),
  }),
};

function ownerOf({ caller }: TrayContext): string | null {
  return caller.kind === 'user' ? caller.user.id : null;
}
