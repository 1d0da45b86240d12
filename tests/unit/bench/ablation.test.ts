import { beforeAll, expect, test } from 'vitest';
import { hasPart, PART_NAMES, personalizationWithout } from '../../bench/parts/without';
import type { Plan } from '../../../src/recipes/ensemble/ensemble-plan';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { trainFully } from '../../support/recipe-contract';
import { returningShop } from '../../support/returning-shop';

const shop = returningShop(60);
let plan: Plan;
let whole: Awaited<ReturnType<typeof trainFully>>;
beforeAll(async () => {
  whole = await trainFully(
    personalizationWithout([], (told) => (plan = told)),
    shop,
  );
});

test('without nothing it is the recipe itself', async () => {
  const plain = await trainFully(userPersonalization, shop);
  expect(whole.store()).toEqual(plain.store());
});

test('a part that is left out has no weight, and those who come back none of their own', async () => {
  expect(JSON.stringify(whole.store().header.config.weights)).toMatch(/kernel0.*kernel1.*prior1.*ease/);
  expect(whole.tellsReturns).toBe(true);
  const fewer = await trainFully(
    personalizationWithout(['kernels', 'fashion', 'co-occurrence', 'those who come back']),
    shop,
  );
  expect(JSON.stringify(fewer.store().header.config.weights)).not.toMatch(/kernel|prior1|bag|memory/);
  expect(fewer.tellsReturns).toBe(false);
  const other = await trainFully(personalizationWithout(['the short kernel', 'ease']), shop);
  expect(JSON.stringify(other.store().header.config.weights)).toMatch(/kernel0(?!.*(kernel1|ease))/);
});

test('parts that a training does not have are told', () => {
  const had = PART_NAMES.filter((part) => hasPart(part, plan, shop));
  expect(had).toEqual([
    'kernels',
    'the short kernel',
    'ease',
    'co-occurrence',
    'fashion',
    'those who come back',
  ]);
});
