/**
 * Makes the package: `build/npm`, which `npm publish` takes, and its tarball beside it. Needs what `npm ci` brings.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ensureBuilt } from '../server/build.mjs';
import { projectRoot } from '../server/project-root.mjs';
import { englishMessages } from '../../../words.config.mjs';
import { licencesOf } from './licences.mjs';
import { manifestOf } from './manifest.mjs';
import { typesOf } from './types.mjs';

/** The pool's worker lies beside the bundle: bundlers of those who use it find it there by this very form. */
const computeWorker = {
  name: 'compute-worker',
  transform: (/** @type {string} */ code, /** @type {string} */ id) =>
    id.endsWith('/src/worker/pool.ts') ? code.replace('./compute.worker.ts', './compute-worker.mjs') : null,
};

const folder = join(projectRoot, 'build/npm');
const project = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

rmSync(join(projectRoot, 'build'), { recursive: true, force: true });
mkdirSync(join(folder, 'types'), { recursive: true });
cpSync(ensureBuilt(), join(folder, 'page'), { recursive: true });
await bundle('es', {
  foretaste: 'src/programs/package/foretaste.ts',
  node: 'src/programs/package/node.ts',
  browser: 'src/programs/package/browser.ts',
  testing: 'src/programs/package/testing.ts',
  'compute-thread': 'src/programs/cli/bundled-thread.ts',
  'import-thread': 'src/programs/emulate/run-import-thread.ts',
  'compute-worker': 'src/worker/compute.worker.ts',
});
// For runners that load modules of the old kind alone.
await bundle('cjs', { testing: 'src/programs/package/testing.ts' });
const library = ['../library/api.ts', '../library/index.ts'].map((path) => new URL(path, import.meta.url));
write('types/index.d.ts', typesOf(library));
const testing = typesOf([new URL('testing.ts', import.meta.url)]);
write('types/testing.d.ts', testing);
write('types/testing.d.cts', testing);
write('package.json', JSON.stringify(manifestOf(project), null, 2));
// The server reads it beside itself.
cpSync(join(projectRoot, 'src/page/pwa/security-headers.json'), join(folder, 'pwa/security-headers.json'));
cpSync(join(projectRoot, 'LICENSE'), join(folder, 'LICENSE'));
cpSync(join(projectRoot, 'CHANGELOG.md'), join(folder, 'CHANGELOG.md'));
cpSync(join(projectRoot, 'src/programs/package/README.md'), join(folder, 'README.md'));
const parts = [...Object.keys(project.dependencies), 'svelte'];
write('THIRD-PARTY-LICENSES.txt', licencesOf(projectRoot, parts));
console.log(tarball());

/**
 * Bundles some modules with all that they need. What Node and bundlers load is the same but for the entries.
 *
 * @param {'es' | 'cjs'} format
 * @param {{ readonly [name: string]: string }} input
 */
async function bundle(format, input) {
  const ending = format === 'es' ? 'mjs' : 'cjs';
  const inProject = Object.entries(input).map(([name, path]) => [name, join(projectRoot, path)]);
  await build({
    root: projectRoot,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [computeWorker, englishMessages],
    // Of packages that differ, the form for browsers, which needs nothing of Node's.
    ssr: { noExternal: true, target: 'node', resolve: { conditions: ['module', 'browser', 'production'] } },
    build: {
      ssr: true,
      target: ['node20', 'es2023'],
      // Whoever looks into a fault reads what runs.
      minify: false,
      outDir: join(folder, 'lib'),
      emptyOutDir: false,
      rolldownOptions: {
        // In modules what all share would ask Node for `require`; in those of the old kind Node says where a file lies.
        platform: format === 'es' ? 'neutral' : 'node',
        input: Object.fromEntries(inProject),
        output: {
          format,
          entryFileNames: `[name].${ending}`,
          chunkFileNames: `[name]-[hash].${ending}`,
          comments: { jsdoc: false },
        },
      },
    },
  });
}

/**
 * @param {string} path inside the package
 * @param {string} text
 */
function write(path, text) {
  writeFileSync(join(folder, path), text);
}

/** @returns what npm has made of the folder */
function tarball() {
  const args = ['pack', folder, '--pack-destination', join(projectRoot, 'build'), '--json'];
  const done = spawnSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  if (done.status !== 0) throw new Error('npm pack failed: see above.');
  const path = join(projectRoot, 'build', `${project.name}-${project.version}.tgz`);
  return `${path}: ${statSync(path).size} bytes`;
}
