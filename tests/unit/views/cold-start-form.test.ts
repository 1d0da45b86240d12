import { expect, it } from 'vitest';
import { specOf } from '../../../src/views/train/training';

it('sends hyperparameters and feature transformations apart', () => {
  const spec = specOf({
    recipe: 'aws-hrnn-coldstart',
    budget: 'standard',
    seed: '1',
    eventType: '',
    eventValueThreshold: '',
    parameters: { hidden_dimension: '64', cold_start_max_duration: '90', cold_start_max_interactions: '15' },
  });
  expect(spec.algorithmHyperParameters).toEqual({ hidden_dimension: '64' });
  expect(spec.featureTransformationParameters).toEqual({ cold_start_max_duration: '90' });
});
