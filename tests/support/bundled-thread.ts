import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { projectRoot } from '../../src/programs/server/project-root.mjs';

let bundled: Promise<URL> | undefined;

/** The script of a compute thread as one file: reading the sources anew takes each thread longer than what it is to do. */
export function bundledThread(): Promise<URL> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'foretaste-thread-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    root: projectRoot,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/programs/cli/bundled-thread.ts',
      target: 'node20',
      minify: false,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'thread.mjs' } },
    },
  });
  return pathToFileURL(join(folder, 'thread.mjs'));
}
