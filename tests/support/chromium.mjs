import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Start-up switches that keep a test browser offline-minded and able to run as root. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Path of the Chromium that browser tests drive: `$CHROMIUM` when set, else the first known name on PATH.
 * Never downloads anything.
 *
 * @returns {string | null}
 */
export function findChromium() {
  return process.env.CHROMIUM || onPath(browsers);
}

/**
 * Path of the browser that people have, where a shell of it does not do: it alone knows what its owner has set.
 *
 * @returns {string | null}
 */
export function findWholeChromium() {
  return onPath(browsers);
}

/**
 * Path of the same engine without a browser's windows and bars, on PATH. Walks take a fifth of the processor time less
 * in it.
 *
 * @returns {string | null}
 */
export function findHeadlessShell() {
  return onPath(shells);
}

/**
 * Where the first of these programs lies that is installed.
 *
 * @param {readonly string[]} names
 * @returns {string | null}
 */
export function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/**
 * Chromium's path.
 *
 * @returns {string}
 * @throws Error with the command to run, when there is none.
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium, and none is on PATH. Install it with `sudo apt-get install chromium` ' +
      '(or set CHROMIUM to the path of a Chromium or Chrome) and run the tests again.',
  );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
