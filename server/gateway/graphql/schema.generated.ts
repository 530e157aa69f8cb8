// Made from contract/schema.graphql by `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnyInstanceParent, InstanceParent, ConnectorInstanceParent, PrismaticInstanceParent, PrismaticDetailParent, InstabaseInstanceParent, DeployedSolutionParent, ConnectorDetailParent, DebugViewParent } from '../graphql/parents.ts';
import type { IndexedInstance, OperationGlance } from '../../inventory/indexed-instance.ts';
import type { GraphContext } from '../graphql/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** ISO 8601, UTC, with milliseconds. */
  DateTime: { input: Date; output: Date; }
};

export type Vendor =
  | 'tray'
  | 'prismatic'
  | 'instabase'
  | 'patchworks';

export type InstanceStatus =
  | 'unfinished'
  | 'enabled'
  | 'disabled'
  /** Neither on nor off, but used: by a process flow, whether that is enabled or not. */
  | 'in_use'
  /** Neither on nor off, and used by nothing. */
  | 'unused'
  | 'working'
  | 'unknown';

/**
 * How it is doing, apart from its status. `attention`: a person must act. `degraded`: something is wrong for a while and is
 * tried again. `unknown`: nothing is known, because the vendor tells nothing of runs and nothing of ours failed.
 */
export type InstanceHealth =
  | 'ok'
  | 'attention'
  | 'degraded'
  | 'failed'
  | 'unknown';

export type UpdateKind =
  | 'none'
  | 'automatic'
  | 'needs_user'
  | 'needs_system'
  | 'needs_both';

export type OperationKind =
  | 'activate'
  | 'enable'
  | 'disable'
  | 'rename'
  | 'upgrade'
  | 'remove'
  | 'reconfigure'
  | 'change_values'
  /** Puts an instance's changed values, or its other version, to work. */
  | 'deploy'
  /** Makes an instance of a package. */
  | 'deploy_package'
  /** Begins a run of an instance and follows it to its end. */
  | 'run';

export type OperationState =
  | 'running'
  | 'waiting_for_person'
  | 'succeeded'
  | 'failed'
  | 'stopped';

export type OperationStep =
  | 'creating'
  | 'settling'
  | 'configuring'
  | 'checking'
  | 'enabling'
  | 'changing'
  | 'deploying'
  /** A job is handed to the vendor. */
  | 'sending'
  /** The vendor works on it. */
  | 'following'
  | 'done';

/** How asking one vendor went. `pending`: it has not been asked yet. A failed load is never an empty list. */
export type OutcomeState =
  | 'ok'
  | 'empty'
  | 'pending'
  | 'failed'
  | 'not_connected'
  | 'unsupported';

export type Query = {
  __typename?: 'Query';
  /**
   * Instances from the index: the account's own, or everybody's for an admin. `offset` jumps within the same order that
   * `after` walks.
   */
  instances: InstanceConnection;
  /**
   * How many rows each choice of a filter would leave, each counted with its own filter left out. Asked apart from the rows.
   * Admins only; null for others. `accountSearch`, `templateSearch`: part of the names of those to be counted.
   */
  instanceFacets?: Maybe<InstanceFacets>;
  /** One instance, asked of its vendor. Null when there is none, or when it is not yours. */
  instance?: Maybe<Instance>;
  /** What can be activated. */
  catalogue: TemplateConnection;
  /** What may be given to a new instance instead of being asked for in the wizard. For people of an account; null for admins. */
  activationChoices?: Maybe<ActivationChoices>;
  /**
   * The connections of the account that is signed in, as its vendor lists them. Null for admins, and when the vendor could
   * not be asked.
   */
  authentications?: Maybe<Array<TrayAuthentication>>;
  /** Everything an admin may look at to find out why an instance does not work. Admins only; null for others. */
  debugInstance?: Maybe<DebugView>;
  /** What was done, refused and looked at, the newest first. Admins only, and itself in the log; null for others. */
  audit?: Maybe<AuditConnection>;
  /**
   * What the log can be narrowed to: the actions that it has, and people and accounts whose names contain `search`, at most 20 of each.
   * Admins only; null for others.
   */
  auditChoices?: Maybe<AuditChoices>;
  /**
   * Every account. `search`: part of its name, of either id, of an id that a vendor knows it by, or of the name of one of its people.
   * Admins only; null for others.
   */
  accounts?: Maybe<AccountConnection>;
  /** One account with its people, links and instances. Admins only; null for others, and when there is none. */
  account?: Maybe<AccountDetail>;
  /**
   * What the vendor answers about an instance at this moment, as it came, without what looks like a secret. It is kept nowhere. Admins only,
   * audited; null for others.
   */
  debugAnswers?: Maybe<DebugAnswers>;
  /**
   * The newer versions that are out, and whose turn it is with each: one entry for each template that has one, those that concern the most
   * instances first. Admins only; null for others.
   */
  upgrades?: Maybe<Array<UpgradePlan>>;
  /** How everything is at this moment. What changed today is counted from midnight in this IANA time zone. Admins only; null for others. */
  overview?: Maybe<Overview>;
  /** The connectors that the account has installed, with their instances. Null for admins, who find instances in their list. */
  connectors?: Maybe<ConnectorList>;
  /** What can be installed. Null for admins. */
  marketplace?: Maybe<Marketplace>;
  /**
   * Runs of instances, asked of the vendor, the newest first: the account's own, or everybody's for an admin. `after` is a
   * former page's `endCursor`.
   */
  runs: RunConnection;
  /** One run of an instance. Null when there is none, or when the instance is not yours. */
  run?: Maybe<RunDetail>;
  /**
   * How many runs began in each of the last hours, the oldest hour first: of one instance, of the account, or of everybody for an
   * admin.
   */
  runCounts: RunCounts;
  /** Deployed solutions from the index, with everybody's public ones: the account's own, or all for an admin. */
  deployments: DeploymentConnection;
  /** Jobs of deployed solutions, asked of the vendor. It neither counts them nor says whether more follow. */
  jobs: JobPage;
  /**
   * One job of a deployed solution, looked for in these spaces, or in all that the account owns. Null when it is not there, or when the
   * solution is not yours.
   */
  job?: Maybe<Job>;
};


