import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { programsPart } from './programs.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    base: { type: 'string', default: '/' },
    host: { type: 'boolean', default: false },
  },
});

ensureInstalled();
const folder = ensureBuilt();
const programs = await programsPart();
try {
  const { port, base, host } = values;
  const site = await serve({ folder, port: Number(port), base, host, programs });
  console.log(`Foretaste is at ${site.url} (Ctrl C stops it)`);
  if (host) tellOthers(site.addresses);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error(`Port ${values.port} is in use. Pick another: npm start -- --port 4174`);
  process.exitCode = 1;
}

/** @param {readonly string[]} addresses */
function tellOthers(addresses) {
  if (addresses.length === 0) console.log('This machine is in no network: nobody else reaches it.');
  for (const address of addresses) console.log(`Phones of a class reach ${address}class.html`);
  console.log(
    'Open the page here, under localhost: Our class shows that address as a QR code. Others get its files',
  );
  console.log(
    'alone. Without https their browsers have no camera, no offline use and no shared memory for this page.',
  );
}
