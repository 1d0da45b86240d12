import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLanguageFrom } from '../../../../src/domain/language';
import { percent } from '../../../../src/domain/numbers';
import { tailFew } from '../../../../src/words/messages/data-charts';
import { eul, eun, gwa, ieyo, iga, ro } from '../../../../src/words/messages/particles';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';

/** The Korean word for a thing, and others for it that would be a second one. */
const ONE_WORD: Readonly<Record<string, RegExp>> = {
  거부: /거절/,
  헤더: /머리글/,
  범주: /카테고리/,
  파라미터: /매개변수/,
  다운로드: /내려받/,
  붙여넣기: /붙여 넣/,
  새로고침: /새로 고침/,
  차트: /그래프/,
  되돌리기: /실행 취소/,
  '체크를 풀다': /선택 해제/,
  개인별: /나만의/,
};
const PARTICLES = [eul, iga, eun, gwa, ro, ieyo];
const source = join(projectRoot, 'src');
const rooms = readdirSync(join(source, 'words/messages/en')).map((file) => file.replace('.json', ''));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'));

const messagesOf = (language: string, room: string): { readonly [key: string]: string } =>
  JSON.parse(readFileSync(join(source, 'words/messages', language, `${room}.json`), 'utf8'));

/** The messages of a room that some file says, by the name under which it knows the room. */
function saidOf(room: string): Set<string> {
  const said = new Set<string>();
  for (const text of files) {
    const known = new RegExp(`import \\* as (\\w+) from '[./]+/(?:words/)?messages/${room}'`).exec(text)?.[1];
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
        /\p{L}/u.test(text.replaceAll(/\{\w+(, (count|percent|filmClub))?\}/g, '')) &&
        text !== messagesOf('en', room)[key],
    );
    expect(foreign).toEqual([]);
  });

  test('say one thing in Korean by one word, but for what is searched by', () => {
    const said = Object.entries(messagesOf('ko', room)).filter(([key]) => !key.endsWith('Also'));
    for (const [word, other] of Object.entries(ONE_WORD))
      expect(
        said.filter(([, text]) => other.test(text)),
        `it is called ${word}`,
      ).toEqual([]);
  });

  test('count events in Korean by one word', () => {
    const others = Object.values(messagesOf('ko', room)).filter((text) =>
      /(이벤트|상호 작용)[이가는]? ?(\{\w+(, plural, other \{#)?\}?\}?|#|\d+)개/.test(text),
    );
    expect(others).toEqual([]);
  });

  test('have behind a Korean choice of words the particle that fits each of them', () => {
    const choice =
      /\{\w+, select, ((?:\w+ \{[^{}]*\} ?)+)\}(을|를|이|가|은|는|과|와|으로|로|이에요|예요)(?![가-힣])/g;
    const unfit = Object.values(messagesOf('ko', room)).filter((text) =>
      [...text.matchAll(choice)].some(([, branches, written]) =>
        [...branches.matchAll(/\{([^{}]*)\}/g)].some(
          ([, word]) => word.trim() !== '' && PARTICLES.every((particle) => particle(word) !== written),
        ),
      ),
    );
    expect(unfit).toEqual([]);
  });
});

test('no line ends between a percent sign and its particle', () => {
  readLanguageFrom(() => 'ko');
  const said = tailFew({ thing: 'film', top1: percent(0.06), top10: '33%', ones: 'none', share: '' });
  readLanguageFrom(() => 'en');
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  expect(text).toMatch(/상위 1%\u2060가/);
  expect(text).toMatch(/6\.0%\u2060/);
});
