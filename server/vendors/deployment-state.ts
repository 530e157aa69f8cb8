/** How much of an instance's configuration is there, as the vendor judges it. `users`: only what single users set is not. */
export type Configuration = 'complete' | 'incomplete' | 'users' | 'unknown';

/** Where an instance stands. Each of these holds by itself: one can be paused, outdated and failing at once. */
export interface DeploymentState {
  /** Nothing runs before the first deployment, whatever else is said. */
  wasDeployed: boolean;
  isEnabled: boolean;
  configuration: Configuration;
  /** Its values or its version differ from what was deployed last. */
  hasUndeployedChanges: boolean;
  /** The last run of one of its flows failed. */
  isFailing: boolean;
  /** The vendor itself has stopped it. */
  isSuspended: boolean;
  /** The version it points at, and the one that is at work; null before the first deployment. */
  versionNumber: number;
  deployedVersionNumber: number | null;
  /** The newest published version's, when it is a newer one. */
  newerVersionNumber: number | null;
  lastDeployedAt: Date | null;
  lastRanAt: Date | null;
}
