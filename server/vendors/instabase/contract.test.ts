import { describeAdapter } from '../contract-suite.ts';
import { instabaseCapabilities } from './capabilities.ts';
import { createInstabaseSandboxHarness } from './testing/sandbox-harness.ts';

describeAdapter('Instabase', instabaseCapabilities, createInstabaseSandboxHarness);
