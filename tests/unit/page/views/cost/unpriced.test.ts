import { expect, test } from 'vitest';
import { unpricedSentence } from '../../../../../src/page/views/cost/words';
import { projectState, solutionVersion } from '../../../../support/fake-data';
import { specOf } from '../../../../support/trained-version';
import type { RecipeName } from '../../../../../src/domain/recipe-catalogue';

test('recipes that the list has no price for are named, where the project was trained with one', () => {
  const trainedWith = (...recipes: RecipeName[]) =>
    projectState({
      solutionVersions: recipes.map((recipe) => solutionVersion({ spec: specOf(recipe) })),
    });
  expect(unpricedSentence(trainedWith('aws-user-personalization', 'aws-sims'))).toBeNull();
  expect(
    unpricedSentence(trainedWith('aws-semantic-similarity', 'aws-sims', 'aws-user-personalization-v2')),
  ).toMatch(/no price for aws-semantic-similarity and aws-user-personalization-v2:/);
});
