import type { ConfigurationCopy } from '#contract/configuration-copy.ts';

/** What of a copy is read at the vendor, each in its way. */
export interface Copied extends Pick<ConfigurationCopy, 'content' | 'leftOut'> {
  /** The instance's, as the vendor has it now. */
  name: string;
  template: Omit<ConfigurationCopy['template'], 'vendor'>;
}
