import { describeAdapter } from '../contract-suite.ts';
import { trayCapabilities } from './capabilities.ts';
import { createTraySandboxHarness } from './testing/sandbox-harness.ts';

describeAdapter('Tray', trayCapabilities, createTraySandboxHarness);
