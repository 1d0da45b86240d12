import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emulator, ensureBuilt } from './build.mjs';

/**
 * What lets programs ask the tab of the page that is served: built with the emulator, whose protocols it speaks.
 *
 * @returns {Promise<import('./serve.mjs').Part>}
 */
export async function programsPart() {
  const built = await import(pathToFileURL(join(ensureBuilt(emulator), 'tab.mjs')).href);
  return built.programsPart();
}
