import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { page } from './src/programs/server/build.mjs';
import { compileWords } from './src/words/messages/compile.mjs';
import { BUILT } from './tests/browser/built.mjs';
import { chromiumArgs, findChromium } from './tests/support/chromium.mjs';

compileWords();

/** Headers that make a page cross-origin isolated, so that browser tests meet SharedArrayBuffer. */
const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The built app beside the sources: its workers are one file each, where the sources of one are hundreds of requests. */
const builtApp: Plugin = {
  name: 'built-app',
  configureServer: ({ middlewares }) => {
    middlewares.use(BUILT, ({ url = '/' }, response) => {
      const headers = { ...isolated, 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=3600' };
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      createReadStream(join(import.meta.dirname, page.folder, url))
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
    });
  },
};

/** What a test process is at, for the runner to see when one hangs. */
const progress = './tests/support/run/progress-setup.ts';

const sharedProcess = './tests/support/shared-process-setup.ts';

/** Enough for a machine whose cores are busy with other work. */
const patience = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 120_000 } } };

const alone = 'tests/unit/**/*.alone.test.ts';

function unit(test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  const shared = {
    environment: 'node',
    setupFiles: [progress, sharedProcess],
    ...patience,
  };
  return { plugins: [svelte()], test: { ...shared, ...test } };
}

export default defineConfig({
  test: {
    // A file for each core, where Vitest would leave one idle; and never one alone, so that the others go on beside a
    // file that hangs.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      unit({
        name: 'unit',
        include: ['tests/unit/**/*.test.ts'],
        exclude: [alone],
        // Modules are loaded once for all files of a process: loading takes longer than most of the tests.
        isolate: false,
      }),
      // Files that put other modules in place of ours, or measure the memory of their process.
      unit({
        name: 'unit-alone',
        include: [alone],
        globalSetup: ['tests/support/emulate/global-setup.ts'],
      }),
      {
        plugins: [svelte(), svelteTesting()],
        resolve: { alias: { 'bits-ui': join(import.meta.dirname, 'tests/support/bits-ui.mjs') } },
        test: {
          name: 'component',
          environment: 'jsdom',
          isolate: false,
          ...patience,
          include: ['tests/component/**/*.test.ts'],
          setupFiles: [progress, sharedProcess, 'tests/support/component-setup.ts'],
        },
      },
      {
        plugins: [svelte(), builtApp],
        resolve: { conditions: ['browser', 'module', 'import', 'default'] },
        worker: { format: 'es' },
        server: { headers: isolated },
        // Found late, inside a worker, they would reload the page under a running test.
        optimizeDeps: {
          include: [
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            'comlink',
            'fflate',
            'idb',
            'papaparse',
            'umap-js',
          ],
        },
        test: {
          name: 'browser',
          globalSetup: ['tests/browser/global-setup.ts'],
          include: ['tests/browser/**/*.test.ts'],
          ...patience,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium() ?? 'chromium', args: chromiumArgs },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          isolate: false,
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/global-setup.ts'],
          setupFiles: [progress],
          // One patience for all that is waited for: that of the pages (tests/e2e/support/browser.ts).
          expect: { poll: { timeout: 240_000 } },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
