import { expect, test } from 'vitest';
import { isOfLesson, lessonSolution } from '../../../../../src/words/lessons/solution-name';
import { readExpected } from '../../../../../src/page/state/linked-data';
import { differenceWords } from '../../../../../src/page/views/shell/expected';
import { offers, screensOf } from '../../../../../src/page/views/panels';
import { studentRoute } from '../../../../../src/page/views/lesson/student-link';
import { workPage } from '../../../../../src/page/views/lesson/save-work';

const SHOP = { name: 'shop|2024.csv', rows: 6000, checksum: 'abcd0123' };

test('what a link expects is read from its end, so that a name may hold anything', () => {
  expect(readExpected('shop|2024.csv|6000|abcd0123')).toEqual(SHOP);
});

test('as many rows are not the same rows', () => {
  expect(differenceWords(SHOP, null)).toMatch(/6,000\srows, checksum abcd0123\. Drop that file/);
  expect(differenceWords(SHOP, { rows: 5999, checksum: null })).toMatch(/what is open here has 5,999\srows/);
  expect(differenceWords(SHOP, { rows: 6000, checksum: null })).toBeNull();
  expect(differenceWords(SHOP, { rows: 6000, checksum: 'abcd0123' })).toBeNull();
  expect(differenceWords(SHOP, { rows: 6000, checksum: 'ffff0000' })).toMatch(
    /the same number of rows, but different ones: checksum ffff0000/,
  );
  expect(differenceWords({ ...SHOP, checksum: '' }, { rows: 6000, checksum: 'ffff0000' })).toBeNull();
});

test('a link shows its panels only, and everything without `only`', () => {
  expect(screensOf('map,why,nonsense').map(({ view }) => view)).toEqual(['recommendations', 'map']);
  expect([offers('why', 'recipes'), offers('why,recipes', 'recipes'), offers(null, 'recipes')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('with a question a link opens the list, without one the lesson; it never names a project', () => {
  const choices = { lesson: 'order', panels: ['why', 'map'] as const, title: ' ', expects: null };
  expect(studentRoute({ ...choices, asks: ' Why? ' })).toMatchObject({
    view: 'recommendations',
    project: null,
    only: 'why,map',
    title: null,
    asks: 'Why?',
  });
  expect(studentRoute({ ...choices, asks: null })).toMatchObject({ view: 'lesson', asks: null });
});

test('saved work holds the answer as text, and nothing that runs', () => {
  const page = workPage({
    saved: {
      form: 1,
      lesson: 'order',
      title: '9b',
      name: 'Ana <3',
      data: 'Film club',
      savedAtMs: 0,
      steps: [
        {
          step: 'backwards',
          heading: 'Why?',
          text: '',
          asked: { prompt: 'Which?', choices: ['Big', 'Heat'], said: 1, right: 0 },
          answer: '<script>alert(1)</script>\nbecause',
          says: '',
        },
      ],
    },
    where: [''],
    seed: 42,
    pictures: new Map([['backwards', [{ title: 'List', svg: '<svg></svg>' }]]]),
  });
  expect(page).toContain('<b>Ana &lt;3</b> <small>Film club · seed 42</small>');
  expect(page).toContain('Which? <b>Heat</b>');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\nbecause');
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/https?:\/\/|src=|@import|url\(/);
  expect(page).toContain('<svg></svg>');
});

test('what lessons train has a name of its own, and is known by it', () => {
  const first = lessonSolution([]);
  const second = lessonSolution([first]);
  expect(second).not.toBe(first);
  expect([first, second, 'user-personalization', `my-${first}`].map(isOfLesson)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
