import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const entry = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The emulator and its threads as few plain files with all that they need, because hundreds take seconds to load. */
export default defineConfig({
  root: entry('../../..'),
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    outDir: 'node_modules/.cache/emulate',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        main: entry('main.ts'),
        'compute-thread': entry('../cli/bundled-thread.ts'),
        'import-thread': entry('run-import-thread.ts'),
        tab: entry('tab.ts'),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
