import type { VersionDefinition } from './database/tables.ts';

/** One published version of a Solution. */
export interface SolutionVersion {
  number: number;
  definition: VersionDefinition;
}

/** A Solution with all of its versions, oldest first. */
export interface Solution {
  id: string;
  position: number;
  title: string;
  description: string | null;
  tags: string[];
  customFields: { key: string; value: string }[];
  versions: SolutionVersion[];
  newest: SolutionVersion;
}

/** Who has to give something before an instance can reach a version. */
export type Giver = 'user' | 'system';
