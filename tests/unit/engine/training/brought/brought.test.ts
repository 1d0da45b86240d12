import { beforeAll, describe, expect, test } from 'vitest';
import type { OfferedLists } from '../../../../../src/domain/brought-along';
import type { SolutionVersion } from '../../../../../src/domain/resources';
import { memorySource, type SourceFile } from '../../../../../src/import/open/bytes/source';
import { appError } from '../../../../support/app-error';
import { smallInteractions } from '../../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../../support/studio-in-node';
import { workbook } from '../../../../support/workbook';
import {
  bring,
  csvOf,
  fnv,
  hiddenPeople,
  inspect,
  ITEMS,
  listsWith,
  NDCG,
  ndcgOf,
  PEOPLE,
  ROWS,
} from './others';

const lists = listsWith((user) => user % 23);
const each = (write: (user: string, items: readonly string[]) => string): string =>
  Array.from(lists, ([user, items]) => write(user, items)).join('\n');
const scores = (items: readonly string[]): number[] => items.map((_, place) => 1 / (place + 1));
const shuffled = (text: string): string =>
  text
    .split('\n')
    .map((line) => [fnv(line), line] as const)
    .sort(([a], [b]) => a - b)
    .map(([, line]) => line)
    .join('\n');

interface Other {
  readonly form: OfferedLists['form'];
  readonly files: () => SourceFile[];
  readonly failed?: number;
}

const OTHERS: { readonly [name: string]: Other } = {
  'Amazon’s batch output': {
    form: 'amazon-batch',
    failed: 1,
    files: () => [
      textFile(
        'people.json.out',
        `${each((userId, items) => JSON.stringify({ input: { userId }, output: { recommendedItems: items, scores: scores(items) }, error: null }))}
{"input":{"userId":"u3"},"output":null,"error":{"errorMessage":"too many"}}\n`,
      ),
    ],
  },
  'Amazon’s batch output without scores': {
    form: 'amazon-batch',
    files: () => [
      textFile(
        'people.json.out',
        each((userId, items) => JSON.stringify({ input: { userId }, output: { recommendedItems: items } })),
      ),
    ],
  },
  'answers of GetRecommendations, a file for each person': {
    form: 'amazon-answers',
    files: () =>
      Array.from(lists, ([user, items]) =>
        textFile(
          `answers/${user}.json`,
          JSON.stringify(
            { itemList: items.map((itemId, i) => ({ itemId, score: 1 / (i + 1) })), recommendationId: 'RID' },
            null,
            2,
          ),
        ),
      ),
  },
  'answers of GetRecommendations under the ids of people': {
    form: 'amazon-answers',
    files: () => [
      textFile(
        'answers.json',
        JSON.stringify(
          Object.fromEntries(
            Array.from(lists, ([user, items]) => [user, { itemList: items.map((itemId) => ({ itemId })) }]),
          ),
        ),
      ),
    ],
  },
  'answers of GetRecommendations, a line for each person': {
    form: 'amazon-answers',
    files: () => [
      textFile(
        'answers.jsonl',
        each((userId, items) => JSON.stringify({ userId, itemList: items.map((itemId) => ({ itemId })) })),
      ),
    ],
  },
  'RecBole’s lists': {
    form: 'cell',
    files: () => [
      textFile(
        'topk.inter',
        `user_id:token\titem_id_list:token_seq\tscore:float_seq\n${each((user, items) => `${user}\t${items.join(' ')}\t${scores(items).join(' ')}`)}\n`,
      ),
    ],
  },
  'implicit’s as a CSV': {
    form: 'rows',
    files: () => [
      textFile(
        'implicit.csv',
        `user,item,score\n${shuffled(each((user, items) => items.map((item, i) => `${user},${item},${1 / (i + 1)}`).join('\n')))}\n`,
      ),
    ],
  },
  'LensKit’s as a CSV': {
    form: 'rows',
    files: () => [
      textFile(
        'lenskit.csv',
        `,item_id,score,user_id,rank\n${shuffled(each((user, items) => items.map((item, i) => `${i},${item},${-i},${user},${i + 1}`).join('\n')))}\n`,
      ),
    ],
  },
  'a matrix without a head': {
    form: 'rows',
    files: () => [
      textFile(
        'lists.csv',
        each((user, items) => items.map((item, i) => `${user},${item},${i}`).join('\n')),
      ),
    ],
  },
  'a spreadsheet made by hand': {
    form: 'columns',
    files: () => [
      memorySource(
        'our picks.xlsx',
        workbook({
          Picks: [
            ['Customer', ...Array.from({ length: 10 }, (_, i) => `Pick ${i + 1}`)],
            ...Array.from(lists, ([user, items]) => [user, ...items]),
          ],
        }),
      ),
    ],
  },
  'rows in the order of the lists': {
    form: 'rows',
    files: () => [
      textFile(
        'picks.csv',
        `person,product\n${each((user, items) => items.map((item) => `${user},${item}`).join('\n'))}\n`,
      ),
    ],
  },
  'the shop’s own rules': {
    form: 'cell',
    files: () => [
      textFile('rules.csv', `customer;recommend\n${each((user, items) => `${user};${items.join(', ')}`)}\n`),
    ],
  },
};

