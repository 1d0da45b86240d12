import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

/** Builds a page of the benches, a folder of `tests/bench`, into a new folder, which the caller deletes. */
export async function buildPage(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'foretaste-bench-'));
  await build({
    root: join(projectRoot, 'tests/bench', name),
    configFile: false,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
  return folder;
}
