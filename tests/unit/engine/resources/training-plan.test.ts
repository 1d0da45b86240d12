import { expect, test } from 'vitest';
import type { ProjectState } from '../../../../src/domain/resources';
import { checkPlan } from '../../../../src/engine/resources/training-plan';
import { projectState } from '../../../support/fake-data';
import { specOf } from '../../../support/studio-in-node';

const [, itemsOfFilms] = projectState().datasets;
const described = (rows: number, profile: ProjectState['profile']) =>
  projectState({
    profile,
    datasets: [
      {
        ...itemsOfFilms,
        rows,
        schema: {
          ...itemsOfFilms.schema,
          fields: [
            { name: 'ITEM_ID', type: 'string' },
            { name: 'TITLE', type: 'string', itemName: true },
            { name: 'ABOUT', type: 'string', textual: true },
          ],
        },
      },
    ],
    solutionVersions: [],
  });
const request = { ...specOf('aws-semantic-similarity'), name: 'alike' };

test('texts of ten million items are read, and no more where the service’s limits hold', () => {
  expect(checkPlan(described(10_000_000, 'aws'), request).recipe.name).toBe('aws-semantic-similarity');
  expect(() => checkPlan(described(10_000_001, 'aws'), request)).toThrowError(
    expect.objectContaining({
      code: 'LIMIT_EXCEEDED',
      details: { kind: 'item', limit: 10_000_000, status: 'ACTIVE' },
    }),
  );
  expect(checkPlan(described(10_000_001, 'relaxed'), request).recipe.name).toBe('aws-semantic-similarity');
});
