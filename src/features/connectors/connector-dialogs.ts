import type { Connector } from './connector-queries.ts';

/** What a dialog about a connector is given. */
export interface ConnectorDialogProps {
  connector: Connector;
  /** How many instances it has, whatever the list is narrowed to. */
  instanceCount: number;
  onClose: () => void;
}
