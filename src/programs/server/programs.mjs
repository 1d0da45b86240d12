import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emulator, ensureBuilt } from './build.mjs';

/**
 * What lets programs ask the tab of the page that is served, and draws an address for phones: built with the emulator,
 * whose protocols it speaks.
 *
 * @returns {Promise<{ programsPart: () => import('./serve.mjs').Part, terminalQr: (text: string) => string }>}
 */
export function tabParts() {
  return import(pathToFileURL(join(ensureBuilt(emulator), 'tab.mjs')).href);
}