export type QueryInstancesArgs = {
  filter?: InputMaybe<InstanceFilter>;
  sort?: InputMaybe<InstanceSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryInstanceFacetsArgs = {
  filter?: InputMaybe<InstanceFilter>;
  accountSearch?: InputMaybe<Scalars['String']['input']>;
  templateSearch?: InputMaybe<Scalars['String']['input']>;
};


export type QueryInstanceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCatalogueArgs = {
  filter?: InputMaybe<TemplateFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryActivationChoicesArgs = {
  vendor: Vendor;
  templateId: Scalars['String']['input'];
};


export type QueryAuthenticationsArgs = {
  vendor: Vendor;
};


export type QueryDebugInstanceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAuditArgs = {
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAuditChoicesArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAccountsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<AccountSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDebugAnswersArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOverviewArgs = {
  timeZone: Scalars['String']['input'];
};


export type QueryRunsArgs = {
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRunArgs = {
  instanceId: Scalars['ID']['input'];
  runId: Scalars['ID']['input'];
};


export type QueryRunCountsArgs = {
  instanceId?: InputMaybe<Scalars['ID']['input']>;
  hours?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryDeploymentsArgs = {
  filter?: InputMaybe<DeploymentFilter>;
  sort?: InputMaybe<DeploymentSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryJobsArgs = {
  filter?: InputMaybe<JobFilter>;
  sort?: InputMaybe<JobSort>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryJobArgs = {
  instanceId: Scalars['ID']['input'];
  jobId: Scalars['ID']['input'];
  spaces?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Mutation = {
  __typename?: 'Mutation';
  renameInstance: InstancePayload;
  enableInstance: InstancePayload;
  disableInstance: InstancePayload;
  /** Changes config values, and which connections are in the slots, all at once or not at all. */
  updateInstanceValues: InstancePayload;
  /** Moves the instance to its template's newest version. */
  upgradeInstance: InstancePayload;
  /** Removes the instance at its vendor, at once and for good. `confirmation` must be its name. */
  removeInstance: RemoveInstancePayload;
  /**
   * For an unfinished set-up whose wizard was finished without our noticing: checks and enables it. Refused by the vendor when
   * values are missing; then its wizard has to be continued.
   */
  finishSetUp: InstancePayload;
  /** Removes an instance whose set-up was never finished. Refused for any other. */
  discardInstance: RemoveInstancePayload;
  /**
   * Saves an instance's details, and nothing of its credentials. Where somebody else has changed meanwhile what is to be
   * changed, nothing is saved.
   */
  updateConnectorInstance: ConnectorInstancePayload;
  /** Points a step of a process flow at another instance of the same connector, or takes the step out of the flow. */
  changeFlowStep: FlowStepPayload;
  installConnector: ConnectorPayload;
  /** Moves an installed connector, and with it all its instances, to the marketplace's newest version. */
  updateConnector: ConnectorPayload;
  /** Removes an installed connector without instances. `confirmation` must be `confirm`. */
  removeConnector: RemoveConnectorPayload;
};


export type MutationRenameInstanceArgs = {
  input: RenameInstanceInput;
};


export type MutationEnableInstanceArgs = {
  input: InstanceInput;
};


export type MutationDisableInstanceArgs = {
  input: InstanceInput;
};


export type MutationUpdateInstanceValuesArgs = {
  input: UpdateInstanceValuesInput;
};


export type MutationUpgradeInstanceArgs = {
  input: InstanceInput;
};


export type MutationRemoveInstanceArgs = {
  input: RemoveInstanceInput;
};


export type MutationFinishSetUpArgs = {
  input: InstanceInput;
};


export type MutationDiscardInstanceArgs = {
  input: InstanceInput;
};


export type MutationUpdateConnectorInstanceArgs = {
  input: UpdateConnectorInstanceInput;
};


export type MutationChangeFlowStepArgs = {
  input: ChangeFlowStepInput;
};


export type MutationInstallConnectorArgs = {
  input: InstallConnectorInput;
};


export type MutationUpdateConnectorArgs = {
  input: ConnectorInput;
};


export type MutationRemoveConnectorArgs = {
  input: RemoveConnectorInput;
};

export type InstanceDetailsInput = {
  name: Scalars['String']['input'];
  timeZone: Scalars['String']['input'];
  dateFormat: Scalars['String']['input'];
  rateLimitAmount: Scalars['Int']['input'];
  rateLimitUnit: RateLimitUnit;
  /** Null: no pool. */
  poolId?: InputMaybe<Scalars['ID']['input']>;
};

export type UpdateConnectorInstanceInput = {
  id: Scalars['ID']['input'];
  details: InstanceDetailsInput;
  /** As they were read before they were changed. */
  previous: InstanceDetailsInput;
};

export type ConnectorInstancePayload = {
  __typename?: 'ConnectorInstancePayload';
  instance: PatchworksInstance;
};

export type ChangeFlowStepInput = {
  /** The instance that the step uses now. */
  instanceId: Scalars['ID']['input'];
  flowId: Scalars['ID']['input'];
  stepId: Scalars['ID']['input'];
  /** The instance that it shall use; null: the step is removed. */
  toInstanceId?: InputMaybe<Scalars['ID']['input']>;
};

export type FlowStepPayload = {
  __typename?: 'FlowStepPayload';
  /** The flows that still use the instance. */
  flows: Array<FlowUse>;
};

export type InstallConnectorInput = {
  /** The entry of the marketplace. */
  entryId: Scalars['ID']['input'];
};

export type ConnectorInput = {
  id: Scalars['ID']['input'];
};

export type RemoveConnectorInput = {
  id: Scalars['ID']['input'];
  confirmation: Scalars['String']['input'];
};

export type ConnectorPayload = {
  __typename?: 'ConnectorPayload';
  connector: Connector;
};

export type RemoveConnectorPayload = {
  __typename?: 'RemoveConnectorPayload';
  id: Scalars['ID']['output'];
};

export type InstanceInput = {
  id: Scalars['ID']['input'];
};

export type RenameInstanceInput = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};

export type UpdateInstanceValuesInput = {
  id: Scalars['ID']['input'];
  configValues?: Array<ConfigValueInput>;
  authValues?: Array<AuthValueInput>;
};

export type ConfigValueInput = {
  externalId: Scalars['String']['input'];
  /** In the form in which Tray is to hold it. */
  value: Scalars['String']['input'];
  /** The value that was read before it was changed: where the vendor has another one by now, nothing is changed. */
  previous?: InputMaybe<Scalars['String']['input']>;
};

export type AuthValueInput = {
  externalId: Scalars['String']['input'];
  authenticationId: Scalars['String']['input'];
  /** The person has been told that it is another outside account than before, and wants it. */
  acceptsOtherAccount?: Scalars['Boolean']['input'];
};

export type RemoveInstanceInput = {
  id: Scalars['ID']['input'];
  confirmation: Scalars['String']['input'];
};

/**
 * The instance as it is after the change. `operation` is still running when the vendor has not settled within a few
 * seconds; its progress is read from `/api/operations/:id`.
 */
export type InstancePayload = {
  __typename?: 'InstancePayload';
  instance: InstanceRow;
  operation: OperationSummary;
};

export type RemoveInstancePayload = {
  __typename?: 'RemoveInstancePayload';
  id: Scalars['ID']['output'];
  operation: OperationSummary;
};

export type InstanceFilter = {
  /**
   * Part of the name, of the template's name, of what failed last (its problem code and the vendor's words), for admins also of the account's
   * name; or a whole id (ours or the vendor's).
   */
  search?: InputMaybe<Scalars['String']['input']>;
  vendor?: InputMaybe<Vendor>;
  vendors?: InputMaybe<Array<Vendor>>;
  statuses?: InputMaybe<Array<InstanceStatus>>;
  healths?: InputMaybe<Array<InstanceHealth>>;
  updates?: InputMaybe<Array<UpdateKind>>;
  /** Only those that wait for a person of the account: a set-up, an update, or something that failed. */
  needsPerson?: InputMaybe<Scalars['Boolean']['input']>;
  /** Admins only; ignored scope for others. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
  templateId?: InputMaybe<Scalars['String']['input']>;
};

export type InstanceSortField =
  | 'name'
  | 'template'
  | 'status'
  | 'update'
  | 'created'
  | 'account'
  | 'vendor'
  | 'health'
  /** When the vendor last confirmed it. */
  | 'checked';

export type SortDirection =
  | 'ascending'
  | 'descending';

export type InstanceSort = {
  field: InstanceSortField;
  direction: SortDirection;
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

export type InstanceConnection = {
  __typename?: 'InstanceConnection';
  nodes: Array<InstanceRow>;
  pageInfo: PageInfo;
  /** Rows that match the filter. */
  totalCount: Scalars['Int']['output'];
  /** Rows without the filter: tells an empty account from a filter that leaves nothing. */
  unfilteredCount: Scalars['Int']['output'];
  /** Exact counts per status within the filter, the status filter itself left out. */
  statusCounts: Array<StatusCount>;
  /** Rows that match the filter and wait for a person of their account, with `needsPerson` itself left out. */
  needsPersonCount?: Maybe<Scalars['Int']['output']>;
  /** When the vendor confirmed the row that was confirmed last, of all rows without the filter; null when there is none. */
  newestCheckedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the vendor confirmed the row whose confirmation is the longest ago. */
  oldestCheckedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The same per vendor that has rows, with no filter at all. */
  ages: Array<VendorAge>;
  /** One per vendor asked. */
  outcomes: Array<VendorOutcome>;
};

export type VendorAge = {
  __typename?: 'VendorAge';
  vendor: Vendor;
  count: Scalars['Int']['output'];
  newestCheckedAt: Scalars['DateTime']['output'];
  oldestCheckedAt: Scalars['DateTime']['output'];
};

export type StatusCount = {
  __typename?: 'StatusCount';
  status: InstanceStatus;
  count: Scalars['Int']['output'];
};

export type InstanceFacets = {
  __typename?: 'InstanceFacets';
  vendors: Array<VendorCount>;
  statuses: Array<StatusCount>;
  healths: Array<HealthCount>;
  updates: Array<UpdateCount>;
  /** Those with the most rows first, at most 20. */
  accounts: NamedCounts;
  templates: NamedCounts;
};

export type VendorCount = {
  __typename?: 'VendorCount';
  vendor: Vendor;
  count: Scalars['Int']['output'];
};

export type HealthCount = {
  __typename?: 'HealthCount';
  health: InstanceHealth;
  count: Scalars['Int']['output'];
};

export type UpdateCount = {
  __typename?: 'UpdateCount';
  update: UpdateKind;
  count: Scalars['Int']['output'];
};

export type NamedCounts = {
  __typename?: 'NamedCounts';
  nodes: Array<NamedCount>;
  /** How many there are in all, those left out here included. */
  totalCount: Scalars['Int']['output'];
};

export type NamedCount = {
  __typename?: 'NamedCount';
  /** As the filter takes it. */
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Of a template; null for accounts. */
  vendor?: Maybe<Vendor>;
  count: Scalars['Int']['output'];
};

export type VendorOutcome = {
  __typename?: 'VendorOutcome';
  vendor: Vendor;
  state: OutcomeState;
  /** A problem code, when the state is failed. */
  code?: Maybe<Scalars['String']['output']>;
  /** When the vendor's answer that is shown was read; null before the first. */
  checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Since when it fails. */
  failedSince?: Maybe<Scalars['DateTime']['output']>;
  /** How many accounts or rows are not in what it said, when the code is incomplete. */
  missingCount?: Maybe<Scalars['Int']['output']>;
  /** When it is asked again, while it is left alone because it failed too often or asked for a pause. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
  /** A read is under way now; asking again soon is worth while. */
  refreshing: Scalars['Boolean']['output'];
};

export type Account = {
  __typename?: 'Account';
  id: Scalars['ID']['output'];
  externalId: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

/** A row of the index. It holds no config values, no webhook addresses and no secrets. */
export type InstanceRow = {
  __typename?: 'InstanceRow';
  id: Scalars['ID']['output'];
  vendor: Vendor;
  vendorId: Scalars['String']['output'];
  name: Scalars['String']['output'];
  status: InstanceStatus;
  health: InstanceHealth;
  /** What its set-up still lacks: the titles of slots without a value, connections first. */
  missing: Array<Scalars['String']['output']>;
  /** How many of `missing` are connections; the others are config values. */
  missingConnectionCount: Scalars['Int']['output'];
  update: UpdateKind;
  templateId: Scalars['String']['output'];
  templateName: Scalars['String']['output'];
  /** How many process flows use it; null where instances are not used but enabled, and while it is not known. */
  useCount?: Maybe<Scalars['Int']['output']>;
  /** How its deployment stands, where instances run only once they were deployed; null elsewhere. */
  deployment?: Maybe<DeploymentFlags>;
  /** How its newest run ended, where the vendor tells that of runs alone; null elsewhere, and while it is not known. */
  lastRun?: Maybe<LastRun>;
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  account: Account;
  /** When the vendor last confirmed this row. */
  checkedAt: Scalars['DateTime']['output'];
  /** The operation under way, the last one when it failed, or a disable that may still be undone. */
  operation?: Maybe<OperationSummary>;
};

export type OperationSummary = {
  __typename?: 'OperationSummary';
  id: Scalars['ID']['output'];
  kind: OperationKind;
  state: OperationState;
  step: OperationStep;
  startedAt: Scalars['DateTime']['output'];
  /** A problem code: why it failed, or why it is trying again. */
  problemCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's own words about it. */
  problemMessage?: Maybe<Scalars['String']['output']>;
  /** When the next attempt is due, while it waits for one. */
  nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when a disable that is done may be undone; null when it may not. */
  undoUntil?: Maybe<Scalars['DateTime']['output']>;
};

export type Instance = {
  id: Scalars['ID']['output'];
  row: InstanceRow;
  timeline: Array<TimelineEntry>;
};

/** What happened to an instance, newest first: our actions, and what admins looked at. */
export type TimelineEntry = {
  __typename?: 'TimelineEntry';
  id: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  /** What was done, as in the audit log: `instance.enable` and the like. */
  action: Scalars['String']['output'];
  outcome: TimelineOutcome;
  /** Who did it; null for Jackfield itself. */
  personName?: Maybe<Scalars['String']['output']>;
  problemCode?: Maybe<Scalars['String']['output']>;
  /** What the action was about, for instance the new name. */
  detail?: Maybe<Scalars['String']['output']>;
};

export type TimelineOutcome =
  | 'done'
  | 'refused'
  | 'failed';

export type TrayInstance = Instance & {
  __typename?: 'TrayInstance';
  id: Scalars['ID']['output'];
  row: InstanceRow;
  timeline: Array<TimelineEntry>;
  /** What Tray says now. Null when Tray could not be asked; then `problemCode` says why. */
  detail?: Maybe<TrayDetail>;
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type TrayDetail = {
  __typename?: 'TrayDetail';
  /** The Tray user who owns it. */
  ownerId: Scalars['String']['output'];
  enabled: Scalars['Boolean']['output'];
  hasNewerVersion: Scalars['Boolean']['output'];
  requiresUserInput: Scalars['Boolean']['output'];
  requiresSystemInput: Scalars['Boolean']['output'];
  solution: TraySolution;
  /** One per auth slot of the solution, and one per value whose slot the solution no longer has. */
  authSlots: Array<TrayAuthSlot>;
  configSlots: Array<TrayConfigSlot>;
  workflows: Array<TrayWorkflow>;
};

export type TraySolution = {
  __typename?: 'TraySolution';
  id: Scalars['ID']['output'];
  title: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  tags: Array<Scalars['String']['output']>;
  customFields: Array<CustomField>;
};

export type CustomField = {
  __typename?: 'CustomField';
  key: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type TrayAuthSlot = {
  __typename?: 'TrayAuthSlot';
  externalId: Scalars['String']['output'];
  title?: Maybe<Scalars['String']['output']>;
  /** The id of the authentication in the slot; null when the slot is empty. */
  authenticationId?: Maybe<Scalars['String']['output']>;
  /** The authentication, when the owner's list has it. */
  authentication?: Maybe<TrayAuthentication>;
  /** How it came into the slot; null while that is not known. */
  connection?: Maybe<SlotConnection>;
};

export type TrayAuthentication = {
  __typename?: 'TrayAuthentication';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  serviceTitle: Scalars['String']['output'];
  serviceVersion?: Maybe<Scalars['String']['output']>;
  /** Which outside account it is, as far as Tray tells; null when it does not. */
  accountName?: Maybe<Scalars['String']['output']>;
};

/** How the present authentication came into a slot. */
export type SlotConnection = {
  __typename?: 'SlotConnection';
  /** Who connected it here; null when it was done at the vendor. */
  personName?: Maybe<Scalars['String']['output']>;
  /** When we saw it, or did it. */
  changedAt: Scalars['DateTime']['output'];
  /** The outside account before, when this is another one. */
  previousAccountName?: Maybe<Scalars['String']['output']>;
};

/** What a template asks for, and what the account already has of it. */
export type ActivationChoices = {
  __typename?: 'ActivationChoices';
  authSlots: Array<AuthSlotChoices>;
  configSlots: Array<ConfigSlotChoice>;
  /** Every connection the account has; null when the vendor could not be asked, and then `problemCode` says why. */
  authentications?: Maybe<Array<TrayAuthentication>>;
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type AuthSlotChoices = {
  __typename?: 'AuthSlotChoices';
  externalId: Scalars['String']['output'];
  title: Scalars['String']['output'];
  /** Ids of the authentications that stand in this very slot of another instance: they are sure to fit. */
  usedAuthenticationIds: Array<Scalars['String']['output']>;
};

export type ConfigSlotChoice = {
  __typename?: 'ConfigSlotChoice';
  externalId: Scalars['String']['output'];
  title: Scalars['String']['output'];
  defaultValue?: Maybe<Scalars['String']['output']>;
};

export type TrayConfigSlot = {
  __typename?: 'TrayConfigSlot';
  externalId: Scalars['String']['output'];
  title?: Maybe<Scalars['String']['output']>;
  /** Written as Tray holds it; null when it has no value of its own. */
  value?: Maybe<Scalars['String']['output']>;
  defaultValue?: Maybe<Scalars['String']['output']>;
};

export type TrayWorkflow = {
  __typename?: 'TrayWorkflow';
  id: Scalars['ID']['output'];
  sourceWorkflowId: Scalars['String']['output'];
  sourceWorkflowName: Scalars['String']['output'];
  /** An open address: anybody who knows it can call it. Null: the workflow has no webhook. */
  triggerUrl?: Maybe<Scalars['String']['output']>;
};

export type TemplateFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  vendor?: InputMaybe<Vendor>;
};

export type TemplateConnection = {
  __typename?: 'TemplateConnection';
  nodes: Array<Template>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
  outcomes: Array<VendorOutcome>;
};

/** What an instance is made from. */
export type Template = {
  __typename?: 'Template';
  id: Scalars['ID']['output'];
  vendor: Vendor;
  title: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  tags: Array<Scalars['String']['output']>;
  customFields: Array<CustomField>;
  /** The newest published version, where versions are numbered; null elsewhere. */
  newestVersion?: Maybe<Scalars['Int']['output']>;
  /** What its wizard asks for. */
  authSlotTitles: Array<Scalars['String']['output']>;
  configSlotTitles: Array<Scalars['String']['output']>;
};

export type DebugView = {
  __typename?: 'DebugView';
  row: InstanceRow;
  /** Null when Tray could not be asked; then `problemCode` says why. */
  detail?: Maybe<TrayDetail>;
  problemCode?: Maybe<Scalars['String']['output']>;
  /** The owner's other instances, the newest hundred at most. */
  siblings: Array<InstanceRow>;
  /** How many other instances the owner has. */
  siblingCount: Scalars['Int']['output'];
  /** Every authentication the owner has at Tray. */
  authentications: Array<TrayAuthentication>;
  timeline: Array<TimelineEntry>;
  /** Where the vendor's own view of it is, when an address for it is configured. */
  vendorUrl?: Maybe<Scalars['String']['output']>;
  /** Whether the account is known at the vendor; while it is not, there is no view of the vendor's own to lead to. */
  isLinked: Scalars['Boolean']['output'];
  /** Of an instance of a connector: what its vendor says about it. Null for all others. */
  connectorInstance?: Maybe<ConnectorInstanceDetail>;
  /** Of an instance that is deployed to run: what its vendor says about it. Null for all others. */
  deployable?: Maybe<PrismaticDetail>;
  /** Of a solution that is deployed from a file: what its vendor says about it. Null for all others. */
  deployedSolution?: Maybe<DeployedSolution>;
  /** What was and is being done to it through us, the newest first; at most 20. */
  operations: Array<InstanceOperation>;
};

export type InstanceOperation = {
  __typename?: 'InstanceOperation';
  id: Scalars['ID']['output'];
  kind: OperationKind;
  state: OperationState;
  step: OperationStep;
  startedAt: Scalars['DateTime']['output'];
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often the present step has been tried. */
  attempts: Scalars['Int']['output'];
  /** When it is tried again, while it waits for that. */
  nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  problemCode?: Maybe<Scalars['String']['output']>;
  problemMessage?: Maybe<Scalars['String']['output']>;
  personName: Scalars['String']['output'];
};

export type DebugAnswers = {
  __typename?: 'DebugAnswers';
  answers: Array<VendorAnswer>;
  /** Why there is none, or why they are not all. */
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type VendorAnswer = {
  __typename?: 'VendorAnswer';
  /** The method and the path; of a graph the operation's name besides. */
  request: Scalars['String']['output'];
  /** Null when nothing came back. */
  status?: Maybe<Scalars['Int']['output']>;
  tookMs: Scalars['Int']['output'];
  /** JSON. Null when what came back was none. */
  text?: Maybe<Scalars['String']['output']>;
  /** It was too long, and what is left out is marked. */
  isShortened: Scalars['Boolean']['output'];
};

export type RateLimitUnit =
  | 'second'
  | 'minute'
  | 'hour'
  | 'day';

/**
 * What an account has installed, as the vendor says now; where it cannot be asked, the outcome says so, and the instances are
 * those of the index, below their connectors' names.
 */
export type ConnectorList = {
  __typename?: 'ConnectorList';
  nodes: Array<Connector>;
  outcome: VendorOutcome;
};

export type Connector = {
  __typename?: 'Connector';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Such as `ERP`; null when the vendor does not say. */
  category?: Maybe<Scalars['String']['output']>;
  /** Such as `4.0`; null when the vendor does not say. */
  version?: Maybe<Scalars['String']['output']>;
  /** The marketplace's version, when it is newer than the installed one. */
  newerVersion?: Maybe<Scalars['String']['output']>;
  /** In the order of their names. */
  instances: Array<ConnectorInstance>;
};

/** An instance as the list of connectors shows it. What only the vendor knows is null when it could not be asked. */
export type ConnectorInstance = {
  __typename?: 'ConnectorInstance';
  row: InstanceRow;
  rateLimitAmount?: Maybe<Scalars['Int']['output']>;
  rateLimitUnit?: Maybe<RateLimitUnit>;
  poolName?: Maybe<Scalars['String']['output']>;
  /** When its credentials were last taken by the third party. */
  lastCheckedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type Marketplace = {
  __typename?: 'Marketplace';
  nodes: Array<MarketplaceEntry>;
  outcome: VendorOutcome;
};

/** A connector that can be installed. */
export type MarketplaceEntry = {
  __typename?: 'MarketplaceEntry';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  category?: Maybe<Scalars['String']['output']>;
  version?: Maybe<Scalars['String']['output']>;
  isInstalled: Scalars['Boolean']['output'];
};

export type PatchworksInstance = Instance & {
  __typename?: 'PatchworksInstance';
  id: Scalars['ID']['output'];
  row: InstanceRow;
  timeline: Array<TimelineEntry>;
  /** What Patchworks says now. Null when it could not be asked, and for people who may only view; then `problemCode` says why. */
  detail?: Maybe<ConnectorInstanceDetail>;
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type ConnectorInstanceDetail = {
  __typename?: 'ConnectorInstanceDetail';
  connectorId: Scalars['ID']['output'];
  connectorName: Scalars['String']['output'];
  details: InstanceDetails;
  /** The pools to choose from; empty where the connector has no limit on requests at once, or no pool is set up. */
  pools: Array<ConnectionPool>;
  /** The way it signs in, which was chosen when it was made and stays. */
  methodName: Scalars['String']['output'];
  methodKind: MethodKind;
  /** Of the method, each with its value unless that is a secret. */
  fields: Array<StoredField>;
  /** When its credentials were last taken by the third party. */
  lastCheckedAt?: Maybe<Scalars['DateTime']['output']>;
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Every process flow that uses it, enabled or not. */
  flows: Array<FlowUse>;
  /** The newest runs of these flows, newest first, at most 20. */
  runs: Array<FlowRun>;
  /** Why `runs` is empty although there may be some: a problem code, when they could not be read. Else null. */
  runsProblemCode?: Maybe<Scalars['String']['output']>;
};

export type InstanceDetails = {
  __typename?: 'InstanceDetails';
  name: Scalars['String']['output'];
  timeZone: Scalars['String']['output'];
  dateFormat: Scalars['String']['output'];
  rateLimitAmount: Scalars['Int']['output'];
  rateLimitUnit: RateLimitUnit;
  poolId?: Maybe<Scalars['ID']['output']>;
};

export type ConnectionPool = {
  __typename?: 'ConnectionPool';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  limit: Scalars['Int']['output'];
};

export type MethodKind =
  | 'none'
  | 'fields'
  | 'consent';

export type StoredField = {
  __typename?: 'StoredField';
  key: Scalars['String']['output'];
  label: Scalars['String']['output'];
  required: Scalars['Boolean']['output'];
  advanced: Scalars['Boolean']['output'];
  secret: Scalars['Boolean']['output'];
  /** Whether something is stored. */
  hasValue: Scalars['Boolean']['output'];
  /** Null for a secret. */
  value?: Maybe<Scalars['String']['output']>;
};

export type FlowUse = {
  __typename?: 'FlowUse';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  isEnabled: Scalars['Boolean']['output'];
  steps: Array<FlowStep>;
  /** The flow at its vendor, when an address for it is configured. */
  vendorUrl?: Maybe<Scalars['String']['output']>;
};

export type FlowStep = {
  __typename?: 'FlowStep';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

export type FlowRunState =
  | 'started'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'partly'
  | 'unknown';

export type FlowRun = {
  __typename?: 'FlowRun';
  id: Scalars['ID']['output'];
  flowId: Scalars['ID']['output'];
  flowName: Scalars['String']['output'];
  state: FlowRunState;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, in the vendor's words. */
  message?: Maybe<Scalars['String']['output']>;
};

export type InstanceConfiguration =
  | 'complete'
  | 'incomplete'
  /** Complete, but for what single users set for themselves. */
  | 'users'
  | 'unknown';

/**
 * Where an instance stands that runs only once it was deployed. Each of these holds by itself: one can be paused, outdated and
 * failing at once.
 */
export type LastRun =
  | 'running'
  | 'ok'
  | 'failed'
  /** A run waits for somebody to look at what it read. */
  | 'needs_person';

export type DeploymentFlags = {
  __typename?: 'DeploymentFlags';
  /** Turned on, whatever else holds. */
  isEnabled: Scalars['Boolean']['output'];
  /** Nothing runs before the first deployment, whatever else is said. */
  wasDeployed: Scalars['Boolean']['output'];
  configuration: InstanceConfiguration;
  /** Its values or its version differ from what was deployed last. */
  hasUndeployedChanges: Scalars['Boolean']['output'];
  /** The last run of one of its flows failed. */
  isFailing: Scalars['Boolean']['output'];
  /** The vendor itself has stopped it. */
  isSuspended: Scalars['Boolean']['output'];
  /** The version it points at. */
  versionNumber: Scalars['Int']['output'];
  /** The version that is at work; null before the first deployment. */
  deployedVersionNumber?: Maybe<Scalars['Int']['output']>;
  /** The newest published version, when it is a newer one. */
  newerVersionNumber?: Maybe<Scalars['Int']['output']>;
  lastDeployedAt?: Maybe<Scalars['DateTime']['output']>;
  lastRanAt?: Maybe<Scalars['DateTime']['output']>;
};

export type PrismaticInstance = Instance & {
  __typename?: 'PrismaticInstance';
  id: Scalars['ID']['output'];
  row: InstanceRow;
  timeline: Array<TimelineEntry>;
  /** What Prismatic says now. Null when it could not be asked, and for people who may only view; then `problemCode` says why. */
  detail?: Maybe<PrismaticDetail>;
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type PrismaticDetail = {
  __typename?: 'PrismaticDetail';
  description?: Maybe<Scalars['String']['output']>;
  labels: Array<Scalars['String']['output']>;
  /** The version it points at. */
  versionId: Scalars['ID']['output'];
  state: DeploymentFlags;
  allowed: AllowedActions;
  connections: Array<ConnectionState>;
  flows: Array<InstanceFlow>;
  /** The vendor's own page about it, when an address for it is configured. Admins only; null for others. */
  vendorUrl?: Maybe<Scalars['String']['output']>;
};

/** What the vendor lets whoever asks do. Null: it does not say. */
export type AllowedActions = {
  __typename?: 'AllowedActions';
  change?: Maybe<Scalars['Boolean']['output']>;
  configure?: Maybe<Scalars['Boolean']['output']>;
  deploy?: Maybe<Scalars['Boolean']['output']>;
  remove?: Maybe<Scalars['Boolean']['output']>;
  /** Whether owners may move it to a newer version themselves. */
  update?: Maybe<Scalars['Boolean']['output']>;
};

export type ConnectionStatus =
  | 'active'
  /** Somebody must still agree on the third party's page. */
  | 'waiting'
  | 'failed'
  | 'unknown';

export type ConnectionState = {
  __typename?: 'ConnectionState';
  key: Scalars['String']['output'];
  status: ConnectionStatus;
  lastRefreshedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type InstanceFlow = {
  __typename?: 'InstanceFlow';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  /** Its caller waits for its answer. */
  answersCaller: Scalars['Boolean']['output'];
  /** Starts the flow for anybody who knows it. */
  webhookUrl?: Maybe<Scalars['String']['output']>;
  needsKey: Scalars['Boolean']['output'];
  isFailing: Scalars['Boolean']['output'];
  lastRanAt?: Maybe<Scalars['DateTime']['output']>;
  testPayload?: Maybe<Scalars['String']['output']>;
  testContentType?: Maybe<Scalars['String']['output']>;
};

export type RunState =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'unknown';

export type RunTrigger =
  | 'webhook'
  | 'schedule'
  | 'test'
  | 'deployment'
  | 'removal'
  | 'flow'
  | 'agent'
  | 'unknown';

export type RunFilter = {
  instanceId?: InputMaybe<Scalars['ID']['input']>;
  flowId?: InputMaybe<Scalars['String']['input']>;
  /** `succeeded` or `failed`; others are no filter of the vendor's. */
  state?: InputMaybe<RunState>;
  /** Failed, and not repeated yet. */
  isUnmended?: InputMaybe<Scalars['Boolean']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

export type RunConnection = {
  __typename?: 'RunConnection';
  nodes: Array<Run>;
  pageInfo: PageInfo;
  /** Null when the vendor does not count. */
  totalCount?: Maybe<Scalars['Int']['output']>;
  outcomes: Array<VendorOutcome>;
};

export type Run = {
  __typename?: 'Run';
  id: Scalars['ID']['output'];
  /** The instance, when the index has it. */
  row?: Maybe<InstanceRow>;
  instanceName: Scalars['String']['output'];
  flowId?: Maybe<Scalars['String']['output']>;
  flowName?: Maybe<Scalars['String']['output']>;
  state: RunState;
  /** It ended well, and found nothing to do or somebody else at it. */
  wasIdle: Scalars['Boolean']['output'];
  trigger: RunTrigger;
  isTest: Scalars['Boolean']['output'];
  startedAt: Scalars['DateTime']['output'];
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's words. */
  error?: Maybe<Scalars['String']['output']>;
  /** How often it was tried again so far, and how often it may be; null where it is not. */
  retryCount?: Maybe<Scalars['Int']['output']>;
  mostRetries?: Maybe<Scalars['Int']['output']>;
  stepCount?: Maybe<Scalars['Int']['output']>;
  /** The run that this one repeats. */
  replayOf?: Maybe<Scalars['String']['output']>;
  wasReplayed: Scalars['Boolean']['output'];
};

export type RunDetail = {
  __typename?: 'RunDetail';
  run: Run;
  steps: Array<RunStep>;
};

export type RunStep = {
  __typename?: 'RunStep';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  hasFailed: Scalars['Boolean']['output'];
};

export type RunCounts = {
  __typename?: 'RunCounts';
  nodes: Array<RunCount>;
  outcomes: Array<VendorOutcome>;
};

export type RunCount = {
  __typename?: 'RunCount';
  from: Scalars['DateTime']['output'];
  all: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
};

export type SolutionState =
  | 'active'
  | 'inactive'
  | 'unknown';

export type Visibility =
  | 'public'
  | 'private'
  /** Its owner asked that everybody may see it, and nobody has agreed yet. */
  | 'pending_review'
  /** The vendor never tells it of a single solution. */
  | 'unknown';

export type JobState =
  | 'running'
  | 'complete'
  | 'failed'
  | 'cancelled'
  | 'needs_person'
  | 'paused'
  | 'unknown';

export type DeploymentFilter = {
  /** Part of the name, the author, the summary, or a whole id (ours or the vendor's). */
  search?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<SolutionState>;
  name?: InputMaybe<Scalars['String']['input']>;
  author?: InputMaybe<Scalars['String']['input']>;
  owner?: InputMaybe<Scalars['String']['input']>;
  visibility?: InputMaybe<Visibility>;
};

export type DeploymentSortField =
  | 'name'
  | 'version'
  | 'owner'
  | 'author'
  | 'state'
  | 'visibility'
  | 'created'
  | 'updated'
  | 'newest_job';

export type DeploymentSort = {
  field: DeploymentSortField;
  direction: SortDirection;
};

export type DeploymentConnection = {
  __typename?: 'DeploymentConnection';
  nodes: Array<Deployment>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
  unfilteredCount: Scalars['Int']['output'];
  /** Those by whom one can filter. */
  authors: Array<Scalars['String']['output']>;
  owners: Array<Scalars['String']['output']>;
  outcomes: Array<VendorOutcome>;
};

/** A solution that is deployed, as lists show it. Each version of a name is one of its own. */
export type Deployment = {
  __typename?: 'Deployment';
  row: InstanceRow;
  name: Scalars['String']['output'];
  version: Scalars['String']['output'];
  owner: Scalars['String']['output'];
  author?: Maybe<Scalars['String']['output']>;
  summary?: Maybe<Scalars['String']['output']>;
  state: SolutionState;
  visibility: Visibility;
  /** Everybody's: it can be run, and only administrators may change it. */
  isPublic: Scalars['Boolean']['output'];
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Of the newest job; null while it is not known. */
  newestJobId?: Maybe<Scalars['String']['output']>;
  newestJobState?: Maybe<JobState>;
  newestJobAt?: Maybe<Scalars['DateTime']['output']>;
};

export type InstabaseInstance = Instance & {
  __typename?: 'InstabaseInstance';
  id: Scalars['ID']['output'];
  row: InstanceRow;
  timeline: Array<TimelineEntry>;
  deployment?: Maybe<Deployment>;
  /** What Instabase says now. Null when it could not be asked; then `problemCode` says why. */
  detail?: Maybe<DeployedSolution>;
  problemCode?: Maybe<Scalars['String']['output']>;
};

export type DeployedSolution = {
  __typename?: 'DeployedSolution';
  description?: Maybe<Scalars['String']['output']>;
  /** The file it was deployed from, where the vendor tells. */
  packagePath?: Maybe<Scalars['String']['output']>;
  metadata?: Maybe<DeploymentMetadata>;
  /** Found out by asking for the solutions of each visibility. */
  visibility: Visibility;
  /** Every version of the same name and owner, the newest first. */
  versions: Array<Deployment>;
  /** Whether who asks may change and remove it. */
  mayChange: Scalars['Boolean']['output'];
  /** Folders below which the account may read and write; empty for admins, who may use all. */
  folderPrefixes: Array<Scalars['String']['output']>;
  vendorUrl?: Maybe<Scalars['String']['output']>;
};

/**
 * What a package or a job says besides: JSON as text when it parses, else the raw text. Values whose key looks like that of a secret
 * are masked.
 */
export type DeploymentMetadata = {
  __typename?: 'DeploymentMetadata';
  isJson: Scalars['Boolean']['output'];
  text: Scalars['String']['output'];
};

export type JobFilter = {
  /** Of these solutions, by our ids. */
  instanceIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Usernames of those who started them. */
  users?: InputMaybe<Array<Scalars['String']['input']>>;
  jobIds?: InputMaybe<Array<Scalars['String']['input']>>;
  states?: InputMaybe<Array<JobState>>;
  /** The spaces that they write into, as `<owner>/<name>`. */
  spaces?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Of solutions of these owners, and with these names. */
  owners?: InputMaybe<Array<Scalars['String']['input']>>;
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Admins only: whose jobs, as that account sees them. Null: those in the operator's own spaces. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
};

export type JobSortField =
  | 'started'
  | 'name'
  | 'version'
  | 'username'
  | 'duration'
  | 'state';

export type JobSort = {
  field: JobSortField;
  direction: SortDirection;
};

export type JobPage = {
  __typename?: 'JobPage';
  nodes: Array<Job>;
  /** A full page: there may be more. */
  mayHaveMore: Scalars['Boolean']['output'];
  /** How many jobs came that could not be read. */
  unreadableCount: Scalars['Int']['output'];
  outcome: VendorOutcome;
  /** The fields that were refused: `spaces` is `required` for an owner of very many. */
  problemFields: Array<Scalars['String']['output']>;
};

/** A moment to the nanosecond: since 1970, in decimal digits. */
export type ExactTime = {
  __typename?: 'ExactTime';
  at: Scalars['DateTime']['output'];
  nanoseconds: Scalars['String']['output'];
};

export type Job = {
  __typename?: 'Job';
  id: Scalars['ID']['output'];
  /** The solution, when the index has it and it is yours. */
  row?: Maybe<InstanceRow>;
  solutionId?: Maybe<Scalars['String']['output']>;
  state: JobState;
  /** The vendor's own word for the state. */
  stateWord: Scalars['String']['output'];
  /** The vendor's private id of who started it, which is no username. */
  startedBy?: Maybe<Scalars['String']['output']>;
  kind?: Maybe<Scalars['String']['output']>;
  startedAt?: Maybe<ExactTime>;
  /** Later than `startedAt` when a person let it go on. */
  lastStartedAt?: Maybe<ExactTime>;
  changedAt?: Maybe<ExactTime>;
  finishedAt?: Maybe<ExactTime>;
  /** In decimal digits; null as long as it has not ended. */
  durationNanoseconds?: Maybe<Scalars['String']['output']>;
  message?: Maybe<Scalars['String']['output']>;
  /** What it reads; known of jobs that were begun here, null for all others. */
  inputFolder?: Maybe<Scalars['String']['output']>;
  outputFolder?: Maybe<Scalars['String']['output']>;
  metadata?: Maybe<DeploymentMetadata>;
  /** Where a person looks at what it read, when it waits for one and an address is configured. */
  reviewUrl?: Maybe<Scalars['String']['output']>;
};

export type Overview = {
  __typename?: 'Overview';
  at: Scalars['DateTime']['output'];
  /** The midnight from which on changes are counted. */
  since: Scalars['DateTime']['output'];
  /** Every vendor that is set up. */
  vendors: Array<VendorOverview>;
  /** Operations that came to an end in each of the last 24 hours, the oldest hour first; the last one is not over yet. */
  hours: Array<OperationHour>;
  /** What was done since then, by the action's name and result, the commonest first. */
  changes: Array<ChangeCount>;
  /** What is over, or will be soon, the most urgent first; at most 100. */
  lapses: Array<Lapse>;
};

export type VendorState =
  | 'up'
  /** It answers, and takes long over it. */
  | 'slow'
  /** It has asked for a pause: what nobody waits for is held back. */
  | 'limited'
  /** It does not answer, and is left alone for a while. */
  | 'down'
  /** It has not been asked yet. */
  | 'unread';

export type VendorOverview = {
  __typename?: 'VendorOverview';
  vendor: Vendor;
  instanceCount: Scalars['Int']['output'];
  /** Exact counts; what has no rows is left out. */
  healths: Array<HealthCount>;
  state: VendorState;
  /** Since when it is down. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** When it is asked again, while it is limited or down. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
  /** How long it took over its answers lately, in milliseconds. */
  answerMs?: Maybe<Scalars['Int']['output']>;
  /** How the last reading of everybody's instances went. */
  outcome: VendorOutcome;
};

export type OperationHour = {
  __typename?: 'OperationHour';
  from: Scalars['DateTime']['output'];
  all: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
};

export type ChangeCount = {
  __typename?: 'ChangeCount';
  action: Scalars['String']['output'];
  outcome: TimelineOutcome;
  count: Scalars['Int']['output'];
};

export type LapseKind =
  /** The vendor did not take an account's own credential when it was asked last. */
  | 'credential'
  /** What a failed run sent and received is forgotten by its vendor then. */
  | 'payloads'
  /** Of a failed run nothing is left at its vendor then. */
  | 'logs';

export type Lapse = {
  __typename?: 'Lapse';
  kind: LapseKind;
  vendor: Vendor;
  account: Account;
  /** The failed run and its flow; null for credentials. */
  flowId?: Maybe<Scalars['String']['output']>;
  runId?: Maybe<Scalars['String']['output']>;
  /** The vendor's own page about the flow, where an address is configured. */
  vendorUrl?: Maybe<Scalars['String']['output']>;
  /** When the vendor refused it, or the run failed. */
  since: Scalars['DateTime']['output'];
  /** When it is gone; null for what is over already. */
  at?: Maybe<Scalars['DateTime']['output']>;
};

export type AuditFilter = {
  /** Words that each stand in who, for whom, what, the instance, the detail or the request id; a whole id is one too. */
  search?: InputMaybe<Scalars['String']['input']>;
  actions?: InputMaybe<Array<Scalars['String']['input']>>;
  outcomes?: InputMaybe<Array<TimelineOutcome>>;
  personId?: InputMaybe<Scalars['ID']['input']>;
  accountId?: InputMaybe<Scalars['ID']['input']>;
  instanceId?: InputMaybe<Scalars['ID']['input']>;
  /** The first moment that counts. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The first moment that no longer counts. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Read by keyset: what is written meanwhile moves no page. It tells no total. */
export type AuditConnection = {
  __typename?: 'AuditConnection';
  nodes: Array<AuditEntry>;
  pageInfo: PageInfo;
};

export type AuditEntry = {
  __typename?: 'AuditEntry';
  id: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  action: Scalars['String']['output'];
  outcome: TimelineOutcome;
  /** Who did it; null for what happened by itself, and for whoever could not be told. */
  person?: Maybe<AuditPerson>;
  /** For whom. */
  account?: Maybe<Account>;
  instance?: Maybe<AuditInstance>;
  problemCode?: Maybe<Scalars['String']['output']>;
  detail?: Maybe<Scalars['String']['output']>;
  requestId?: Maybe<Scalars['String']['output']>;
};

export type AuditPerson = {
  __typename?: 'AuditPerson';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

/** Of an instance that is no longer in the index all but its id is null. */
export type AuditInstance = {
  __typename?: 'AuditInstance';
  id: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  /** It was removed; there is no page of it. */
  isRemoved: Scalars['Boolean']['output'];
};

export type AuditChoices = {
  __typename?: 'AuditChoices';
  actions: Array<Scalars['String']['output']>;
  people: Array<AuditPersonChoice>;
  accounts: Array<Account>;
};

export type AuditPersonChoice = {
  __typename?: 'AuditPersonChoice';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Null for administrators. */
  account?: Maybe<Account>;
};

export type AccountSortField =
  | 'name'
  | 'created'
  | 'people'
  | 'instances'
  /** When one of its people did something last. */
  | 'activity';

export type AccountSort = {
  field: AccountSortField;
  direction: SortDirection;
};

export type AccountConnection = {
  __typename?: 'AccountConnection';
  nodes: Array<AccountRow>;
  pageInfo: PageInfo;
  /** Accounts that match the search. */
  totalCount: Scalars['Int']['output'];
  unfilteredCount: Scalars['Int']['output'];
};

export type AccountRow = {
  __typename?: 'AccountRow';
  account: Account;
  createdAt: Scalars['DateTime']['output'];
  peopleCount: Scalars['Int']['output'];
  /** Where somebody has told, or a vendor, who it is. */
  linkedVendors: Array<Vendor>;
  instanceCount: Scalars['Int']['output'];
  /** Exact counts; what has no rows is left out. */
  healths: Array<HealthCount>;
  /** When one of its people did something last, signing in included; null when none ever did. */
  lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
};

export type AccountDetail = {
  __typename?: 'AccountDetail';
  account: Account;
  createdAt: Scalars['DateTime']['output'];
  people: Array<AccountPerson>;
  /** One for each vendor that is set up. */
  links: Array<AccountLink>;
  /** One for each vendor where it has any. */
  instances: Array<AccountInstances>;
  lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was done by its people or for it, newest first; the 20 newest. */
  activity: Array<TimelineEntry>;
};

export type AccountPerson = {
  __typename?: 'AccountPerson';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  viewOnly: Scalars['Boolean']['output'];
  sessionCount: Scalars['Int']['output'];
  /** When one of the sessions that stand was used last, to the minute; null without one. */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
};

export type LinkField =
  | 'vendorAccountId'
  | 'credential'
  | 'folderPrefixes';

/** Who an account is at one vendor. The credential itself is in no answer. */
export type AccountLink = {
  __typename?: 'AccountLink';
  vendor: Vendor;
  /** What an administrator enters there. */
  fields: Array<LinkField>;
  /** The vendor itself tells who an account is, by its external id, or makes it known. */
  canBeFound: Scalars['Boolean']['output'];
  /** Null: there is no link. */
  vendorAccountId?: Maybe<Scalars['String']['output']>;
  folderPrefixes: Array<Scalars['String']['output']>;
  /** A credential of the account's own is kept, sealed. */
  hasCredential: Scalars['Boolean']['output'];
  /** Its credential stands in the environment and is not entered here. */
  isInEnvironment: Scalars['Boolean']['output'];
  /** It stands for an owner whom no account is linked with, and cannot be removed. */
  isOfUnlinkedOwner: Scalars['Boolean']['output'];
  /** When an administrator entered it last; null for one that was found or made. */
  enteredAt?: Maybe<Scalars['DateTime']['output']>;
  enteredBy?: Maybe<Scalars['String']['output']>;
  /** When the vendor last said whether it is good; null when it was not asked. */
  checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it said, as a problem code; null for good. */
  problemCode?: Maybe<Scalars['String']['output']>;
  /** An administrator has taken it away, and it is not looked for by itself. */
  removedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type AccountInstances = {
  __typename?: 'AccountInstances';
  vendor: Vendor;
  count: Scalars['Int']['output'];
  healths: Array<HealthCount>;
};

/** Where the instances of a template stand that has a newer version. `automatic` may be upgraded now as well, and is counted in `ready` besides. */
export type UpgradePlan = {
  __typename?: 'UpgradePlan';
  vendor: Vendor;
  templateId: Scalars['String']['output'];
  templateName: Scalars['String']['output'];
  /** The newest version, where versions are numbered. */
  newestVersion?: Maybe<Scalars['Int']['output']>;
  /** Instances that are on it already. */
  currentCount: Scalars['Int']['output'];
  /** Those that their vendor moves by itself. */
  automaticCount: Scalars['Int']['output'];
  /** Those that can be upgraded now. */
  readyCount: Scalars['Int']['output'];
  /** Those whose owner has to choose or to sign in. */
  ownerCount: Scalars['Int']['output'];
  /** Those that wait for values from the company. */
  companyCount: Scalars['Int']['output'];
  /** Accounts with instances whose owner has to act. */
  ownerAccountCount: Scalars['Int']['output'];
  /** What the owners were told, as long as it stands. */
  notice?: Maybe<UpgradeNotice>;
};

export type UpgradeNotice = {
  __typename?: 'UpgradeNotice';
  id: Scalars['ID']['output'];
  message?: Maybe<Scalars['String']['output']>;
  sentAt: Scalars['DateTime']['output'];
  personName: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Vendor: Vendor;
  InstanceStatus: InstanceStatus;
  InstanceHealth: InstanceHealth;
  UpdateKind: UpdateKind;
  OperationKind: OperationKind;
  OperationState: OperationState;
  OperationStep: OperationStep;
  OutcomeState: OutcomeState;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  InstanceDetailsInput: InstanceDetailsInput;
  UpdateConnectorInstanceInput: UpdateConnectorInstanceInput;
  ConnectorInstancePayload: ResolverTypeWrapper<Omit<ConnectorInstancePayload, 'instance'> & { instance: ResolversTypes['PatchworksInstance'] }>;
  ChangeFlowStepInput: ChangeFlowStepInput;
  FlowStepPayload: ResolverTypeWrapper<FlowStepPayload>;
  InstallConnectorInput: InstallConnectorInput;
  ConnectorInput: ConnectorInput;
  RemoveConnectorInput: RemoveConnectorInput;
  ConnectorPayload: ResolverTypeWrapper<Omit<ConnectorPayload, 'connector'> & { connector: ResolversTypes['Connector'] }>;
  RemoveConnectorPayload: ResolverTypeWrapper<RemoveConnectorPayload>;
  InstanceInput: InstanceInput;
  RenameInstanceInput: RenameInstanceInput;
  UpdateInstanceValuesInput: UpdateInstanceValuesInput;
  ConfigValueInput: ConfigValueInput;
  AuthValueInput: AuthValueInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  RemoveInstanceInput: RemoveInstanceInput;
  InstancePayload: ResolverTypeWrapper<Omit<InstancePayload, 'instance' | 'operation'> & { instance: ResolversTypes['InstanceRow'], operation: ResolversTypes['OperationSummary'] }>;
  RemoveInstancePayload: ResolverTypeWrapper<Omit<RemoveInstancePayload, 'operation'> & { operation: ResolversTypes['OperationSummary'] }>;
  InstanceFilter: InstanceFilter;
  InstanceSortField: InstanceSortField;
  SortDirection: SortDirection;
  InstanceSort: InstanceSort;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  InstanceConnection: ResolverTypeWrapper<Omit<InstanceConnection, 'nodes'> & { nodes: Array<ResolversTypes['InstanceRow']> }>;
  VendorAge: ResolverTypeWrapper<VendorAge>;
  StatusCount: ResolverTypeWrapper<StatusCount>;
  InstanceFacets: ResolverTypeWrapper<InstanceFacets>;
  VendorCount: ResolverTypeWrapper<VendorCount>;
  HealthCount: ResolverTypeWrapper<HealthCount>;
  UpdateCount: ResolverTypeWrapper<UpdateCount>;
  NamedCounts: ResolverTypeWrapper<NamedCounts>;
  NamedCount: ResolverTypeWrapper<NamedCount>;
  VendorOutcome: ResolverTypeWrapper<VendorOutcome>;
  Account: ResolverTypeWrapper<Account>;
  InstanceRow: ResolverTypeWrapper<IndexedInstance>;
  OperationSummary: ResolverTypeWrapper<OperationGlance>;
  Instance: ResolverTypeWrapper<AnyInstanceParent>;
  TimelineEntry: ResolverTypeWrapper<TimelineEntry>;
  TimelineOutcome: TimelineOutcome;
  TrayInstance: ResolverTypeWrapper<InstanceParent>;
  TrayDetail: ResolverTypeWrapper<TrayDetail>;
  TraySolution: ResolverTypeWrapper<TraySolution>;
  CustomField: ResolverTypeWrapper<CustomField>;
  TrayAuthSlot: ResolverTypeWrapper<TrayAuthSlot>;
  TrayAuthentication: ResolverTypeWrapper<TrayAuthentication>;
  SlotConnection: ResolverTypeWrapper<SlotConnection>;
  ActivationChoices: ResolverTypeWrapper<ActivationChoices>;
  AuthSlotChoices: ResolverTypeWrapper<AuthSlotChoices>;
  ConfigSlotChoice: ResolverTypeWrapper<ConfigSlotChoice>;
  TrayConfigSlot: ResolverTypeWrapper<TrayConfigSlot>;
  TrayWorkflow: ResolverTypeWrapper<TrayWorkflow>;
  TemplateFilter: TemplateFilter;
  TemplateConnection: ResolverTypeWrapper<TemplateConnection>;
  Template: ResolverTypeWrapper<Template>;
  DebugView: ResolverTypeWrapper<DebugViewParent>;
  InstanceOperation: ResolverTypeWrapper<InstanceOperation>;
  DebugAnswers: ResolverTypeWrapper<DebugAnswers>;
  VendorAnswer: ResolverTypeWrapper<VendorAnswer>;
  RateLimitUnit: RateLimitUnit;
  ConnectorList: ResolverTypeWrapper<Omit<ConnectorList, 'nodes'> & { nodes: Array<ResolversTypes['Connector']> }>;
  Connector: ResolverTypeWrapper<Omit<Connector, 'instances'> & { instances: Array<ResolversTypes['ConnectorInstance']> }>;
  ConnectorInstance: ResolverTypeWrapper<Omit<ConnectorInstance, 'row'> & { row: ResolversTypes['InstanceRow'] }>;
  Marketplace: ResolverTypeWrapper<Marketplace>;
  MarketplaceEntry: ResolverTypeWrapper<MarketplaceEntry>;
  PatchworksInstance: ResolverTypeWrapper<ConnectorInstanceParent>;
  ConnectorInstanceDetail: ResolverTypeWrapper<ConnectorDetailParent>;
  InstanceDetails: ResolverTypeWrapper<InstanceDetails>;
  ConnectionPool: ResolverTypeWrapper<ConnectionPool>;
  MethodKind: MethodKind;
  StoredField: ResolverTypeWrapper<StoredField>;
  FlowUse: ResolverTypeWrapper<FlowUse>;
  FlowStep: ResolverTypeWrapper<FlowStep>;
  FlowRunState: FlowRunState;
  FlowRun: ResolverTypeWrapper<FlowRun>;
  InstanceConfiguration: InstanceConfiguration;
  LastRun: LastRun;
  DeploymentFlags: ResolverTypeWrapper<DeploymentFlags>;
  PrismaticInstance: ResolverTypeWrapper<PrismaticInstanceParent>;
  PrismaticDetail: ResolverTypeWrapper<PrismaticDetailParent>;
  AllowedActions: ResolverTypeWrapper<AllowedActions>;
  ConnectionStatus: ConnectionStatus;
  ConnectionState: ResolverTypeWrapper<ConnectionState>;
  InstanceFlow: ResolverTypeWrapper<InstanceFlow>;
  RunState: RunState;
  RunTrigger: RunTrigger;
  RunFilter: RunFilter;
  RunConnection: ResolverTypeWrapper<Omit<RunConnection, 'nodes'> & { nodes: Array<ResolversTypes['Run']> }>;
  Run: ResolverTypeWrapper<Omit<Run, 'row'> & { row?: Maybe<ResolversTypes['InstanceRow']> }>;
  RunDetail: ResolverTypeWrapper<Omit<RunDetail, 'run'> & { run: ResolversTypes['Run'] }>;
  RunStep: ResolverTypeWrapper<RunStep>;
  RunCounts: ResolverTypeWrapper<RunCounts>;
  RunCount: ResolverTypeWrapper<RunCount>;
  SolutionState: SolutionState;
  Visibility: Visibility;
  JobState: JobState;
  DeploymentFilter: DeploymentFilter;
  DeploymentSortField: DeploymentSortField;
  DeploymentSort: DeploymentSort;
  DeploymentConnection: ResolverTypeWrapper<Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversTypes['Deployment']> }>;
  Deployment: ResolverTypeWrapper<Omit<Deployment, 'row'> & { row: ResolversTypes['InstanceRow'] }>;
  InstabaseInstance: ResolverTypeWrapper<InstabaseInstanceParent>;
  DeployedSolution: ResolverTypeWrapper<DeployedSolutionParent>;
  DeploymentMetadata: ResolverTypeWrapper<DeploymentMetadata>;
  JobFilter: JobFilter;
  JobSortField: JobSortField;
  JobSort: JobSort;
  JobPage: ResolverTypeWrapper<Omit<JobPage, 'nodes'> & { nodes: Array<ResolversTypes['Job']> }>;
  ExactTime: ResolverTypeWrapper<ExactTime>;
  Job: ResolverTypeWrapper<Omit<Job, 'row'> & { row?: Maybe<ResolversTypes['InstanceRow']> }>;
  Overview: ResolverTypeWrapper<Overview>;
  VendorState: VendorState;
  VendorOverview: ResolverTypeWrapper<VendorOverview>;
  OperationHour: ResolverTypeWrapper<OperationHour>;
  ChangeCount: ResolverTypeWrapper<ChangeCount>;
  LapseKind: LapseKind;
  Lapse: ResolverTypeWrapper<Lapse>;
  AuditFilter: AuditFilter;
  AuditConnection: ResolverTypeWrapper<AuditConnection>;
  AuditEntry: ResolverTypeWrapper<AuditEntry>;
  AuditPerson: ResolverTypeWrapper<AuditPerson>;
  AuditInstance: ResolverTypeWrapper<AuditInstance>;
  AuditChoices: ResolverTypeWrapper<AuditChoices>;
  AuditPersonChoice: ResolverTypeWrapper<AuditPersonChoice>;
  AccountSortField: AccountSortField;
  AccountSort: AccountSort;
  AccountConnection: ResolverTypeWrapper<AccountConnection>;
  AccountRow: ResolverTypeWrapper<AccountRow>;
  AccountDetail: ResolverTypeWrapper<AccountDetail>;
  AccountPerson: ResolverTypeWrapper<AccountPerson>;
  LinkField: LinkField;
  AccountLink: ResolverTypeWrapper<AccountLink>;
  AccountInstances: ResolverTypeWrapper<AccountInstances>;
  UpgradePlan: ResolverTypeWrapper<UpgradePlan>;
  UpgradeNotice: ResolverTypeWrapper<UpgradeNotice>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  InstanceDetailsInput: InstanceDetailsInput;
  UpdateConnectorInstanceInput: UpdateConnectorInstanceInput;
  ConnectorInstancePayload: Omit<ConnectorInstancePayload, 'instance'> & { instance: ResolversParentTypes['PatchworksInstance'] };
  ChangeFlowStepInput: ChangeFlowStepInput;
  FlowStepPayload: FlowStepPayload;
  InstallConnectorInput: InstallConnectorInput;
  ConnectorInput: ConnectorInput;
  RemoveConnectorInput: RemoveConnectorInput;
  ConnectorPayload: Omit<ConnectorPayload, 'connector'> & { connector: ResolversParentTypes['Connector'] };
  RemoveConnectorPayload: RemoveConnectorPayload;
  InstanceInput: InstanceInput;
  RenameInstanceInput: RenameInstanceInput;
  UpdateInstanceValuesInput: UpdateInstanceValuesInput;
  ConfigValueInput: ConfigValueInput;
  AuthValueInput: AuthValueInput;
  Boolean: Scalars['Boolean']['output'];
  RemoveInstanceInput: RemoveInstanceInput;
  InstancePayload: Omit<InstancePayload, 'instance' | 'operation'> & { instance: ResolversParentTypes['InstanceRow'], operation: ResolversParentTypes['OperationSummary'] };
  RemoveInstancePayload: Omit<RemoveInstancePayload, 'operation'> & { operation: ResolversParentTypes['OperationSummary'] };
  InstanceFilter: InstanceFilter;
  InstanceSort: InstanceSort;
  PageInfo: PageInfo;
  InstanceConnection: Omit<InstanceConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['InstanceRow']> };
  VendorAge: VendorAge;
  StatusCount: StatusCount;
  InstanceFacets: InstanceFacets;
  VendorCount: VendorCount;
  HealthCount: HealthCount;
  UpdateCount: UpdateCount;
  NamedCounts: NamedCounts;
  NamedCount: NamedCount;
  VendorOutcome: VendorOutcome;
  Account: Account;
  InstanceRow: IndexedInstance;
  OperationSummary: OperationGlance;
  Instance: AnyInstanceParent;
  TimelineEntry: TimelineEntry;
  TrayInstance: InstanceParent;
  TrayDetail: TrayDetail;
  TraySolution: TraySolution;
  CustomField: CustomField;
  TrayAuthSlot: TrayAuthSlot;
  TrayAuthentication: TrayAuthentication;
  SlotConnection: SlotConnection;
  ActivationChoices: ActivationChoices;
  AuthSlotChoices: AuthSlotChoices;
  ConfigSlotChoice: ConfigSlotChoice;
  TrayConfigSlot: TrayConfigSlot;
  TrayWorkflow: TrayWorkflow;
  TemplateFilter: TemplateFilter;
  TemplateConnection: TemplateConnection;
  Template: Template;
  DebugView: DebugViewParent;
  InstanceOperation: InstanceOperation;
  DebugAnswers: DebugAnswers;
  VendorAnswer: VendorAnswer;
  ConnectorList: Omit<ConnectorList, 'nodes'> & { nodes: Array<ResolversParentTypes['Connector']> };
  Connector: Omit<Connector, 'instances'> & { instances: Array<ResolversParentTypes['ConnectorInstance']> };
  ConnectorInstance: Omit<ConnectorInstance, 'row'> & { row: ResolversParentTypes['InstanceRow'] };
  Marketplace: Marketplace;
  MarketplaceEntry: MarketplaceEntry;
  PatchworksInstance: ConnectorInstanceParent;
  ConnectorInstanceDetail: ConnectorDetailParent;
  InstanceDetails: InstanceDetails;
  ConnectionPool: ConnectionPool;
  StoredField: StoredField;
  FlowUse: FlowUse;
  FlowStep: FlowStep;
  FlowRun: FlowRun;
  DeploymentFlags: DeploymentFlags;
  PrismaticInstance: PrismaticInstanceParent;
  PrismaticDetail: PrismaticDetailParent;
  AllowedActions: AllowedActions;
  ConnectionState: ConnectionState;
  InstanceFlow: InstanceFlow;
  RunFilter: RunFilter;
  RunConnection: Omit<RunConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Run']> };
  Run: Omit<Run, 'row'> & { row?: Maybe<ResolversParentTypes['InstanceRow']> };
  RunDetail: Omit<RunDetail, 'run'> & { run: ResolversParentTypes['Run'] };
  RunStep: RunStep;
  RunCounts: RunCounts;
  RunCount: RunCount;
  DeploymentFilter: DeploymentFilter;
  DeploymentSort: DeploymentSort;
  DeploymentConnection: Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Deployment']> };
  Deployment: Omit<Deployment, 'row'> & { row: ResolversParentTypes['InstanceRow'] };
  InstabaseInstance: InstabaseInstanceParent;
  DeployedSolution: DeployedSolutionParent;
  DeploymentMetadata: DeploymentMetadata;
  JobFilter: JobFilter;
  JobSort: JobSort;
  JobPage: Omit<JobPage, 'nodes'> & { nodes: Array<ResolversParentTypes['Job']> };
  ExactTime: ExactTime;
  Job: Omit<Job, 'row'> & { row?: Maybe<ResolversParentTypes['InstanceRow']> };
  Overview: Overview;
  VendorOverview: VendorOverview;
  OperationHour: OperationHour;
  ChangeCount: ChangeCount;
  Lapse: Lapse;
  AuditFilter: AuditFilter;
  AuditConnection: AuditConnection;
  AuditEntry: AuditEntry;
  AuditPerson: AuditPerson;
  AuditInstance: AuditInstance;
  AuditChoices: AuditChoices;
  AuditPersonChoice: AuditPersonChoice;
  AccountSort: AccountSort;
  AccountConnection: AccountConnection;
  AccountRow: AccountRow;
  AccountDetail: AccountDetail;
  AccountPerson: AccountPerson;
  AccountLink: AccountLink;
  AccountInstances: AccountInstances;
  UpgradePlan: UpgradePlan;
  UpgradeNotice: UpgradeNotice;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  instances?: Resolver<ResolversTypes['InstanceConnection'], ParentType, ContextType, RequireFields<QueryInstancesArgs, 'first'>>;
  instanceFacets?: Resolver<Maybe<ResolversTypes['InstanceFacets']>, ParentType, ContextType, Partial<QueryInstanceFacetsArgs>>;
  instance?: Resolver<Maybe<ResolversTypes['Instance']>, ParentType, ContextType, RequireFields<QueryInstanceArgs, 'id'>>;
  catalogue?: Resolver<ResolversTypes['TemplateConnection'], ParentType, ContextType, RequireFields<QueryCatalogueArgs, 'first'>>;
  activationChoices?: Resolver<Maybe<ResolversTypes['ActivationChoices']>, ParentType, ContextType, RequireFields<QueryActivationChoicesArgs, 'vendor' | 'templateId'>>;
  authentications?: Resolver<Maybe<Array<ResolversTypes['TrayAuthentication']>>, ParentType, ContextType, RequireFields<QueryAuthenticationsArgs, 'vendor'>>;
  debugInstance?: Resolver<Maybe<ResolversTypes['DebugView']>, ParentType, ContextType, RequireFields<QueryDebugInstanceArgs, 'id'>>;
  audit?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<QueryAuditArgs, 'first'>>;
  auditChoices?: Resolver<Maybe<ResolversTypes['AuditChoices']>, ParentType, ContextType, Partial<QueryAuditChoicesArgs>>;
  accounts?: Resolver<Maybe<ResolversTypes['AccountConnection']>, ParentType, ContextType, RequireFields<QueryAccountsArgs, 'first'>>;
  account?: Resolver<Maybe<ResolversTypes['AccountDetail']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'id'>>;
  debugAnswers?: Resolver<Maybe<ResolversTypes['DebugAnswers']>, ParentType, ContextType, RequireFields<QueryDebugAnswersArgs, 'id'>>;
  upgrades?: Resolver<Maybe<Array<ResolversTypes['UpgradePlan']>>, ParentType, ContextType>;
  overview?: Resolver<Maybe<ResolversTypes['Overview']>, ParentType, ContextType, RequireFields<QueryOverviewArgs, 'timeZone'>>;
  connectors?: Resolver<Maybe<ResolversTypes['ConnectorList']>, ParentType, ContextType>;
  marketplace?: Resolver<Maybe<ResolversTypes['Marketplace']>, ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['RunConnection'], ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  run?: Resolver<Maybe<ResolversTypes['RunDetail']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'instanceId' | 'runId'>>;
  runCounts?: Resolver<ResolversTypes['RunCounts'], ParentType, ContextType, RequireFields<QueryRunCountsArgs, 'hours'>>;
  deployments?: Resolver<ResolversTypes['DeploymentConnection'], ParentType, ContextType, RequireFields<QueryDeploymentsArgs, 'first'>>;
  jobs?: Resolver<ResolversTypes['JobPage'], ParentType, ContextType, RequireFields<QueryJobsArgs, 'offset' | 'limit'>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'instanceId' | 'jobId'>>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  renameInstance?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationRenameInstanceArgs, 'input'>>;
  enableInstance?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationEnableInstanceArgs, 'input'>>;
  disableInstance?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationDisableInstanceArgs, 'input'>>;
  updateInstanceValues?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationUpdateInstanceValuesArgs, 'input'>>;
  upgradeInstance?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationUpgradeInstanceArgs, 'input'>>;
  removeInstance?: Resolver<ResolversTypes['RemoveInstancePayload'], ParentType, ContextType, RequireFields<MutationRemoveInstanceArgs, 'input'>>;
  finishSetUp?: Resolver<ResolversTypes['InstancePayload'], ParentType, ContextType, RequireFields<MutationFinishSetUpArgs, 'input'>>;
  discardInstance?: Resolver<ResolversTypes['RemoveInstancePayload'], ParentType, ContextType, RequireFields<MutationDiscardInstanceArgs, 'input'>>;
  updateConnectorInstance?: Resolver<ResolversTypes['ConnectorInstancePayload'], ParentType, ContextType, RequireFields<MutationUpdateConnectorInstanceArgs, 'input'>>;
  changeFlowStep?: Resolver<ResolversTypes['FlowStepPayload'], ParentType, ContextType, RequireFields<MutationChangeFlowStepArgs, 'input'>>;
  installConnector?: Resolver<ResolversTypes['ConnectorPayload'], ParentType, ContextType, RequireFields<MutationInstallConnectorArgs, 'input'>>;
  updateConnector?: Resolver<ResolversTypes['ConnectorPayload'], ParentType, ContextType, RequireFields<MutationUpdateConnectorArgs, 'input'>>;
  removeConnector?: Resolver<ResolversTypes['RemoveConnectorPayload'], ParentType, ContextType, RequireFields<MutationRemoveConnectorArgs, 'input'>>;
};

export type ConnectorInstancePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectorInstancePayload'] = ResolversParentTypes['ConnectorInstancePayload']> = {
  instance?: Resolver<ResolversTypes['PatchworksInstance'], ParentType, ContextType>;
};

export type FlowStepPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlowStepPayload'] = ResolversParentTypes['FlowStepPayload']> = {
  flows?: Resolver<Array<ResolversTypes['FlowUse']>, ParentType, ContextType>;
};

export type ConnectorPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectorPayload'] = ResolversParentTypes['ConnectorPayload']> = {
  connector?: Resolver<ResolversTypes['Connector'], ParentType, ContextType>;
};

export type RemoveConnectorPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemoveConnectorPayload'] = ResolversParentTypes['RemoveConnectorPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type InstancePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstancePayload'] = ResolversParentTypes['InstancePayload']> = {
  instance?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['OperationSummary'], ParentType, ContextType>;
};

export type RemoveInstancePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemoveInstancePayload'] = ResolversParentTypes['RemoveInstancePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['OperationSummary'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type InstanceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceConnection'] = ResolversParentTypes['InstanceConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['InstanceRow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unfilteredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  statusCounts?: Resolver<Array<ResolversTypes['StatusCount']>, ParentType, ContextType>;
  needsPersonCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  newestCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  oldestCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ages?: Resolver<Array<ResolversTypes['VendorAge']>, ParentType, ContextType>;
  outcomes?: Resolver<Array<ResolversTypes['VendorOutcome']>, ParentType, ContextType>;
};

export type VendorAgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorAge'] = ResolversParentTypes['VendorAge']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  newestCheckedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  oldestCheckedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StatusCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StatusCount'] = ResolversParentTypes['StatusCount']> = {
  status?: Resolver<ResolversTypes['InstanceStatus'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InstanceFacetsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceFacets'] = ResolversParentTypes['InstanceFacets']> = {
  vendors?: Resolver<Array<ResolversTypes['VendorCount']>, ParentType, ContextType>;
  statuses?: Resolver<Array<ResolversTypes['StatusCount']>, ParentType, ContextType>;
  healths?: Resolver<Array<ResolversTypes['HealthCount']>, ParentType, ContextType>;
  updates?: Resolver<Array<ResolversTypes['UpdateCount']>, ParentType, ContextType>;
  accounts?: Resolver<ResolversTypes['NamedCounts'], ParentType, ContextType>;
  templates?: Resolver<ResolversTypes['NamedCounts'], ParentType, ContextType>;
};

export type VendorCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorCount'] = ResolversParentTypes['VendorCount']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HealthCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HealthCount'] = ResolversParentTypes['HealthCount']> = {
  health?: Resolver<ResolversTypes['InstanceHealth'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UpdateCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpdateCount'] = ResolversParentTypes['UpdateCount']> = {
  update?: Resolver<ResolversTypes['UpdateKind'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NamedCountsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NamedCounts'] = ResolversParentTypes['NamedCounts']> = {
  nodes?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NamedCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NamedCount'] = ResolversParentTypes['NamedCount']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VendorOutcomeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorOutcome'] = ResolversParentTypes['VendorOutcome']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OutcomeState'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  missingCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refreshing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InstanceRowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceRow'] = ResolversParentTypes['InstanceRow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  vendorId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InstanceStatus'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['InstanceHealth'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  missingConnectionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  update?: Resolver<ResolversTypes['UpdateKind'], ParentType, ContextType>;
  templateId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  templateName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  useCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['DeploymentFlags']>, ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['LastRun']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['OperationSummary']>, ParentType, ContextType>;
};

export type OperationSummaryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OperationSummary'] = ResolversParentTypes['OperationSummary']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OperationKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['OperationStep'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problemMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  undoUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type InstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Instance'] = ResolversParentTypes['Instance']> = {
  __resolveType: TypeResolveFn<'TrayInstance' | 'PatchworksInstance' | 'PrismaticInstance' | 'InstabaseInstance', ParentType, ContextType>;
};

export type TimelineEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['TimelineOutcome'], ParentType, ContextType>;
  personName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TrayInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayInstance'] = ResolversParentTypes['TrayInstance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['TrayDetail']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TrayDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayDetail'] = ResolversParentTypes['TrayDetail']> = {
  ownerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasNewerVersion?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requiresUserInput?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requiresSystemInput?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  solution?: Resolver<ResolversTypes['TraySolution'], ParentType, ContextType>;
  authSlots?: Resolver<Array<ResolversTypes['TrayAuthSlot']>, ParentType, ContextType>;
  configSlots?: Resolver<Array<ResolversTypes['TrayConfigSlot']>, ParentType, ContextType>;
  workflows?: Resolver<Array<ResolversTypes['TrayWorkflow']>, ParentType, ContextType>;
};

export type TraySolutionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TraySolution'] = ResolversParentTypes['TraySolution']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  customFields?: Resolver<Array<ResolversTypes['CustomField']>, ParentType, ContextType>;
};

export type CustomFieldResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomField'] = ResolversParentTypes['CustomField']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrayAuthSlotResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayAuthSlot'] = ResolversParentTypes['TrayAuthSlot']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  authenticationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  authentication?: Resolver<Maybe<ResolversTypes['TrayAuthentication']>, ParentType, ContextType>;
  connection?: Resolver<Maybe<ResolversTypes['SlotConnection']>, ParentType, ContextType>;
};

export type TrayAuthenticationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayAuthentication'] = ResolversParentTypes['TrayAuthentication']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serviceTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serviceVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accountName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SlotConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SlotConnection'] = ResolversParentTypes['SlotConnection']> = {
  personName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previousAccountName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ActivationChoicesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ActivationChoices'] = ResolversParentTypes['ActivationChoices']> = {
  authSlots?: Resolver<Array<ResolversTypes['AuthSlotChoices']>, ParentType, ContextType>;
  configSlots?: Resolver<Array<ResolversTypes['ConfigSlotChoice']>, ParentType, ContextType>;
  authentications?: Resolver<Maybe<Array<ResolversTypes['TrayAuthentication']>>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuthSlotChoicesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuthSlotChoices'] = ResolversParentTypes['AuthSlotChoices']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usedAuthenticationIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConfigSlotChoiceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConfigSlotChoice'] = ResolversParentTypes['ConfigSlotChoice']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TrayConfigSlotResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayConfigSlot'] = ResolversParentTypes['TrayConfigSlot']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  defaultValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TrayWorkflowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TrayWorkflow'] = ResolversParentTypes['TrayWorkflow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sourceWorkflowId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceWorkflowName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  triggerUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TemplateConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TemplateConnection'] = ResolversParentTypes['TemplateConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Template']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcomes?: Resolver<Array<ResolversTypes['VendorOutcome']>, ParentType, ContextType>;
};

export type TemplateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Template'] = ResolversParentTypes['Template']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  customFields?: Resolver<Array<ResolversTypes['CustomField']>, ParentType, ContextType>;
  newestVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  authSlotTitles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  configSlotTitles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DebugViewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DebugView'] = ResolversParentTypes['DebugView']> = {
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['TrayDetail']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  siblings?: Resolver<Array<ResolversTypes['InstanceRow']>, ParentType, ContextType>;
  siblingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  authentications?: Resolver<Array<ResolversTypes['TrayAuthentication']>, ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  vendorUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isLinked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  connectorInstance?: Resolver<Maybe<ResolversTypes['ConnectorInstanceDetail']>, ParentType, ContextType>;
  deployable?: Resolver<Maybe<ResolversTypes['PrismaticDetail']>, ParentType, ContextType>;
  deployedSolution?: Resolver<Maybe<ResolversTypes['DeployedSolution']>, ParentType, ContextType>;
  operations?: Resolver<Array<ResolversTypes['InstanceOperation']>, ParentType, ContextType>;
};

export type InstanceOperationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceOperation'] = ResolversParentTypes['InstanceOperation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OperationKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['OperationStep'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problemMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  personName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DebugAnswersResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DebugAnswers'] = ResolversParentTypes['DebugAnswers']> = {
  answers?: Resolver<Array<ResolversTypes['VendorAnswer']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VendorAnswerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorAnswer'] = ResolversParentTypes['VendorAnswer']> = {
  request?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tookMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isShortened?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ConnectorListResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectorList'] = ResolversParentTypes['ConnectorList']> = {
  nodes?: Resolver<Array<ResolversTypes['Connector']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['VendorOutcome'], ParentType, ContextType>;
};

export type ConnectorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Connector'] = ResolversParentTypes['Connector']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  newerVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  instances?: Resolver<Array<ResolversTypes['ConnectorInstance']>, ParentType, ContextType>;
};

export type ConnectorInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectorInstance'] = ResolversParentTypes['ConnectorInstance']> = {
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  rateLimitAmount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rateLimitUnit?: Resolver<Maybe<ResolversTypes['RateLimitUnit']>, ParentType, ContextType>;
  poolName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MarketplaceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Marketplace'] = ResolversParentTypes['Marketplace']> = {
  nodes?: Resolver<Array<ResolversTypes['MarketplaceEntry']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['VendorOutcome'], ParentType, ContextType>;
};

export type MarketplaceEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MarketplaceEntry'] = ResolversParentTypes['MarketplaceEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isInstalled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PatchworksInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PatchworksInstance'] = ResolversParentTypes['PatchworksInstance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['ConnectorInstanceDetail']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConnectorInstanceDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectorInstanceDetail'] = ResolversParentTypes['ConnectorInstanceDetail']> = {
  connectorId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  connectorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['InstanceDetails'], ParentType, ContextType>;
  pools?: Resolver<Array<ResolversTypes['ConnectionPool']>, ParentType, ContextType>;
  methodName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  methodKind?: Resolver<ResolversTypes['MethodKind'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['StoredField']>, ParentType, ContextType>;
  lastCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  flows?: Resolver<Array<ResolversTypes['FlowUse']>, ParentType, ContextType>;
  runs?: Resolver<Array<ResolversTypes['FlowRun']>, ParentType, ContextType>;
  runsProblemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InstanceDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceDetails'] = ResolversParentTypes['InstanceDetails']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dateFormat?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rateLimitAmount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rateLimitUnit?: Resolver<ResolversTypes['RateLimitUnit'], ParentType, ContextType>;
  poolId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ConnectionPoolResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectionPool'] = ResolversParentTypes['ConnectionPool']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StoredFieldResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StoredField'] = ResolversParentTypes['StoredField']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  advanced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasValue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FlowUseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlowUse'] = ResolversParentTypes['FlowUse']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['FlowStep']>, ParentType, ContextType>;
  vendorUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FlowStepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlowStep'] = ResolversParentTypes['FlowStep']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FlowRunResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlowRun'] = ResolversParentTypes['FlowRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  flowId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  flowName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FlowRunState'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeploymentFlagsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentFlags'] = ResolversParentTypes['DeploymentFlags']> = {
  isEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wasDeployed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  configuration?: Resolver<ResolversTypes['InstanceConfiguration'], ParentType, ContextType>;
  hasUndeployedChanges?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isFailing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSuspended?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  versionNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deployedVersionNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  newerVersionNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lastDeployedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastRanAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PrismaticInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PrismaticInstance'] = ResolversParentTypes['PrismaticInstance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['PrismaticDetail']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PrismaticDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PrismaticDetail'] = ResolversParentTypes['PrismaticDetail']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  versionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeploymentFlags'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['AllowedActions'], ParentType, ContextType>;
  connections?: Resolver<Array<ResolversTypes['ConnectionState']>, ParentType, ContextType>;
  flows?: Resolver<Array<ResolversTypes['InstanceFlow']>, ParentType, ContextType>;
  vendorUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AllowedActionsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AllowedActions'] = ResolversParentTypes['AllowedActions']> = {
  change?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  configure?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  deploy?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  remove?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  update?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type ConnectionStateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectionState'] = ResolversParentTypes['ConnectionState']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConnectionStatus'], ParentType, ContextType>;
  lastRefreshedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type InstanceFlowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstanceFlow'] = ResolversParentTypes['InstanceFlow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answersCaller?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  needsKey?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isFailing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastRanAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  testPayload?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  testContentType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RunConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunConnection'] = ResolversParentTypes['RunConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Run']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcomes?: Resolver<Array<ResolversTypes['VendorOutcome']>, ParentType, ContextType>;
};

export type RunResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<Maybe<ResolversTypes['InstanceRow']>, ParentType, ContextType>;
  instanceName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  flowId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flowName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RunState'], ParentType, ContextType>;
  wasIdle?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['RunTrigger'], ParentType, ContextType>;
  isTest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mostRetries?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  stepCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  replayOf?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  wasReplayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RunDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunDetail'] = ResolversParentTypes['RunDetail']> = {
  run?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['RunStep']>, ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hasFailed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RunCountsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunCounts'] = ResolversParentTypes['RunCounts']> = {
  nodes?: Resolver<Array<ResolversTypes['RunCount']>, ParentType, ContextType>;
  outcomes?: Resolver<Array<ResolversTypes['VendorOutcome']>, ParentType, ContextType>;
};

export type RunCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunCount'] = ResolversParentTypes['RunCount']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  all?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unfilteredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  authors?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  owners?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  outcomes?: Resolver<Array<ResolversTypes['VendorOutcome']>, ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment']> = {
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SolutionState'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  isPublic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  newestJobId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  newestJobState?: Resolver<Maybe<ResolversTypes['JobState']>, ParentType, ContextType>;
  newestJobAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type InstabaseInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InstabaseInstance'] = ResolversParentTypes['InstabaseInstance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['InstanceRow'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['DeployedSolution']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeployedSolutionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeployedSolution'] = ResolversParentTypes['DeployedSolution']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  packagePath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['DeploymentMetadata']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  versions?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
  mayChange?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  folderPrefixes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  vendorUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeploymentMetadataResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentMetadata'] = ResolversParentTypes['DeploymentMetadata']> = {
  isJson?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobPageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobPage'] = ResolversParentTypes['JobPage']> = {
  nodes?: Resolver<Array<ResolversTypes['Job']>, ParentType, ContextType>;
  mayHaveMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unreadableCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['VendorOutcome'], ParentType, ContextType>;
  problemFields?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ExactTimeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExactTime'] = ResolversParentTypes['ExactTime']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  nanoseconds?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<Maybe<ResolversTypes['InstanceRow']>, ParentType, ContextType>;
  solutionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobState'], ParentType, ContextType>;
  stateWord?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['ExactTime']>, ParentType, ContextType>;
  lastStartedAt?: Resolver<Maybe<ResolversTypes['ExactTime']>, ParentType, ContextType>;
  changedAt?: Resolver<Maybe<ResolversTypes['ExactTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['ExactTime']>, ParentType, ContextType>;
  durationNanoseconds?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inputFolder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputFolder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['DeploymentMetadata']>, ParentType, ContextType>;
  reviewUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OverviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Overview'] = ResolversParentTypes['Overview']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vendors?: Resolver<Array<ResolversTypes['VendorOverview']>, ParentType, ContextType>;
  hours?: Resolver<Array<ResolversTypes['OperationHour']>, ParentType, ContextType>;
  changes?: Resolver<Array<ResolversTypes['ChangeCount']>, ParentType, ContextType>;
  lapses?: Resolver<Array<ResolversTypes['Lapse']>, ParentType, ContextType>;
};

export type VendorOverviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorOverview'] = ResolversParentTypes['VendorOverview']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  instanceCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  healths?: Resolver<Array<ResolversTypes['HealthCount']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['VendorState'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  answerMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['VendorOutcome'], ParentType, ContextType>;
};

export type OperationHourResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OperationHour'] = ResolversParentTypes['OperationHour']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  all?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeCount'] = ResolversParentTypes['ChangeCount']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['TimelineOutcome'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LapseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Lapse'] = ResolversParentTypes['Lapse']> = {
  kind?: Resolver<ResolversTypes['LapseKind'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  flowId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vendorUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['TimelineOutcome'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['AuditPerson']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['AuditInstance']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditPersonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditPerson'] = ResolversParentTypes['AuditPerson']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditInstanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditInstance'] = ResolversParentTypes['AuditInstance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isRemoved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AuditChoicesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditChoices'] = ResolversParentTypes['AuditChoices']> = {
  actions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  people?: Resolver<Array<ResolversTypes['AuditPersonChoice']>, ParentType, ContextType>;
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
};

export type AuditPersonChoiceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditPersonChoice'] = ResolversParentTypes['AuditPersonChoice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
};

export type AccountConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AccountRow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unfilteredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccountRowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountRow'] = ResolversParentTypes['AccountRow']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  peopleCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linkedVendors?: Resolver<Array<ResolversTypes['Vendor']>, ParentType, ContextType>;
  instanceCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  healths?: Resolver<Array<ResolversTypes['HealthCount']>, ParentType, ContextType>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountDetail'] = ResolversParentTypes['AccountDetail']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  people?: Resolver<Array<ResolversTypes['AccountPerson']>, ParentType, ContextType>;
  links?: Resolver<Array<ResolversTypes['AccountLink']>, ParentType, ContextType>;
  instances?: Resolver<Array<ResolversTypes['AccountInstances']>, ParentType, ContextType>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  activity?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
};

export type AccountPersonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountPerson'] = ResolversParentTypes['AccountPerson']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sessionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountLinkResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountLink'] = ResolversParentTypes['AccountLink']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['LinkField']>, ParentType, ContextType>;
  canBeFound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  vendorAccountId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  folderPrefixes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  hasCredential?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isInEnvironment?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOfUnlinkedOwner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  enteredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enteredBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problemCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountInstancesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountInstances'] = ResolversParentTypes['AccountInstances']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  healths?: Resolver<Array<ResolversTypes['HealthCount']>, ParentType, ContextType>;
};

export type UpgradePlanResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpgradePlan'] = ResolversParentTypes['UpgradePlan']> = {
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  templateId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  templateName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newestVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  currentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  automaticCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  readyCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ownerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  companyCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ownerAccountCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['UpgradeNotice']>, ParentType, ContextType>;
};

