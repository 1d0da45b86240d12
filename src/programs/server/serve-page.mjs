import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';

/**
 * What the command line says of where the page is served.
 *
 * @param {readonly string[]} args
 * @throws TypeError of `parseArgs` for what it does not know.
 */
export function pageOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4173' },
      base: { type: 'string', default: '/' },
      host: { type: 'boolean', default: false },
    },
  });
  return { ...values, port: Number(values.port) };
}

/**
 * Serves the page until the process ends, and says where.
 *
 * @param {string} folder of the built page
 * @param {Awaited<ReturnType<typeof import('./programs.mjs').tabParts>>} tab
 * @param {ReturnType<typeof pageOptions>} options
 * @param {string} call how it was called
 */
export async function servePage(folder, { programsPart, terminalQr }, options, call) {
  try {
    const site = await serve({ folder, programs: programsPart(), ...options });
    console.log(`Foretaste is at ${site.url} (Ctrl C stops it)`);
    if (options.host) tellOthers(site.addresses, process.stdout.isTTY ? terminalQr : null);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(`Port ${options.port} is in use. Pick another: ${call} --port 4174`);
    process.exitCode = 1;
  }
}

/**
 * @param {readonly string[]} addresses
 * @param {((text: string) => string) | null} draw null: nobody sees it
 */
function tellOthers(addresses, draw) {
  if (addresses.length === 0) console.log('This machine is in no network: nobody else reaches it.');
  for (const address of addresses) {
    console.log(`Phones of a class reach ${address}class.html`);
    if (draw !== null) console.log(draw(`${address}class.html`));
  }
  console.log('Open the page here, under localhost: Our class shows that address as a QR code.');
  console.log('Others get its files alone. Without https their browsers have no camera, no offline use and');
  console.log('no shared memory for this page.');
}