describe('lists of another recommender', () => {
  let node: NodeStudio;
  let popular: SolutionVersion;
  beforeAll(async () => {
    node = nodeStudio();
    await importFiles(node, [textFile('shop.csv', smallInteractions(PEOPLE, ITEMS, ROWS))]);
    popular = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
  });

  test.each(Object.entries(OTHERS))('%s are recognised, and measured as they are apart', async (_, other) => {
    const offered = await inspect(node, other.files());
    expect(offered.form).toBe(other.form);
    expect(offered.people).toEqual({ met: PEOPLE, unmet: 0, examples: [] });
    expect(offered.items.unmet).toBe(0);
    expect(offered.failed).toBe(other.failed ?? 0);
    expect(offered.beside).toBe(popular.arn);
    expect(offered.name).not.toMatch(/\.(out|csv|json|xlsx)/);
    const version = await bring(node, other.files());
    expect(version.metrics?.n).toBe(20);
    expect(version.metrics?.values[NDCG]).toBeCloseTo(ndcgOf(lists), 12);
    // Of each person's ten places at most one is right.
    const right = hiddenPeople().filter((user) => user % 23 < 10).length;
    expect(version.metrics?.values.precision_at_25).toBeCloseTo(right / 20 / 25, 12);
    expect(version.baseline?.values[NDCG]).toBeCloseTo(popular.metrics?.values[NDCG] ?? NaN, 12);
  });

  test('ids that do not meet are counted and shown, and keep their places', async () => {
    const some = new Map([...lists].slice(0, 120).map(([user, items]) => [user, ['gone', ...items]]));
    const offered = await inspect(node, [csvOf(new Map([...some, ['stranger', ['i1', 'other']]]))]);
    expect(offered.people).toEqual({ met: 120, unmet: 1, examples: ['stranger'] });
    expect(offered.items).toMatchObject({ unmet: 2, examples: ['gone', 'other'] });
    const { metrics, brought } = await bring(node, [csvOf(some)]);
    const people = hiddenPeople().filter((user) => user < 120);
    expect(metrics?.n).toBe(people.length);
    expect(brought?.testPeople).toBe(20);
    // What the data do not have was shown all the same: everything else stands one place lower.
    expect(metrics?.values[NDCG]).toBeCloseTo(ndcgOf(some, people), 12);
    expect(ndcgOf(some, people)).toBeLessThan(ndcgOf(lists, people));
  });

  test('a title that one item alone has stands for it, and `12.0` for 12', async () => {
    const shop = nodeStudio();
    const rows = smallInteractions(PEOPLE, ITEMS, ROWS).replaceAll(/u(\d+),i(\d+)/g, '$1,$2');
    const items = Array.from({ length: ITEMS }, (_, i) => `${i},"Lamp, no ${i}"`).join('\n');
    await importFiles(shop, [
      textFile('events.csv', rows),
      textFile('items.csv', `ITEM_ID,TITLE\n${items}\n`),
    ]);
    const written = Array.from(lists, ([user, own]) =>
      [`${user.slice(1)}.0`, ...own.map((item) => `"lamp, no ${item.slice(1)}"`)].join(','),
    ).join('\n');
    const head = `user,${Array.from({ length: 10 }, (_, i) => `top ${i + 1}`).join(',')}`;
    const offered = await inspect(shop, [textFile('top.csv', `${head}\n${written}\n`)]);
    expect(offered).toMatchObject({
      form: 'columns',
      people: { met: PEOPLE, unmet: 0 },
      items: { unmet: 0 },
    });
  });

  test.each<[string, string]>([
    ['events, which have times', smallInteractions(5, 60, 12)],
    ['a table of items', `item,price\n${Array.from({ length: 60 }, (_, i) => `i${i},${i}.5`).join('\n')}\n`],
    ['people alone', `user,age\n${Array.from({ length: 60 }, (_, i) => `u${i},${20 + i}`).join('\n')}\n`],
    ['ids of other data', 'user,item,rank\nann,tea,1\nann,cake,2\nbob,tea,1\nbob,cake,2\n'],
    ['a letter', 'Dear customer,\nthank you.\n'],
  ])('%s are no lists', async (_, text) => {
    expect(await node.studio.inspectLists(nodeJob(), [textFile('some.csv', text)])).toBeNull();
  });

  test('Amazon’s answers about nobody of these data are refused with a sentence', async () => {
    const line = (userId: string) =>
      JSON.stringify({ input: { userId }, output: { recommendedItems: ['i1', 'i2'] } });
    const file = textFile('batch.out', `${line('ann')}\n${line('bob')}\n`);
    await expect(inspect(node, [file])).rejects.toThrow(appError('LISTS_UNREADABLE', { reason: 'unmet' }));
    const related = '{"input":{"itemId":"i1"},"output":{"recommendedItems":["i2"]},"error":null}\n';
    await expect(inspect(node, [textFile('related.out', related)])).rejects.toThrow(
      appError('LISTS_UNREADABLE', { reason: 'nobody' }),
    );
  });
});