export type UpgradeNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpgradeNotice'] = ResolversParentTypes['UpgradeNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sentAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  personName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  DateTime?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  ConnectorInstancePayload?: ConnectorInstancePayloadResolvers<ContextType>;
  FlowStepPayload?: FlowStepPayloadResolvers<ContextType>;
  ConnectorPayload?: ConnectorPayloadResolvers<ContextType>;
  RemoveConnectorPayload?: RemoveConnectorPayloadResolvers<ContextType>;
  InstancePayload?: InstancePayloadResolvers<ContextType>;
  RemoveInstancePayload?: RemoveInstancePayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  InstanceConnection?: InstanceConnectionResolvers<ContextType>;
  VendorAge?: VendorAgeResolvers<ContextType>;
  StatusCount?: StatusCountResolvers<ContextType>;
  InstanceFacets?: InstanceFacetsResolvers<ContextType>;
  VendorCount?: VendorCountResolvers<ContextType>;
  HealthCount?: HealthCountResolvers<ContextType>;
  UpdateCount?: UpdateCountResolvers<ContextType>;
  NamedCounts?: NamedCountsResolvers<ContextType>;
  NamedCount?: NamedCountResolvers<ContextType>;
  VendorOutcome?: VendorOutcomeResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  InstanceRow?: InstanceRowResolvers<ContextType>;
  OperationSummary?: OperationSummaryResolvers<ContextType>;
  Instance?: InstanceResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  TrayInstance?: TrayInstanceResolvers<ContextType>;
  TrayDetail?: TrayDetailResolvers<ContextType>;
  TraySolution?: TraySolutionResolvers<ContextType>;
  CustomField?: CustomFieldResolvers<ContextType>;
  TrayAuthSlot?: TrayAuthSlotResolvers<ContextType>;
  TrayAuthentication?: TrayAuthenticationResolvers<ContextType>;
  SlotConnection?: SlotConnectionResolvers<ContextType>;
  ActivationChoices?: ActivationChoicesResolvers<ContextType>;
  AuthSlotChoices?: AuthSlotChoicesResolvers<ContextType>;
  ConfigSlotChoice?: ConfigSlotChoiceResolvers<ContextType>;
  TrayConfigSlot?: TrayConfigSlotResolvers<ContextType>;
  TrayWorkflow?: TrayWorkflowResolvers<ContextType>;
  TemplateConnection?: TemplateConnectionResolvers<ContextType>;
  Template?: TemplateResolvers<ContextType>;
  DebugView?: DebugViewResolvers<ContextType>;
  InstanceOperation?: InstanceOperationResolvers<ContextType>;
  DebugAnswers?: DebugAnswersResolvers<ContextType>;
  VendorAnswer?: VendorAnswerResolvers<ContextType>;
  ConnectorList?: ConnectorListResolvers<ContextType>;
  Connector?: ConnectorResolvers<ContextType>;
  ConnectorInstance?: ConnectorInstanceResolvers<ContextType>;
  Marketplace?: MarketplaceResolvers<ContextType>;
  MarketplaceEntry?: MarketplaceEntryResolvers<ContextType>;
  PatchworksInstance?: PatchworksInstanceResolvers<ContextType>;
  ConnectorInstanceDetail?: ConnectorInstanceDetailResolvers<ContextType>;
  InstanceDetails?: InstanceDetailsResolvers<ContextType>;
  ConnectionPool?: ConnectionPoolResolvers<ContextType>;
  StoredField?: StoredFieldResolvers<ContextType>;
  FlowUse?: FlowUseResolvers<ContextType>;
  FlowStep?: FlowStepResolvers<ContextType>;
  FlowRun?: FlowRunResolvers<ContextType>;
  DeploymentFlags?: DeploymentFlagsResolvers<ContextType>;
  PrismaticInstance?: PrismaticInstanceResolvers<ContextType>;
  PrismaticDetail?: PrismaticDetailResolvers<ContextType>;
  AllowedActions?: AllowedActionsResolvers<ContextType>;
  ConnectionState?: ConnectionStateResolvers<ContextType>;
  InstanceFlow?: InstanceFlowResolvers<ContextType>;
  RunConnection?: RunConnectionResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  RunDetail?: RunDetailResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  RunCounts?: RunCountsResolvers<ContextType>;
  RunCount?: RunCountResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  InstabaseInstance?: InstabaseInstanceResolvers<ContextType>;
  DeployedSolution?: DeployedSolutionResolvers<ContextType>;
  DeploymentMetadata?: DeploymentMetadataResolvers<ContextType>;
  JobPage?: JobPageResolvers<ContextType>;
  ExactTime?: ExactTimeResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  Overview?: OverviewResolvers<ContextType>;
  VendorOverview?: VendorOverviewResolvers<ContextType>;
  OperationHour?: OperationHourResolvers<ContextType>;
  ChangeCount?: ChangeCountResolvers<ContextType>;
  Lapse?: LapseResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditPerson?: AuditPersonResolvers<ContextType>;
  AuditInstance?: AuditInstanceResolvers<ContextType>;
  AuditChoices?: AuditChoicesResolvers<ContextType>;
  AuditPersonChoice?: AuditPersonChoiceResolvers<ContextType>;
  AccountConnection?: AccountConnectionResolvers<ContextType>;
  AccountRow?: AccountRowResolvers<ContextType>;
  AccountDetail?: AccountDetailResolvers<ContextType>;
  AccountPerson?: AccountPersonResolvers<ContextType>;
  AccountLink?: AccountLinkResolvers<ContextType>;
  AccountInstances?: AccountInstancesResolvers<ContextType>;
  UpgradePlan?: UpgradePlanResolvers<ContextType>;
  UpgradeNotice?: UpgradeNoticeResolvers<ContextType>;
};

