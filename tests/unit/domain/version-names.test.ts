import { expect, it } from 'vitest';
import type { RecipeName } from '../../../src/domain/recipe-catalogue';
import type { SolutionVersion } from '../../../src/domain/resources';
import { versionName, withNumbersKept } from '../../../src/domain/version-names';
import { solutionVersion } from '../../support/fake-data';
import { specOf } from '../../support/trained-version';

type Versions = readonly SolutionVersion[];
const made = (at: number, change: Partial<SolutionVersion> = {}): SolutionVersion =>
  solutionVersion({ arn: `a${at}`, creationDateTime: at, spec: specOf('aws-sims'), ...change });
const auto = (at: number, recipe: RecipeName | null = null): SolutionVersion =>
  made(at, {
    spec: specOf('aws-sims', { performAutoML: true }),
    ...(recipe && { autoMLResult: { bestRecipeArn: recipe } }),
  });
const names = (versions: Versions): readonly string[] => versions.map((each) => versionName(each, versions));
const without = (versions: Versions, ...gone: readonly number[]): Versions =>
  withNumbersKept(
    versions,
    versions.filter(({ arn }) => !gone.some((at) => arn === `a${at}`)),
  );
const stored = (versions: Versions): readonly (number | undefined)[] => versions.map(({ number }) => number);

it('versions are numbered by age, each recipe apart, those behind recommenders left out', () => {
  const versions = [
    made(3),
    made(1),
    made(2, { recommender: 'r' }),
    made(2, { arn: 'other', spec: specOf('aws-popularity-count') }),
  ];
  expect([0, 1, 3].map((k) => versionName(versions[k], versions))).toEqual([
    'sims v2',
    'sims v1',
    'popularity-count v1',
  ]);
});

it('they keep their numbers when older ones go, and only what the age does not tell is stored', () => {
  const four = [made(1), made(2), made(3), made(4)];
  const two = without(four, 1, 3);
  expect(names(two)).toEqual(['sims v2', 'sims v4']);
  expect(names(without(without(four, 3), 1))).toEqual(names(two));
  expect(stored(without(four, 1))).toEqual([2, undefined, undefined]);
  expect(names(without(two, 2))).toEqual(['sims v4']);
  expect(names(withNumbersKept(two, [...two, made(5)]))).toEqual(['sims v2', 'sims v4', 'sims v5']);
  // Where nothing has gone nothing is stored, and nothing is made anew.
  const same = withNumbersKept(four, four);
  expect(same.every((version, k) => version === four[k])).toBe(true);
});

it('the number of the newest is free again once it has gone', () => {
  const one = without([made(1), made(2)], 2);
  expect(stored(one)).toEqual([undefined]);
  expect(names(withNumbersKept(one, [...one, made(3)]))).toEqual(['sims v1', 'sims v2']);
});

it('what comes back is called as it was, and so are the others', () => {
  const three = [made(1), made(2), made(3)];
  expect(withNumbersKept(without(three, 1), three)).toEqual(three);
});

it('AutoML is called so until it has chosen, and leaves its number behind then', () => {
  const kept = without([auto(1), auto(2), made(3)], 1);
  expect(names(kept)).toEqual(['AutoML v2', 'sims v1']);
  const chosen = kept.map((version) =>
    version.number === undefined ? version : { ...version, ...auto(2, 'aws-sims') },
  );
  const after = withNumbersKept(kept, chosen);
  expect(names(after)).toEqual(['sims v1', 'sims v2']);
  expect(stored(after)).toEqual([undefined, undefined]);
});

it('no two share a name, whatever numbers are stored', () => {
  expect(names([made(1, { number: 5 }), made(2, { number: 5 }), made(3, { number: 1 })])).toEqual([
    'sims v5',
    'sims v6',
    'sims v7',
  ]);
});
