/**
 * Compiles the messages of `en` and `ko` (ICU MessageFormat in JSON, a file for each room) to typed
 * functions: `<room>.js` and its types beside it. A message that one language lacks, an argument that differs, a
 * plural form that the language has not, or a broken pattern fails with the file and the key.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import { parse } from '@messageformat/parser';

const folder = dirname(fileURLToPath(import.meta.url));
/** A folder each; English is what the others are translations of. */
const LANGUAGES = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort((one, other) => Number(other === 'en') - Number(one === 'en') || (one < other ? -1 : 1));
const NBSP = '\u00a0';
/** No line ends here; nobody sees it. */
const JOINER = '\u2060';

/** As Korean catalogues write them, after `{argument}`: which function of particles.ts finds the right one. */
/** @type {{ readonly [written: string]: string }} */
const PARTICLES = {
  '을(를)': 'eul',
  '이(가)': 'iga',
  '은(는)': 'eun',
  '과(와)': 'gwa',
  '(으)로': 'ro',
  '이에요(예요)': 'ieyo',
  '(이)라': 'ira',
};
/** How `{name, count}` and `{name, percent}` are written: functions of domain/numbers.ts. */
const NUMBERS = ['count', 'percent'];
const particle = new RegExp(
  `\\{(\\w+)\\}((?:[”’」』)*]|</\\w+>)*)(${Object.keys(PARTICLES)
    .map((written) => written.replaceAll(/[()]/g, '\\$&'))
    .join('|')})`,
  'g',
);

/** Tags of a message (`<b>…</b>`) stand between signs that no text has, so that nothing inserted is taken for one. */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const tag = /<(\/?[a-z][A-Za-z]*\/?)>/g;

/**
 * Compiles all rooms whose files changed.
 *
 * @throws Error naming every fault of every file.
 */
export function compileWords() {
  const rooms = namesOf('en');
  /** @type {string[]} */
  const faults = LANGUAGES.flatMap((language) =>
    namesOf(language).flatMap((room) =>
      rooms.includes(room) ? [] : [`${language}/${room}.json has no English.`],
    ),
  );
  for (const room of rooms) {
    const compiled = compileRoom(room, faults);
    if (compiled === null) continue;
    writeIfNew(`${room}.js`, compiled.code);
    writeIfNew(`${room}.d.ts`, compiled.types);
  }
  for (const file of readdirSync(folder)) {
    const room = /^(.+?)\.(?:js|d\.ts)$/.exec(file)?.[1];
    if (room !== undefined && !rooms.includes(room)) rmSync(join(folder, file));
  }
  // By which a command sees whether all is up to date. What stays the same is not written: a page would load anew, and
  // a build be made again.
  if (faults.length === 0) writeIfNew('.compiled', sourcesHash());
  else throw new Error(`Messages cannot be compiled:\n${faults.join('\n')}`);
}

/** Of all catalogues and of this file. */
function sourcesHash() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const language of LANGUAGES)
    for (const room of namesOf(language)) hash.update(readFileSync(join(folder, language, `${room}.json`)));
  return hash.digest('hex');
}

/** @param {string} language */
function namesOf(language) {
  const path = join(folder, language);
  return existsSync(path) ? readdirSync(path).map((file) => file.replace(/\.json$/, '')) : [];
}

/**
 * @param {string} room
 * @param {string[]} faults what is wrong is added
 * @param {readonly string[]} spoken languages of its code; all are held against one another
 */
