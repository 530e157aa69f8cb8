/** What the parts of the wizard need to know besides the form: whose instance it is, and who is at it. */
export interface WizardAbout {
  instanceId: string;
  name: string;
  vendorName: string;
  accountName: string;
  isAdmin: boolean;
  /** It was deployed and is turned off; deploying turns it on. */
  isPaused: boolean;
}
