import { expect, it } from 'vitest';
import { serviceOf, withoutResources, withService } from '../../../src/domain/service-resources';
import { versionName } from '../../../src/domain/version-names';
import { projectState, serviceState, solutionVersion } from '../../support/fake-data';

const versions = [1, 2, 3].map((k) => solutionVersion({ arn: `v${k}`, creationDateTime: k }));
const behind = solutionVersion({ arn: 'behind', recommender: 'r' });
const state = withService(projectState({ solutionVersions: [...versions, behind] }), {
  ...serviceState(versions[2]),
});

it('a project without some resources has all others, called as before', () => {
  const left = withoutResources(state, ['v1', 'r', 'a:filter/dramas']);
  expect(left.solutionVersions.map((version) => versionName(version, left.solutionVersions))).toEqual([
    'user-personalization v2',
    'user-personalization v3',
  ]);
  expect(left.project.versions).toBe(2);
  const { filters, campaigns, batchJobs } = serviceOf(left);
  expect([filters, campaigns.length, batchJobs.length]).toEqual([[], 1, 1]);
});

it('a project without none is the same one', () => {
  expect(withoutResources(state, [])).toBe(state);
});
