import { describeAdapter } from '../contract-suite.ts';
import { prismaticCapabilities } from './capabilities.ts';
import { createPrismaticSandboxHarness } from './testing/sandbox-harness.ts';

describeAdapter('Prismatic', prismaticCapabilities, createPrismaticSandboxHarness);
