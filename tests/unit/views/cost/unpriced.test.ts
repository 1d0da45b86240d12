import { expect, test } from 'vitest';
import { unpricedSentence } from '../../../../src/views/cost/words';
import { projectState, solutionSpec, solutionVersion } from '../../../support/fake-data';

test('recipes that the list has no price for are named, where the project was trained with one', () => {
  const trainedWith = (...recipes: Parameters<typeof solutionSpec>[0][]) =>
    projectState({
      solutionVersions: recipes.map((recipe) => solutionVersion({ spec: solutionSpec(recipe) })),
    });
  expect(unpricedSentence(trainedWith('aws-user-personalization', 'aws-sims'))).toBeNull();
  expect(
    unpricedSentence(trainedWith('aws-semantic-similarity', 'aws-sims', 'aws-user-personalization-v2')),
  ).toMatch(/no price for aws-semantic-similarity and aws-user-personalization-v2:/);
});
