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

export const people = ['nobody', 'maya', 'jonas', 'tomas', 'priya'] as const;
export type PersonKey = (typeof people)[number];

export interface Case {
  ask: (caller: Caller, subject: Subject) => Promise<Outcome>;
  /** What each is told: a problem's code, `null` or `ok`. */
  told: Record<PersonKey, string>;
}
