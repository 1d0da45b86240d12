import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { batchCommand } from '../../../src/programs/cli/batch-command';
import type * as words from '../../../src/words/copy/recipes';
import { groupOf, recipeOrder, recipeWords } from '../../../src/words/copy/recipes';
import { recipeArn } from '../../../src/domain/names';
import {
  AUTOML_LIST,
  isPersonal,
  RECIPE_NAMES,
  type RecipeFacts,
  type RecipeName,
} from '../../../src/domain/recipe-catalogue';
import type * as entries from '../../../src/domain/recipe-entries';
import { candidateNames } from '../../../src/engine/resources/tuning-config';
import { recipes as operations } from '../../../src/engine/service/recipes';
import { describeRecipes } from '../../../src/engine/training/describe-recipes';
import type { Recipe } from '../../../src/recipes/recipe';
import type * as registered from '../../../src/recipes/registry';
import { findRecipe } from '../../../src/recipes/registry';
import { comparable } from '../../../src/page/views/train/compared';
import { tablesOf } from '../../support/small-tables';

/** A recipe that the service does not have, and what is known of it in its three places beside its folder. */
const { PRETEND, SENTENCE } = vi.hoisted(() => ({
  PRETEND: 'aws-pretend' as RecipeName,
  SENTENCE: 'Pretends to learn.',
}));

vi.mock('../../../src/domain/recipe-entries', async (original) => {
  const { RECIPE_CATALOGUE } = await original<typeof entries>();
  const entry: RecipeFacts = { type: 'USER_PERSONALIZATION', batchKey: 'userId', autoMlPlace: 5 };
  return { RECIPE_CATALOGUE: { ...RECIPE_CATALOGUE, [PRETEND]: entry } };
});
vi.mock('../../../src/words/copy/recipes', async (original) => {
  const module = await original<typeof words>();
  Object.assign(module.RECIPE_SENTENCES, { [PRETEND]: SENTENCE });
  return module;
});
vi.mock('../../../src/recipes/registry', async (original) => {
  const registry = await original<typeof registered>();
  const { popularityCount } = await import('../../../src/recipes/popularity-count');
  (registry.recipes as Map<RecipeName, Recipe>).set(PRETEND, { ...popularityCount, name: PRETEND });
  return registry;
});

const rows = Array.from({ length: 60 }, (_, r) => ({ user: `u${r % 12}`, item: `i${r % 7}`, time: r }));

it('is known by name and id, and to the lists that follow from the catalogue', () => {
  expect(RECIPE_NAMES).toContain(PRETEND);
  expect(findRecipe(recipeArn(PRETEND))).toMatchObject({ name: PRETEND });
  expect(isPersonal(PRETEND)).toBe(true);
});

it('is among the candidates of AutoML', () => {
  expect(AUTOML_LIST.at(-1)).toBe(PRETEND);
  expect(candidateNames()).toContain(PRETEND);
});

it('is listed and described by the service', () => {
  expect(operations.ListRecipes({})).toMatchObject({
    recipes: expect.arrayContaining([expect.objectContaining({ name: PRETEND })]) as unknown,
  });
  expect(operations.DescribeRecipe({ recipeArn: recipeArn(PRETEND) })).toMatchObject({
    recipe: { name: PRETEND, recipeType: 'USER_PERSONALIZATION' },
  });
});

it('is offered by the training screen, with its words', () => {
  const described = describeRecipes(tablesOf(rows), 'relaxed');
  expect(described.map(({ name }) => name)).toContain(PRETEND);
  expect(comparable(described)).toContain(PRETEND);
  expect(recipeWords(PRETEND)).toEqual({ name: 'pretend', sentence: SENTENCE });
  expect(groupOf(PRETEND)).toBe('USER_PERSONALIZATION');
  expect(recipeOrder(PRETEND)).toBeGreaterThanOrEqual(RECIPE_NAMES.length - 1);
});

it('is trained and asked by the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pretend-'));
  const [interactions, input, output] = ['events.csv', 'in.jsonl', 'out.jsonl'].map((name) =>
    join(folder, name),
  );
  const lines = rows.map(({ user, item, time }) => `${user},${item},${1_700_000_000 + time}`);
  writeFileSync(interactions, ['USER_ID,ITEM_ID,TIMESTAMP', ...lines].join('\n'));
  writeFileSync(input, '{"userId": "u1"}\n');
  const options = { recipe: PRETEND, interactions, input, output };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  expect(await batchCommand(args)).toMatchObject({ recipe: PRETEND, lines: 1, failed: 0 });
  expect(readFileSync(output, 'utf8')).toContain('recommendedItems');
});
