import { describe, expect, test } from 'vitest';
import type { ProjectId, ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import { versionName } from '../../../../src/domain/version-names';
import { deleteResource } from '../../../../src/engine/resources/kinds';
import { newState } from '../../../../src/engine/resources/new-state';
import { campaignKind, createCampaign, updateCampaign } from '../../../../src/engine/resources/campaigns';
import { createFilter } from '../../../../src/engine/resources/filters';
import { serviceOf } from '../../../../src/domain/service-resources';
import { withVersions } from '../../../../src/domain/version-names';
import { solutionVersionKind } from '../../../../src/engine/resources/solution-versions';
import { createSolution, solutionKind, solutionsOf } from '../../../../src/engine/resources/solutions';
import { specOf, trainedVersion } from '../../../support/studio-in-node';
import { appError } from '../../../support/app-error';
import { avroSchema } from '../../../support/avro-schema';

function project(
  profile: 'aws' | 'relaxed' = 'aws',
  versions: readonly SolutionVersion[] = [trainedVersion('a')],
): ProjectState {
  return { ...newState('p' as ProjectId, 'p', profile, 0), solutionVersions: versions };
}

describe('a campaign', () => {
  const arn = trainedVersion('a').arn;

  test('serves an ACTIVE version until it is told to serve another', () => {
    const { state, resource } = createCampaign(project(), { name: 'home', solutionVersionArn: arn }, 5);
    expect(resource).toMatchObject({
      arn: 'arn:aws:personalize:us-east-1:000000000000:campaign/home',
      status: 'ACTIVE',
      minProvisionedTPS: 1,
      creationDateTime: 5,
    });
    const newer = trainedVersion('a', { arn: `${arn}b` });
    const retrained = { ...state, solutionVersions: [...state.solutionVersions, newer] };
    expect(serviceOf(retrained).campaigns[0].solutionVersionArn).toBe(arn);
    const updated = updateCampaign(retrained, { arn: resource.arn, solutionVersionArn: newer.arn }, 6);
    expect(updated.resource).toMatchObject({
      solutionVersionArn: newer.arn,
      minProvisionedTPS: 1,
      lastUpdatedDateTime: 6,
    });
  });

  test('is refused where it could not answer', () => {
    const ask = (change: object, state = project()) =>
      createCampaign(state, { name: 'home', solutionVersionArn: arn, ...change }, 0);
    expect(() => ask({ solutionVersionArn: 'none' })).toThrowError(appError('NOT_FOUND'));
    expect(() =>
      ask({}, project('aws', [trainedVersion('a', { status: 'CREATE IN_PROGRESS' })])),
    ).toThrowError(appError('I01'));
    expect(() => ask({ minProvisionedTPS: 0 })).toThrowError(
      appError('INVALID_INPUT', { field: 'minProvisionedTPS' }),
    );
    expect(() => ask({ name: '-home' })).toThrowError(appError('INVALID_INPUT', { field: 'name' }));
    expect(() => ask({ campaignConfig: { itemExplorationConfig: { explorationWeight: '2' } } })).toThrowError(
      appError('P03'),
    );
  });

  test('has its name alone, and four others beside it under the service’s quotas', () => {
    let state = project();
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      state = createCampaign(state, { name, solutionVersionArn: arn }, 0).state;
    expect(() => createCampaign(state, { name: 'a', solutionVersionArn: arn }, 0)).toThrowError(
      appError('RESOURCE_ALREADY_EXISTS'),
    );
    expect(() => createCampaign(state, { name: 'f', solutionVersionArn: arn }, 0)).toThrowError(
      appError('LIMIT_EXCEEDED', { limit: 5 }),
    );
    const relaxed: ProjectState = { ...state, profile: 'relaxed' };
    expect(
      serviceOf(createCampaign(relaxed, { name: 'f', solutionVersionArn: arn }, 0).state).campaigns,
    ).toHaveLength(6);
  });

  test('goes over to a recipe that does not explore without what was set for one that does', () => {
    const plain = trainedVersion('b', { spec: specOf('aws-sims', { name: 'b' }) });
    const config = { itemExplorationConfig: { explorationWeight: '0.5' } };
    const both = project('aws', [trainedVersion('a'), plain]);
    const { state, resource } = createCampaign(
      both,
      { name: 'home', solutionVersionArn: arn, campaignConfig: config },
      0,
    );
    const updated = updateCampaign(state, { arn: resource.arn, solutionVersionArn: plain.arn }, 1);
    expect(updated.resource.campaignConfig).toEqual({});
    const kept = updateCampaign(state, { arn: resource.arn, minProvisionedTPS: 2 }, 1);
    expect(kept.resource.campaignConfig).toEqual(config);
  });

  test('keeps its version from being deleted', () => {
    const { state, resource } = createCampaign(project(), { name: 'home', solutionVersionArn: arn }, 0);
    expect(() => deleteResource(solutionVersionKind, state, arn)).toThrowError(
      appError('RESOURCE_IN_USE', { by: resource.arn }),
    );
    expect(
      deleteResource(solutionVersionKind, deleteResource(campaignKind, state, resource.arn), arn)
        .solutionVersions,
    ).toEqual([]);
  });

  test('keeps its solution from being deleted', () => {
    const { state, resource } = createCampaign(project(), { name: 'home', solutionVersionArn: arn }, 0);
    const [{ arn: solutionArn }] = solutionsOf(state);
    expect(() => deleteResource(solutionKind, state, solutionArn)).toThrowError(
      appError('RESOURCE_IN_USE', { by: resource.arn }),
    );
    const left = deleteResource(solutionKind, deleteResource(campaignKind, state, resource.arn), solutionArn);
    expect(left.solutionVersions).toEqual([]);
    expect(solutionsOf(left)).toEqual([]);
  });
});

describe('a solution', () => {
  test('is what was created, and what a training has made by the way', () => {
    const request = specOf('aws-sims', { name: 'b' });
    const { state } = createSolution(project(), request, 3);
    expect(solutionsOf(state).map(({ name }) => name)).toEqual(['b', 'a']);
    expect(() => createSolution(state, { ...request, name: 'a' }, 3)).toThrowError(
      appError('RESOURCE_ALREADY_EXISTS'),
    );
    expect(() =>
      createSolution(state, { ...request, name: 'c', algorithmHyperParameters: { nonsense: '1' } }, 3),
    ).toThrowError(appError('P02'));
  });

  test('is not deleted while one of its versions is being trained', () => {
    const state = project('aws', [trainedVersion('a', { status: 'CREATE IN_PROGRESS' })]);
    expect(() => deleteResource(solutionKind, state, solutionsOf(state)[0].arn)).toThrowError(
      appError('RESOURCE_IN_USE'),
    );
  });
});

test('versions stay called as they were when one is deleted, or a solution with all of its', () => {
  const made = [
    trainedVersion('a'),
    trainedVersion('b'),
    trainedVersion('a', { arn: 'a2' }),
    trainedVersion('c'),
  ];
  const before = project(
    'aws',
    made.map((each, k) => ({ ...each, creationDateTime: k })),
  );
  const names = ({ solutionVersions }: ProjectState): readonly string[] =>
    solutionVersions.map((each) => versionName(each, solutionVersions));
  const [v1, v2, v3, v4] = [1, 2, 3, 4].map((k) => `user-personalization v${k}`);
  expect(names(before)).toEqual([v1, v2, v3, v4]);
  expect(names(deleteResource(solutionVersionKind, before, made[0].arn))).toEqual([v2, v3, v4]);
  const [{ arn }] = solutionsOf(before);
  const left = deleteResource(solutionKind, before, arn);
  expect(names(left)).toEqual([v2, v4]);
  expect(names(withVersions(left, before.solutionVersions))).toEqual(names(before));
});

test('filters count the fields of all others of their group', () => {
  const fields = Array.from({ length: 25 }, (_, i) => ({ name: `F${i}`, type: 'string' as const }));
  const schema = avroSchema('Items', [{ name: 'ITEM_ID', type: 'string' as const }, ...fields]);
  let state: ProjectState = {
    ...project(),
    datasets: [
      {
        arn: 'd',
        type: 'ITEMS',
        schema,
        rows: 0,
        status: 'ACTIVE',
        creationDateTime: 0,
        lastUpdatedDateTime: 0,
      },
    ],
  };
  const expression = (from: number, to: number): string =>
    `INCLUDE ItemID WHERE ${Array.from({ length: to - from }, (_, i) => `Items.F${from + i} IN ("x")`).join(' AND ')}`;
  state = createFilter(state, { name: 'one', filterExpression: expression(0, 10) }, 0).state;
  state = createFilter(state, { name: 'two', filterExpression: expression(10, 20) }, 0).state;
  expect(() => createFilter(state, { name: 'three', filterExpression: expression(20, 21) }, 0)).toThrowError(
    appError('F16', { scope: 'group' }),
  );
  expect(() => createFilter(state, { name: 'two', filterExpression: expression(0, 1) }, 0)).toThrowError(
    appError('F19', { reason: 'taken' }),
  );
});
