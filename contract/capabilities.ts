/**
 * What an adapter can do at its vendor. What a vendor cannot do is data: the page turns the button off with the reason,
 * the contract suite skips by the same list.
 */
export interface Capabilities {
  /** Its templates stand in the common catalogue, and the common dialog makes an instance of one. */
  activate: boolean;
  /** The values of an instance's slots can be changed without the vendor's own window. */
  values: boolean;
  /** The instance is configured in the vendor's own window, which answers by `postMessage`. */
  wizard: boolean;
  /** One connection can be made or signed in again in a dialog of the vendor's own, which answers by `postMessage`. */
  authDialog: boolean;
  rename: boolean;
  enable: boolean;
  disable: boolean;
  upgrade: boolean;
  remove: boolean;
  /** Executions, logs or jobs can be read. */
  runs: boolean;
  /** Instances belong to connectors that a company installs, and have a page, a wizard and credentials of their own. */
  connectors: boolean;
  /** Instances are of a published version, are configured in a form of ours, and run once they were deployed. */
  deployables: boolean;
  /** Instances are solutions that are deployed from a file and run by jobs; they have pages of their own. */
  deployments: boolean;
}
