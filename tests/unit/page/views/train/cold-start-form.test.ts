import { expect, it } from 'vitest';
import { specOf, startForm } from '../../../../../src/page/views/train/form';
import { recipeDescriptions } from '../../../../support/fake-data';

it('sends hyperparameters and feature transformations apart', () => {
  const recipe = recipeDescriptions().find(({ name }) => name === 'aws-hrnn-coldstart');
  const parameters = {
    hidden_dimension: '64',
    cold_start_max_duration: '90',
    cold_start_max_interactions: '15',
  };
  const spec = specOf({ ...startForm(1), recipe: 'aws-hrnn-coldstart', parameters }, recipe);
  expect(spec.algorithmHyperParameters).toEqual({ hidden_dimension: '64' });
  expect(spec.featureTransformationParameters).toEqual({ cold_start_max_duration: '90' });
});
