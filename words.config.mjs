/** Which languages of the messages lie in which files of a build. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileRoom } from './src/words/messages/compile.mjs';

const english = join(dirname(fileURLToPath(import.meta.url)), 'src/words/messages/en');

/**
 * The code of one room in some of its languages, for those who speak no other.
 *
 * @param {string} room
 * @param {readonly string[]} languages
 * @throws Error naming every fault of it.
 */
export function compiledIn(room, languages) {
  /** @type {string[]} */
  const faults = [];
  const compiled = compileRoom(room, faults, languages);
  if (compiled === null) throw new Error(`Messages cannot be compiled:\n${faults.join('\n')}`);
  return compiled.code;
}

/**
 * Workers, and what runs outside a page, speak with programs and write for them, in English: other languages stay out of
 * their files.
 */
export const englishMessages = {
  name: 'english-messages',
  /** @param {string} id */
  load(id) {
    const room = /\/src\/words\/messages\/([\w-]+)\.js$/.exec(id)?.[1];
    return room === undefined ? null : compiledIn(room, ['en']);
  },
};

/**
 * Rooms whose words are on the first screen. A build has them in English there; what they are in the others is a file for
 * each language, which whoever speaks it loads (spare.ts). The pupil's page says none of them.
 */
export const OPENING = [
  'counts',
  'embed',
  'first-lesson',
  'firstlist',
  'genres',
  'home',
  'moves',
  'pages',
  'samples',
  'shell',
  'state',
];

/**
 * The code of an opening room in English, each message with its place among those of all such rooms.
 *
 * @param {string} room
 */
export function openingIn(room) {
  let at = OPENING.slice(0, OPENING.indexOf(room)).reduce((sum, before) => sum + keysOf(before).length, 0);
  return compiledIn(room, ['en']).replaceAll(/^\}\);$/gm, () => `}, ${at++});`);
}

/**
 * The code of a list of what all messages of the opening rooms are in another language, by those places.
 *
 * @param {string} language
 */
export function spareIn(language) {
  const rooms = OPENING.map((room) => compiledIn(room, [language]));
  /** @type {Map<string, Set<string>>} */
  const imports = new Map();
  for (const code of rooms)
    for (const [, names, from] of code.matchAll(/^import \{ (.+) \} from ["'](.+)["'];$/gm)) {
      const known = imports.get(from) ?? new Set();
      imports.set(from, new Set([...known, ...names.split(', ')]));
    }
  imports.delete('./said');
  const forms = rooms.flatMap((code) =>
    [...code.matchAll(new RegExp(`said\\(\\{\\n {4}${language}: ([^]*?)\\n\\}\\);`, 'g'))].map(
      (match) => match[1],
    ),
  );
  const head = [...imports].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';\n`);
  return `${head.join('')}export default [\n${forms.join(',\n')}\n];\n`;
}

/** @param {string} room */
function keysOf(room) {
  return Object.keys(JSON.parse(readFileSync(join(english, `${room}.json`), 'utf8')));
}
