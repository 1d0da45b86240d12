import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../src/server/project-root.mjs';

const source = join(projectRoot, 'src');
const rooms = readdirSync(join(source, 'words/en')).map((file) => file.replace('.json', ''));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'));

const messagesOf = (language: string, room: string): { readonly [key: string]: string } =>
  JSON.parse(readFileSync(join(source, 'words', language, `${room}.json`), 'utf8'));

/** The messages of a room that some file says, by the name under which it knows the room. */
function saidOf(room: string): Set<string> {
  const said = new Set<string>();
  for (const text of files) {
    const known = new RegExp(`import \\* as (\\w+) from '[./]+/words/${room}'`).exec(text)?.[1];
    if (known === undefined) continue;
    for (const [, key] of text.matchAll(new RegExp(`\\b${known}\\.(\\w+)`, 'g'))) said.add(key);
  }
  return said;
}

describe.each(rooms)('the messages of %s', (room) => {
  test('are all said somewhere', () => {
    const said = saidOf(room);
    expect(Object.keys(messagesOf('en', room)).filter((key) => !said.has(key))).toEqual([]);
  });

  test('are Korean in Korean, but for names and formulas', () => {
    const foreign = Object.entries(messagesOf('ko', room)).filter(
      ([key, text]) =>
        !/[가-힣]/.test(text) &&
        /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, '')) &&
        text !== messagesOf('en', room)[key],
    );
    expect(foreign).toEqual([]);
  });
});
