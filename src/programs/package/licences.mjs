import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ dependencies?: object, peerDependencies?: object, name: string, version: string, license?: string }} Package */

/**
 * What the packages ask for that parts of are in the bundles: names, versions and licence texts of those that the
 * project is made with, and of those that they are made with.
 *
 * @param {string} root of the project
 * @param {readonly string[]} names
 */
export function licencesOf(root, names) {
  /** @type {Map<string, string>} */
  const told = new Map();
  const waiting = [...names];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const folder = join(root, 'node_modules', name);
    // What other systems need, or one may bring along, is not there.
    if (told.has(name) || !existsSync(folder)) continue;
    /** @type {Package} */
    const { version, license, dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
    told.set(name, `${name} ${version}: ${license ?? 'see below'}${text}`);
    waiting.push(...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {}));
  }
  const rule = `\n\n${'-'.repeat(78)}\n\n`;
  const head = 'Parts of these packages, or of what they are made with, are in the files of Foretaste.';
  return `${[head, ...[...told.entries()].toSorted().map(([, text]) => text)].join(rule)}\n`;
}
