import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One file of all that every folder that is taken away has in common. */
const parts: Plugin = {
  name: 'take-away-parts',
  generateBundle(_, bundle) {
    const module = bundle['recommender.js'];
    if (module?.type !== 'chunk') throw new Error('The recommender is one module.');
    const types = `${readFileSync(beside('recommender-types.ts'), 'utf8')}
/** Reads a recommender: \`model.bin\`, and \`items.json\` beside it unless \`options.items\` says where that is. */
export declare function loadRecommender(source: ModelSource, options?: LoadOptions): Promise<Recommender>;
`;
    const page = readFileSync(beside('page/index.html'), 'utf8');
    this.emitFile({
      type: 'asset',
      fileName: 'parts.json',
      source: JSON.stringify({ code: module.code, types, page }),
    });
  },
};

/** The recommender as one module that needs nothing; reading a property does nothing, so that what trains is left out. */
export default defineConfig({
  root: beside('../..'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [parts],
  build: {
    target: 'es2022',
    outDir: 'node_modules/.cache/takeaway',
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: beside('recommender.ts'), formats: ['es'], fileName: () => 'recommender.js' },
    rolldownOptions: {
      treeshake: { moduleSideEffects: false, propertyReadSideEffects: false },
      output: { codeSplitting: false, minify: true },
    },
  },
});
