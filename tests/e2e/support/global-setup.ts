import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../../../src/programs/server/build.mjs';
import { tabParts } from '../../../src/programs/server/programs.mjs';
import { ensureChromium } from '../../support/chromium.mjs';
import { serve } from '../../../src/programs/server/serve.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly dist: string;
    /** The built app as `npm start` serves it. */
    readonly site: string;
    /** The built app on a static host that sends no security headers, under a sub-path. */
    readonly staticHost: string;
    /** Folder of the profile that `visitTrained` copies. */
    readonly trained: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dist = ensureBuilt();
  const [site, staticHost] = await Promise.all([
    serve({ folder: dist, programs: (await tabParts()).programsPart() }),
    serve({ folder: dist, base: '/some/where/', headers: false }),
  ]);
  ensureChromium();
  project.provide('dist', dist);
  project.provide('site', site.url);
  project.provide('staticHost', staticHost.url);
  const trained = mkdtempSync(join(tmpdir(), 'foretaste-trained-'));
  project.provide('trained', trained);
  return async () => {
    await Promise.all([site.close(), staticHost.close()]);
    rmSync(trained, { recursive: true, force: true, maxRetries: 3 });
  };
}
