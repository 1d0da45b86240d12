import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

/** All points of the changelog, newest section first: an update is told by those that the version before lacks. */
function pointsOf(changelog: string): string[] {
  return [...changelog.matchAll(/^- (.+(?:\n {2}.+)*)/gm)].map((match) =>
    match[1].replaceAll(/\n\s+/g, ' ').replaceAll(/[*`]/g, ''),
  );
}

export default defineConfig({
  base: './',
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_CHANGES__: JSON.stringify(pointsOf(readFileSync('CHANGELOG.md', 'utf8'))),
  },
  plugins: [
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/pwa/service-worker',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,json,woff2}'],
        maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
        dontCacheBustURLsMatching: /^assets\//,
        rollupFormat: 'iife',
      },
    }),
  ],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: false, rolldownOptions: { checks: { pluginTimings: false } } },
});
