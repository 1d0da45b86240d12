import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../../src/words/copy/errors';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import type { Tables } from '../../../../../src/domain/columns';
import type { AppError } from '../../../../../src/domain/errors';
import { recipeFacts, type RecipeName } from '../../../../../src/domain/recipe-catalogue';
import { attributeQueries } from '../../../../../src/engine/serving/batch/attribute-query';
import { batchFilter } from '../../../../../src/engine/serving/batch/batch-filter';
import { answerLines, countsOf, newTally } from '../../../../../src/engine/serving/batch/batch-job';
import { linesOf } from '../../../../../src/engine/serving/batch/lines-of';
import { DataIndex } from '../../../../../src/engine/project/data-index';
import { ServedModel } from '../../../../../src/engine/project/served-model';
import { log } from '../../../../../src/kernels/math';
import type { Relates, Segments } from '../../../../../src/recipes/capabilities';
import type { Model } from '../../../../../src/recipes/recipe';
import { projectRoot } from '../../../../../src/programs/server/project-root.mjs';
import { nodeJob } from '../../../../support/studio-in-node';
import { NO_TABLES } from '../../../../../src/data/tables/table-of';

/** Chances that the published samples show, by item; what is left is shared by as many others as keep it below them. */
const CHANCES: { readonly [itemId: string]: number } = {
  63992: 0.0152238,
  115149: 0.0069081,
  27: 0.0048421,
  101: 0.0028133,
  886: 0.0023446,
};
/** How often the items of the other samples were chosen, and how similar they are to item 105. */
const COUNTS: { readonly [itemId: string]: number } = { 105: 30, 106: 20, 441: 10 };
const SIMILAR: { readonly [itemId: string]: number } = { 106: 0.9, 107: 0.8, 49: 0.7 };
/** How likely people are to take to an item, to one of them or to another. */
const TAKERS: { readonly [userId: string]: number } = { 106: 0.9, 107: 0.8, 49: 0.7 };
const TAKERS_OF_MANY: { readonly [userId: string]: number } = { 25: 0.9, 78: 0.8 };
const GENRES: { readonly [itemId: string]: readonly string[] } = {
  63992: ['horror'],
  115149: ['comedy'],
  27: ['horror'],
  101: ['Comedy', 'Action'],
  886: ['comedy'],
  107: ['Comedy', 'Action'],
};

const named = [...new Set([CHANCES, COUNTS, SIMILAR].flatMap((ids) => Object.keys(ids)))];
const itemIds = [...named, ...Array.from({ length: 400 }, (_, k) => `other-${k}`)];
const userIds = ['4638', '5', '12', '891', '106', '107', '49', '25', '78'];
const rest = 1 - Object.values(CHANCES).reduce((sum, chance) => sum + chance);
const vocabulary = [...new Set(Object.values(GENRES).flat())];
const genres = itemIds.map((id) => (GENRES[id] ?? []).map((genre) => vocabulary.indexOf(genre)));
const ends = genres.reduce<number[]>((all, codes) => [...all, (all.at(-1) ?? 0) + codes.length], [0]);
const tables: Tables = {
  ...NO_TABLES,
  userIds,
  itemIds,
  items: {
    nRows: itemIds.length,
    entityIdx: Int32Array.from(itemIds, (_, i) => i),
    columns: [
      {
        kind: 'multi',
        name: 'GENRES',
        categorical: true,
        offsets: Int32Array.from(ends),
        codes: Int32Array.from(genres.flat()),
        vocabulary,
      },
    ],
  },
};
const record = { type: 'record', namespace: 'n', version: '1.0' } as const;
const schemas = {
  INTERACTIONS: {
    ...record,
    name: 'Interactions',
    fields: [
      { name: 'USER_ID', type: 'string' },
      { name: 'ITEM_ID', type: 'string' },
      { name: 'TIMESTAMP', type: 'long' },
      { name: 'DEVICE', type: 'string', categorical: true },
    ],
  },
  ITEMS: {
    ...record,
    name: 'Items',
    fields: [
      { name: 'ITEM_ID', type: 'string' },
      { name: 'GENRES', type: 'string', categorical: true },
    ],
  },
} as const;

