import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bareRecipeName, recipeArn } from '../../../src/domain/names';
import {
  AUTOML_LIST,
  BASELINE_RECIPE,
  DEFAULT_RECIPE,
  isPersonal,
  RECIPE_NAMES,
  recipesThat,
  servesOf,
} from '../../../src/domain/recipe-catalogue';
import { recipes } from '../../../src/recipes/registry';

/** Where recipes may be named: their code, the catalogue, their words, and what each use case is built on. */
const NAMED_IN = /^src\/(recipes\/|domain\/(recipe-entries|use-cases)\.ts$|words\/copy\/recipes\.ts$)/;

describe('the recipe catalogue', () => {
  it('is asked by everybody else: no other file names a recipe', () => {
    const named = new RegExp(`['"\`](${RECIPE_NAMES.join('|')})['"\` ]|startsWith\\(['"]aws-`);
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((file) => `src/${file}`)
      .filter((file) => /\.(ts|svelte|mjs)$/.test(file) && !NAMED_IN.test(file));
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((file) => named.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
  it('names every recipe that can be trained, and no other', () => {
    expect([...recipes.keys()].sort()).toEqual([...RECIPE_NAMES].sort());
  });
  it('marks one recipe to begin with and one line to beat', () => {
    expect(recipesThat(({ isDefault }) => isDefault === true)).toEqual([DEFAULT_RECIPE]);
    expect(recipesThat(({ isBaseline }) => isBaseline === true)).toEqual([BASELINE_RECIPE]);
    expect([DEFAULT_RECIPE, BASELINE_RECIPE]).toEqual(['aws-user-personalization', 'aws-popularity-count']);
  });
  it('lists for AutoML what the service lists, in its order', () => {
    expect(AUTOML_LIST).toEqual([
      'aws-hrnn',
      'aws-hrnn-metadata',
      'aws-user-personalization',
      'aws-popularity-count',
    ]);
  });
  it('knows whose lists are made for one person', () => {
    expect(isPersonal('aws-hrnn')).toBe(true);
    expect(isPersonal('aws-popularity-count')).toBe(false);
    expect(isPersonal('aws-trending-now')).toBe(false);
    expect((['aws-sims', 'aws-trending-now', 'aws-personalized-ranking'] as const).map(servesOf)).toEqual([
      'items',
      'users',
      'lists',
    ]);
  });
  it('reads a name, an ARN, and blanks for hyphens', () => {
    expect(bareRecipeName(recipeArn('aws-sims'))).toBe('aws-sims');
    expect(bareRecipeName(' aws-personalized ranking ')).toBe('aws-personalized-ranking');
  });
});
