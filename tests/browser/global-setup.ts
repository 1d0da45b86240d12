import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { ensureBuilt } from '../../src/programs/server/build.mjs';
import { full } from '../support/full';
import { modelHashes } from '../support/model-hashes';
import { BUILT } from './built.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the workers of the built app. */
    workers: { readonly studio: string; readonly compute: string };
    /** What Node makes of every recipe, by recipe. */
    modelHashesOfNode: Record<string, string>;
    /** `npm run test:full`: also what takes long. */
    full: boolean;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const assets = join(ensureBuilt(), 'assets');
  const scripts = readdirSync(assets);
  const worker = (name: string): string => {
    const script = scripts.find((each) => each.startsWith(`${name}.worker-`) && each.endsWith('.js'));
    if (script === undefined) throw new Error(`No worker ${name} was built into ${assets}`);
    return `${BUILT}/assets/${script}`;
  };
  project.provide('workers', { studio: worker('studio'), compute: worker('compute') });
  project.provide('full', full);
  project.provide('modelHashesOfNode', await modelHashes(new InProcessPool(), full));
}
