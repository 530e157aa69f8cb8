import { describeAdapter } from '../contract-suite.ts';
import { describeConnectors } from '../testing/connector-suite.ts';
import { patchworksCapabilities } from './capabilities.ts';
import { createPatchworksSandboxHarness } from './testing/sandbox-harness.ts';

describeAdapter('Patchworks', patchworksCapabilities, () => createPatchworksSandboxHarness('flat'));

describeConnectors('Patchworks, flat items', () => createPatchworksSandboxHarness('flat'));
describeConnectors('Patchworks, items with attributes', () => createPatchworksSandboxHarness('attributes'));