export function compileRoom(room, faults, spoken = LANGUAGES) {
  const before = faults.length;
  /** @type {{ [language: string]: { [key: string]: string } }} */
  const texts = {};
  for (const language of LANGUAGES) {
    const path = join(folder, language, `${room}.json`);
    try {
      texts[language] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    } catch (error) {
      faults.push(`${language}/${room}.json: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  }
  const keys = Object.keys(texts.en);
  for (const language of LANGUAGES) {
    const own = Object.keys(texts[language]);
    for (const key of keys) if (!own.includes(key)) faults.push(`${language}/${room}.json lacks ${key}.`);
    for (const key of own) if (!keys.includes(key)) faults.push(`en/${room}.json lacks ${key}.`);
  }
  if (faults.length > before) return null;

  const formats = new MessageFormat(LANGUAGES, {
    customFormatters: {
      ...Object.fromEntries(
        Object.values(PARTICLES).map((name) => [
          name,
          { formatter: String, id: name, module: './particles' },
        ]),
      ),
      ...Object.fromEntries(
        NUMBERS.map((name) => [name, { formatter: String, id: name, module: '../../domain/numbers' }]),
      ),
      // `{name, filmClub}`: names that the sample has invented, in Korean.
      filmClub: { formatter: String, id: 'filmClub', module: './film-club-ko' },
    },
    returnType: 'string',
    strictPluralKeys: true,
  });
  /** @type {{ [key: string]: { [language: string]: string } }} */
  const prepared = {};
  /** @type {string[]} */
  const types = [];
  for (const key of keys) {
    prepared[key] = {};
    for (const language of LANGUAGES) {
      const text = prepare(texts[language][key]);
      prepared[key][language] = text;
      try {
        compileModule(formats, { [language]: { [key]: text } });
      } catch (error) {
        faults.push(`${language}/${room}.json, ${key}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  if (faults.length > before) return null;
  for (const key of keys) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(key)) faults.push(`en/${room}.json: ${key} is no name of a function.`);
    const wanted = argumentsOf(prepared[key].en);
    for (const language of LANGUAGES) {
      const own = argumentsOf(prepared[key][language]);
      for (const [name, kind] of wanted)
        if (own.get(name) === undefined && !kind.startsWith("'"))
          faults.push(`${language}/${room}.json, ${key} leaves out {${name}}.`);
      for (const [name, kind] of own)
        if (wanted.get(name) !== kind)
          faults.push(
            `${language}/${room}.json, ${key} has {${name}} as ${kind}, English as ${wanted.get(name)}.`,
          );
      if (tagsOf(texts.en[key]) !== tagsOf(texts[language][key]))
        faults.push(`${language}/${room}.json, ${key} has other tags than English.`);
    }
    types.push(typeOf(key, texts.en[key], wanted));
  }
  if (faults.length > before) return null;

  // Each message a constant of its own: what no screen of a page says is not in its files.
  // Under names with a sign before them, so that a message may be called as a reserved word or an import is.
  const named = Object.fromEntries(
    keys.map((key) => [
      `$${key}`,
      Object.fromEntries(spoken.map((language) => [language, prepared[key][language]])),
    ]),
  );
  const compiled = compileModule(formats, named)
    .replace('"@messageformat/runtime/lib/cardinals"', '"./plural-rules"')
    .replace(/^export default \{\n([^]*)\}\s*$/m, '$1')
    .replaceAll(/^ {2}(\$\w+): \{$/gm, 'const $1 = /* @__PURE__ */ said({')
    .replaceAll(/^ {2}\},?$/gm, '});');
  const head = `// Compiled from en/${room}.json and its translations.\n`;
  const exported = `export { ${keys.map((key) => `$${key} as ${key}`).join(', ')} };\n`;
  const rich = types.some((type) => type.includes('RichText'))
    ? "import type { RichText } from './rich';\n"
    : '';
  return {
    code: `// @ts-nocheck\n${head}import { said } from './said';\n${compiled}${exported}`,
    types: `${head}${rich}${types.join('')}${exported}`,
  };
}

/** Particles by the word before them, tags as signs, and no line end between a number and what is counted, or % and a particle. */
/** @param {string} text */
function prepare(text) {
  return text
    .replaceAll(
      particle,
      (_, name, between, written) => `{${name}}${between}{${name}, ${PARTICLES[written]}}`,
    )
    .replaceAll(tag, `${OPEN}$1${CLOSE}`)
    .replaceAll('# ', `#${NBSP}`)
    .replaceAll(/%(?=[가-힣])/g, `%${JOINER}`);
}

/** @param {string} text */
function tagsOf(text) {
  return [...text.matchAll(tag)]
    .map((match) => match[1])
    .sort()
    .join(' ');
}

/**
 * What a message needs, by name: `number` where it is counted or written as one, else text, or one of some words.
 *
 * @param {string} text
 * @returns {Map<string, string>}
 */
function argumentsOf(text) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @param {readonly any[]} tokens as the parser of MessageFormat gives them */
  const walk = (tokens) => {
    for (const token of tokens) {
      if (token.type === 'plural' || token.type === 'selectordinal') found.set(token.arg, 'number');
      if (token.type === 'select')
        found.set(
          token.arg,
          token.cases
            .map((/** @type {{ key: string }} */ { key }) => (key === 'other' ? 'string' : `'${key}'`))
            .sort()
            .filter(
              (/** @type {string} */ key, /** @type {number} */ _n, /** @type {string[]} */ all) =>
                key !== 'string' || all.length === 1,
            )
            .concat("'other'")
            .join(' | '),
        );
      if (token.type === 'function' && NUMBERS.includes(token.key)) found.set(token.arg, 'number');
      if ((token.type === 'argument' || token.type === 'function') && !found.has(token.arg))
        found.set(token.arg, 'string');
      for (const { tokens: inner } of token.cases ?? []) walk(inner);
    }
  };
  walk(parse(text));
  return found;
}

/**
 * @param {string} key
 * @param {string} english
 * @param {Map<string, string>} wanted
 */
function typeOf(key, english, wanted) {
  const returns = tag.test(english) ? 'RichText' : 'string';
  tag.lastIndex = 0;
  const facts = [...wanted].map(([name, kind]) => `readonly ${name}: ${kind}`).join('; ');
  const parameters = wanted.size === 0 ? '' : `facts: { ${facts} }`;
  return `/** ${english.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\ndeclare function $${key}(${parameters}): ${returns};\n`;
}

/** @param {string} file @param {string} text */
function writeIfNew(file, text) {
  const path = join(folder, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) compileWords();
