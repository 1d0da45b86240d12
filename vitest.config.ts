import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './tests/support/chromium.mjs';

/** Headers that make a page cross-origin isolated, so that browser tests meet SharedArrayBuffer. */
const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What a test process is at, for the runner to see when one hangs. */
const progress = './tests/support/run/progress-setup.ts';

export default defineConfig({
  test: {
    // A file for each core, where Vitest would leave one idle; and never one alone, so that the others go on beside a
    // file that hangs.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: [progress],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['tests/component/**/*.test.ts'],
          setupFiles: [progress, 'tests/support/component-setup.ts'],
        },
      },
      {
        plugins: [svelte()],
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
          testTimeout: 60_000,
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
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/global-setup.ts'],
          setupFiles: [progress],
          // One patience for all that is waited for: that of the pages (tests/e2e/support/browser.ts).
          expect: { poll: { timeout: 120_000 } },
          testTimeout: 480_000,
          hookTimeout: 480_000,
        },
      },
    ],
  },
});
