import { expect, it } from 'vitest';
import { personsOf } from '../../../../src/import/know/persons';

const netflix = { key: 'netflix' };
const of = (...paths: string[]) => paths.map((path) => ({ path }));

it('is one person where nothing tells two apart', () => {
  expect(personsOf(of('NetflixViewingHistory.csv'), netflix)).toEqual(['me']);
  expect(
    personsOf(of('MyData/StreamingHistory0.json', 'MyData/StreamingHistory1.json'), { key: 'spotify' }),
  ).toEqual(['me', 'me']);
});

it('names friends by what differs in the names of their files', () => {
  expect(personsOf(of('NetflixViewingHistory_Ann.csv', 'ben-netflix.csv'), netflix)).toEqual(['Ann', 'ben']);
  expect(personsOf(of('ann.csv', 'NetflixViewingHistory.csv'), netflix)).toEqual(['ann', 'me']);
});

it('takes files of one form for several people where nothing names them', () => {
  const form = {};
  const two = ['NetflixViewingHistory.csv', 'NetflixViewingHistory (1).csv'].map((path) => ({ path, form }));
  expect(personsOf(two, netflix)).toEqual(['me', 'me 2']);
  expect(personsOf([two[0], { path: 'ViewingActivity.csv', form: {} }], netflix)).toEqual(['me', 'me']);
  const parts = ['StreamingHistory0.json', 'StreamingHistory1.json'].map((path) => ({ path, form }));
  expect(personsOf(parts, { key: 'spotify', splits: true })).toEqual(['me', 'me']);
});

it.each([
  ['Netflix_2022.csv', 'Netflix_2023.csv'],
  ['netflix 2023-01.csv', 'netflix 2023-02.csv'],
  ['넷플릭스 1월.csv', '넷플릭스 2월.csv'],
])('takes %s and %s for parts of one history', (...paths) => {
  const form = {};
  const people = personsOf(
    paths.map((path) => ({ path, form })),
    netflix,
  );
  expect(new Set(people).size).toBe(1);
});

it('names friends by their folders and archives', () => {
  expect(
    personsOf(
      of(
        'class/ann/data/StreamingHistory0.json',
        'class/ann/data/StreamingHistory1.json',
        'class/ben/data/StreamingHistory0.json',
      ),
      { key: 'spotify' },
    ),
  ).toEqual(['ann', 'ann', 'ben']);
  const zips = ['letterboxd-ann-2024-01-05-10-20-utc.zip', 'letterboxd-ben-2024-02-05-10-20-utc.zip'];
  expect(
    personsOf(
      zips.flatMap((within) => [
        { path: 'watched.csv', within },
        { path: 'diary.csv', within },
      ]),
      { key: 'letterboxd', several: true },
    ),
  ).toEqual(['ann', 'ann', 'ben', 'ben']);
});
