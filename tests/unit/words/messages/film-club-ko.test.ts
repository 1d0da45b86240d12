import { expect, test } from 'vitest';
import { makeFilms } from '../../../../src/data/samples/films';
import { firstNames, lastNames } from '../../../../src/data/samples/words';
import { filmClub } from '../../../../src/words/messages/film-club-ko';

const span = { fromSec: 0, toSec: 63_072_000, firstYear: 2024, lastYear: 2025, quarters: 8 };

test.each([1, 2, 3, 7])('every title of the club of seed %i is Korean, and no two are the same', (seed) => {
  const titles = makeFilms(seed, 1800, 40, span).films.map(({ title }) => title);
  const said = titles.map(filmClub);
  expect(said.filter((title) => /[A-Za-z]/.test(title))).toEqual([]);
  expect(new Set(said).size).toBe(titles.length);
});

test('every person has a Korean name of their own, and goes by the given one', () => {
  const people = firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`));
  const said = people.map(filmClub);
  expect(said.filter((name) => !/^[가-힣]{2,4}$/.test(name))).toEqual([]);
  expect(new Set(said).size).toBe(people.length);
  for (const name of people) expect(filmClub(name).slice(1)).toBe(filmClub(name.split(' ')[0]));
});

test('a title follows its form, and parts of a series keep theirs', () => {
  expect(
    ['The Amber Compass', 'Amber Compass', 'The Compass of Zennick', 'Ana and the Otter'].map(filmClub),
  ).toEqual(['호박빛 나침반', '나의 호박빛 나침반', '제닉의 나침반', '하나와 수달']);
  expect(filmClub('The Amber Compass 3')).toBe('호박빛 나침반 3');
  expect(filmClub('An Otter in Zennick: The Return')).toBe('제닉에 온 수달: 귀환');
});

test('what is not of the club stays as it is', () => {
  for (const name of ['Heat', 'The Godfather', 'u-17', 'Ana Smith', 'White Metal Lantern', ''])
    expect(filmClub(name)).toBe(name);
});
