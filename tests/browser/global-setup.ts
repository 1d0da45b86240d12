import type { TestProject } from 'vitest/node';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { full } from '../support/full';
import { modelHashes } from '../support/model-hashes';

declare module 'vitest' {
  export interface ProvidedContext {
    /** What Node makes of every recipe, by recipe. */
    modelHashesOfNode: Record<string, string>;
    /** `npm run test:full`: also what takes long. */
    full: boolean;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('full', full);
  project.provide('modelHashesOfNode', await modelHashes(new InProcessPool(), full));
}
