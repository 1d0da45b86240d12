import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { programsPart } from './programs.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    base: { type: 'string', default: '/' },
  },
});

ensureInstalled();
const folder = ensureBuilt();
const programs = await programsPart();
try {
  const site = await serve({ folder, port: Number(values.port), base: values.base, programs });
  console.log(`Foretaste is at ${site.url} (Ctrl C stops it)`);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error(`Port ${values.port} is in use. Pick another: npm start -- --port 4174`);
  process.exitCode = 1;
}
