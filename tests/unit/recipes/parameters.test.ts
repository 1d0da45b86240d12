import { describe, expect, it } from 'vitest';
import { checkParameters } from '../../../src/recipes/parameters';
import { findRecipe } from '../../../src/recipes/registry';
import { sims } from '../../../src/recipes/sims';
import { userPersonalization } from '../../../src/recipes/user-personalization';

describe('parameters', () => {
  it('fills in defaults and strips prefixes', () => {
    const parameters = checkParameters(userPersonalization, { 'training.bptt': '8' }, {});
    expect(parameters).toEqual({
      hidden_dimension: '149',
      bptt: '8',
      recency_mask: 'true',
      min_user_history_length_percentile: '0.0',
      max_user_history_length_percentile: '0.99',
    });
  });

  it('names what it does not know (P02)', () => {
    expect(() => checkParameters(sims, { bptt: '8' }, {})).toThrow(
      expect.objectContaining({
        code: 'P02',
        details: expect.objectContaining({
          name: 'bptt',
          known: ['popularity_discount_factor', 'min_cointeraction_count'],
        }),
      }),
    );
  });

  it.each([
    ['bptt', '33'],
    ['bptt', '2.5'],
    ['bptt', ''],
    ['bptt', 'many'],
    ['hidden_dimension', '31'],
    ['recency_mask', 'yes'],
  ])('refuses %s = %j (P03)', (name, value) => {
    expect(() => checkParameters(userPersonalization, { [name]: value }, {})).toThrow(
      expect.objectContaining({ code: 'P03', details: expect.objectContaining({ name, value }) }),
    );
  });
});

describe('recipe names', () => {
  it.each(['aws-sims', 'arn:aws:personalize:::recipe/aws-sims', ' aws-sims '])('%j is found', (name) =>
    expect(findRecipe(name).name).toBe('aws-sims'),
  );

  it('accepts a blank for a hyphen', () => {
    expect(findRecipe('aws-user personalization').name).toBe('aws-user-personalization');
  });

  it('refuses others with the names that exist (P01)', () => {
    expect(() => findRecipe('aws-nothing')).toThrow(expect.objectContaining({ code: 'P01' }));
  });
});
