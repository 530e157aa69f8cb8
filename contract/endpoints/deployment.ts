import type { Capabilities } from '../capabilities.ts';
import type { Vendor } from '../vendors.ts';
import { endpoint } from './endpoint.ts';

/** A demo person that the sign-in page offers. `key` is what `POST /api/session` takes. */
export interface DemoPerson {
  key: string;
  name: string;
  accountName: string | null;
  role: 'user' | 'admin';
  viewOnly: boolean;
}

/** How this deployment is set up, as far as a page must know before and after signing in. */
export interface DeploymentResponse {
  /** `sandbox` while every vendor is imitated. */
  mode: 'sandbox' | 'live';
  /** The ways to sign in, besides as one of the demo people. */
  signIn: { hostToken: boolean; openId: boolean };
  /** The vendors that are set up, with what each can do. One without settings is off. */
  vendors: { vendor: Vendor; capabilities: Capabilities }[];
  /** The demo people one may sign in as; empty when live. */
  demoPeople: DemoPerson[];
  /** The origins from which the vendors' wizards may answer. */
  wizardOrigins: string[];
  /** Whether the company's hook supplies values for updates that need them. */
  hasUpgradeHook: boolean;
  /** What the company is called in "waiting for …". */
  companyName: string;
}

export const getDeployment = endpoint<DeploymentResponse>()('GET', '/api/deployment', null);
