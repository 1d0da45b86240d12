import { expect, it } from 'vitest';
import type { SolutionVersion } from '../../../../src/domain/resources';
import { oldVersions } from '../../../../src/engine/studio/old-versions';
import { projectState, solutionVersion } from '../../../support/fake-data';

const version = (arn: string, at: number, change: Partial<SolutionVersion> = {}): SolutionVersion =>
  solutionVersion({ arn, creationDateTime: at, ...change });
const old = (...solutionVersions: SolutionVersion[]): readonly string[] =>
  oldVersions(projectState({ solutionVersions }));

it('are those with a newer one of the same solution', () => {
  expect(
    old(version('a1', 1), version('a3', 3), version('a2', 2), version('b1', 1, { solution: 'b' })),
  ).toEqual(['a1', 'a2']);
  expect(old(version('a1', 1))).toEqual([]);
});

it('are not those that a newer update builds on, that nothing else replaced, or that a recommender owns', () => {
  expect(old(version('full', 1), version('update', 2, { trainingMode: 'UPDATE' }))).toEqual([]);
  expect(old(version('a1', 1), version('a2', 2, { status: 'CREATE FAILED' }))).toEqual([]);
  expect(old(version('a1', 1, { recommender: 'r' }), version('a2', 2))).toEqual([]);
});