/** A model that says what the samples say. */
function sampleModel(recipe: RecipeName): Model & Relates & Segments {
  const hasScores = recipe !== 'aws-popularity-count' && recipeFacts(recipe).type !== 'RELATED_ITEMS';
  const popular = (id: string): number => COUNTS[id] ?? 0;
  return {
    recipe,
    nItems: itemIds.length,
    hasScores,
    scoreUser(_, out) {
      const others = itemIds.length - Object.keys(CHANCES).length;
      itemIds.forEach((id, i) => (out[i] = hasScores ? log(CHANCES[id] ?? rest / others) : popular(id)));
      return true;
    },
    scoreRelated(item, out) {
      itemIds.forEach((id, i) => (out[i] = item < 0 ? popular(id) : (SIMILAR[id] ?? -Infinity)));
      return item >= 0;
    },
    scoreSegment(items, out) {
      const takers = items.length === 1 ? TAKERS : TAKERS_OF_MANY;
      userIds.forEach((id, u) => (out[u] = takers[id] ?? -Infinity));
    },
    isTrained: () => true,
    store: () => ({
      header: {
        format: 1,
        recipe,
        seed: 0,
        nUsers: userIds.length,
        nItems: itemIds.length,
        rows: 0,
        config: {},
      },
      arrays: {},
    }),
  };
}

const folder = join(projectRoot, 'tests/fixtures/batch');

async function answer(form: string, recipe: RecipeName, numResults: number, expression: string | null) {
  const index = new DataIndex(tables);
  const model = sampleModel(recipe);
  const source = {
    version: { arn: 'version', spec: { recipe, seed: 0 } },
    served: new ServedModel(model.store(), index, true, model),
    index,
    schemas,
    numResults,
    filter: expression === null ? null : batchFilter(expression, schemas, tables, recipe),
    itemsMatching: attributeQueries(schemas, tables),
    themeOf: null,
  };
  const input = memorySource(form, new Uint8Array(readFileSync(join(folder, `${form}.jsonl`))));
  const task = { source, describe: (error: AppError): string => describeError(error).what };
  const tally = newTally();
  let text = '';
  for await (const line of answerLines(linesOf(input), task, nodeJob(), tally)) text += `${line}\n`;
  return { text, counts: countsOf(tally) };
}

describe('input and output files, byte by byte', () => {
  const byGenre = 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)';
  it.each([
    ['user-personalization', 'aws-user-personalization', 2, null, 0],
    ['popularity-count', 'aws-popularity-count', 3, null, 0],
    ['personalized-ranking', 'aws-personalized-ranking', 25, null, 0],
    ['related-items', 'aws-sims', 3, null, 0],
    ['item-affinity', 'aws-item-affinity', 25, null, 0],
    ['item-attribute-affinity', 'aws-item-attribute-affinity', 25, null, 0],
    ['failed-user-lines', 'aws-user-personalization', 2, byGenre, 11],
    ['failed-ranking-lines', 'aws-personalized-ranking', 25, byGenre, 4],
    ['failed-item-affinity-lines', 'aws-item-affinity', 25, null, 4],
    ['failed-item-attribute-affinity-lines', 'aws-item-attribute-affinity', 25, null, 4],
  ] as const)('%s', async (form, recipe, numResults, expression, failed) => {
    const { text, counts } = await answer(form, recipe, numResults, expression);
    const expected = join(folder, `${form}.jsonl.out`);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    expect(counts.failed).toBe(failed);
  });

  it('are filtered by the values of each line', async () => {
    const { text } = await answer('user-personalization', 'aws-user-personalization', 2, byGenre);
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines[0])).toMatchObject({
      output: { recommendedItems: [] },
      error: expect.stringMatching(/^User error: /),
    });
    expect(lines[1]).toBe(
      '{"input":{"userId":"5","filterValues":{"GENRES":"\\"horror\\",\\"comedy\\""}},"output":{"recommendedItems":["63992","115149"],"scores":[0.0152238,0.0069081]},"error":null}',
    );
    expect(JSON.parse(lines[2]).output).toEqual({
      recommendedItems: ['115149', '886'],
      scores: [0.0069081, 0.0023446],
    });
  });
});
