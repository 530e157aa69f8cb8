import type { Caller } from '#server/testing/test-server.ts';
import type { Outcome } from './answers.ts';
import type { LeftOperations } from './left-operations.ts';

/** Something of Northwind's that somebody asks for or wants to change. */
export interface Subject {
  instanceId: string;
  name: string;
  operationId: string;
  wizardSessionId: string;
  /** An auth-only dialog of Maya's, and an authentication that she may look at through it. */
  authDialogId: string;
  authenticationId: string;
  templateId: string;
  /** A config slot of the instance's. */
  configSlotId: string;
  /** Northwind itself, and Maya. */
  accountId: string;
  personId: string;
  /** A session of Maya's, by the name that its person knows it by. */
  sessionId: string;
  /** Operations that may be retried, stopped and undone. */
  actionable: LeftOperations;
  /** Instances whose set-up is unfinished: one that has its values by now, and one that lacks them. */
  unfinished: { filled: string; bare: string };
  connectors: ConnectorSubject;
  deployables: DeployableSubject;
  deployments: DeploymentSubject;
  bulks: BulkSubject;
  /** A file of Priya's. */
  exportId: string;
}

/** The same of connectors. */
export interface ConnectorSubject {
  instanceId: string;
  details: Record<string, unknown>;
  /** A step of a flow that uses an instance, and another instance of the same connector. */
  step: { instanceId: string; flowId: string; stepId: string; toInstanceId: string };
  /** One with instances, one with a newer version, and one that may be removed. */
  connectorId: string;
  outdatedId: string;
  emptyId: string;
  /** Of the marketplace, installed by neither company. */
  entryId: string;
  /** Drafts of Maya's: to be read and kept, to be forgotten, and to be made an instance of. */
  drafts: { kept: string; forgotten: string; made: string };
}

/** The same of instances that run once they were deployed, by our ids; the rest are their vendor's. */
export interface DeployableSubject {
  /** One with values, connections and runs. */
  configured: string;
  /** One with a connection that a person agrees to. */
  consenting: string;
  /** One to be deployed, and one to be moved to `versionId`. */
  deployed: string;
  moved: string;
  templateId: string;
  versionId: string;
  flowId: string;
  /** A run of `configured` that failed, and a step of it. */
  runId: string;
  stepId: string;
}

/** Work on many of Priya's, by how it stands. */
export type BulkSubject = Record<'planned' | 'held' | 'running' | 'finished', string>;

/** The same of a deployed solution. */
export interface DeploymentSubject {
  instanceId: string;
  name: string;
  /** Northwind's username. */
  owner: string;
  /** A job of it. */
  jobId: string;
  /** A folder in a space of Northwind's. */
  folder: string;
}

export const people = ['nobody', 'maya', 'jonas', 'tomas', 'priya'] as const;
export type PersonKey = (typeof people)[number];

export interface Case {
  ask: (caller: Caller, subject: Subject) => Promise<Outcome>;
  /** What each is told: a problem's code, `null` or `ok`. */
  told: Record<PersonKey, string>;
}
