import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { TAKE_AWAY_PARTS } from './src/domain/take-away';
import { ensureBuilt, takeAway } from './src/programs/server/build.mjs';
import { compileWords } from './src/words/messages/compile.mjs';
import { englishMessages, OPENING, openingIn, spareIn } from './words.config.mjs';

/** The messages, compiled to functions; while developing, anew at each change of a catalogue. */
const messages: Plugin = {
  name: 'messages',
  buildStart: compileWords,
  hotUpdate: ({ file }) => {
    if (/src\/words\/\w+\/[^/]+\.json$/.test(file)) compileWords();
  },
};

/** The first screen's files have English alone; the other languages of its words are a file for each (src/words/messages/spare.ts). */
const spareLanguages: Plugin = {
  name: 'spare-languages',
  apply: 'build',
  resolveId: (source) =>
    source === './spare-ko.js' ? join(import.meta.dirname, 'src/words/messages/spare-ko.js') : null,
  load(id) {
    const name = /\/src\/words\/messages\/([\w-]+)\.js$/.exec(id)?.[1];
    if (name === 'spare-ko') return spareIn('ko');
    return name !== undefined && OPENING.includes(name) ? openingIn(name) : null;
  },
  transform: (code, id) =>
    id.endsWith('/src/words/messages/spare.ts')
      ? code.replace(/(\bLOADERS\b[^\n]*)= \{\}/, "$1= { ko: () => import('./spare-ko.js') }")
      : null,
};

/** What recommenders that are taken away have in common lies beside the page. */
const takeAwayParts: Plugin = {
  name: 'take-away-parts',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: TAKE_AWAY_PARTS, source: builtParts() });
  },
  configureServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      if (request.url?.endsWith(TAKE_AWAY_PARTS) !== true) return next();
      response.setHeader('Content-Type', 'application/json').end(builtParts());
    });
  },
};

function builtParts(): string {
  return readFileSync(join(ensureBuilt(takeAway), takeAway.last), 'utf8');
}

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

/** All points of the changelog, newest section first: an update is told by those that the version before lacks. */
function pointsOf(changelog: string): string[] {
  return [...changelog.matchAll(/^- (.+(?:\n {2}.+)*)/gm)].map((match) =>
    match[1].replaceAll(/\n\s+/g, ' ').replaceAll(/[*`]/g, ''),
  );
}

/** The headers of `npm start`. */
function developmentHeaders(): Record<string, string> {
  return JSON.parse(readFileSync('src/page/pwa/security-headers.json', 'utf8'));
}

/** `npm run dev:fake`: the same page before a worker door that answers from canned data. */
const fakeDoor: Plugin = {
  name: 'fake-door',
  apply: (_, { mode }) => mode === 'fake',
  // Of its own, so that changing between the two servers does not bundle the packages again.
  config: () => ({ cacheDir: 'node_modules/.vite-fake' }),
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('/src/page/main.ts', '/tests/support/fake-main.ts'),
  },
};

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly isEntry: boolean } | null;
}
/** Where each page begins. */
const entries = {
  page: join(import.meta.dirname, 'src/page/main.ts'),
  phone: join(import.meta.dirname, 'src/page/phone.ts'),
};
/** Where each worker begins. */
const workers = ['studio', 'compute'].map((name) =>
  join(import.meta.dirname, `src/worker/${name}.worker.ts`),
);
/** What a new visitor sees, part by part as each comes. */
const FIRST_SCREEN = ['home/HomeView', 'home/FirstList', 'EmbedCode'].map((part) =>
  join(import.meta.dirname, `src/page/views/${part}.svelte`),
);
const needed = new Map<string, ReadonlySet<string>>();

/** All that an entry imports before it runs. */
function neededBy(entry: string, modules: Modules): ReadonlySet<string> {
  const known = needed.get(entry);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const take = (each: string): void => {
    if (found.has(each)) return;
    found.add(each);
    modules.getModuleInfo(each)?.importedIds.forEach(take);
  };
  take(entry);
  needed.set(entry, found);
  return found;
}

/**
 * The file of a module that every screen needs: they lie in one together, which packs better than many. What a pupil's phone
 * needs of them lies in another, so that it loads no more. With them lies what the first screen takes from other rooms.
 */
function fileOf(id: string, modules: Modules): string | null {
  // The entry waits for a screen, which waits for this file.
  if (id === entries.page) return null;
  if (neededBy(entries.page, modules).has(id))
    return neededBy(entries.phone, modules).has(id) ? 'base' : 'page';
  return isOnFirstScreen(id, modules) && !id.includes('/views/home/') ? 'page' : null;
}

/** The first screen's own modules lie in one file as well. */
function homeFileOf(id: string, modules: Modules): string | null {
  return isOnFirstScreen(id, modules) ? 'home' : null;
}

function isOnFirstScreen(id: string, modules: Modules): boolean {
  return FIRST_SCREEN.some((part) => neededBy(part, modules).has(id));
}

/**
 * What a worker cannot begin without lies in one file; what is asked of it later, in others. All but where it begins:
 * WebKit runs a worker's own file once more where another file imports it, and then two answer every message.
 */
function workerFileOf(id: string, modules: Modules): string | null {
  const entry = workers.find((each) => modules.getModuleInfo(each)?.isEntry);
  if (entry === undefined) throw new Error('vite.config.ts does not know where this worker begins.');
  return id !== entry && neededBy(entry, modules).has(id) ? 'base' : null;
}

export default defineConfig({
  base: './',
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_CHANGES__: JSON.stringify(pointsOf(readFileSync('CHANGELOG.md', 'utf8'))),
  },
  plugins: [
    messages,
    spareLanguages,
    svelte(),
    fakeDoor,
    takeAwayParts,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/page/pwa/service-worker',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // The list on the first screen is there without a network; samples that are files come when they are asked for.
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,json,woff2}', 'assets/first-list-*.bin'],
        // What the server says of itself is asked of the server.
        globIgnores: ['server.json'],
        maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
        dontCacheBustURLsMatching: /^assets\//,
        rollupFormat: 'iife',
      },
    }),
  ],
  worker: {
    format: 'es',
    plugins: () => [englishMessages],
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        chunkFileNames: 'assets/worker-[name]-[hash].js',
        codeSplitting: { groups: [{ name: workerFileOf }] },
      },
    },
  },
  server: {
    headers: developmentHeaders(),
    // Written by the type check: a reload for it would end a training.
    watch: { ignored: ['**/.svelte-check/**'] },
  },
  // A package first met inside a worker would reload the page a while after it has opened.
  optimizeDeps: { entries: ['index.html', 'class.html', 'src/worker/*.worker.ts'] },
  build: {
    target: 'es2023',
    sourcemap: false,
    // Browsers without it load the same files a moment later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'class.html'],
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            { name: fileOf, priority: 1 },
            { name: homeFileOf, priority: 0 },
          ],
        },
      },
    },
  },
});
