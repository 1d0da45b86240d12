import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

const script = readFileSync(join(projectRoot, 'public/first-paint.js'), 'utf8');

interface Visit {
  readonly hash?: string;
  readonly stored?: { readonly [key: string]: string };
  readonly languages?: readonly string[];
}

/** What the page says of itself before the first paint. @param stored absent: the browser blocks site data. */
function painted({ hash = '', stored, languages = ['de-DE'] }: Visit): {
  lang: string;
  opens?: string;
} {
  const documentElement: { lang: string; dataset: { opens?: string; theme?: string } } = {
    lang: 'en',
    dataset: {},
  };
  const frame = {
    location: { hash },
    navigator: { languages },
    document: { documentElement },
    get localStorage() {
      if (stored === undefined) throw new Error('blocked');
      return { getItem: (key: string) => stored[key] ?? null };
    },
  };
  runInNewContext(script, frame);
  return { lang: documentElement.lang, ...documentElement.dataset };
}

test('the opening words are in the language of the link, else of the person, else of the browser', () => {
  const stored = { 'foretaste.language': 'en' };
  expect(painted({ hash: '#lang=ko', stored }).lang).toBe('ko');
  expect(painted({ hash: '#view=map&lang=xx', stored, languages: ['ko-KR'] }).lang).toBe('en');
  expect(painted({ stored: {}, languages: ['fr', 'ko-KR', 'en'] }).lang).toBe('ko');
  expect(painted({ languages: ['KO'] }).lang).toBe('ko');
  expect(painted({}).lang).toBe('en');
});

test('an address that names no more than a language opens the first screen', () => {
  expect(painted({ hash: '#lang=ko' }).opens).toBeUndefined();
  expect(painted({ hash: '#' }).opens).toBeUndefined();
  expect(painted({ hash: '#view=map&lang=ko' }).opens).toBe('elsewhere');
});
