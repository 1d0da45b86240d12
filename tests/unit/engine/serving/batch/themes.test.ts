import { describe, expect, it } from 'vitest';
import { fixtureTables } from '../../../../../src/programs/cli/fixture-tables';
import type { AvroSchema } from '../../../../../src/domain/schema';
import { themesOf } from '../../../../../src/engine/serving/batch/themes';
import { nodeJob } from '../../../../support/studio-in-node';
import { avroSchema } from '../../../../support/avro-schema';

const schema: AvroSchema = avroSchema('Items', [
  'ITEM_ID',
  'NAME',
  { name: 'KIND', type: ['string', 'null'], categorical: true },
  { name: 'ABOUT', type: ['string', 'null'], textual: true },
  { name: 'PRICE', type: 'float' },
]);
/** Twenty things; four are tea, of which three are green, and every one is "a thing for the table". */
const rows = [
  ['Sencha green', 'Tea', 'Fresh leaves from Japan'],
  ['Longjing green', 'Tea', 'Pan fired leaves'],
  ['Gunpowder green', 'Tea|Strong', null],
  ['Assam', 'Tea|Strong', 'Malty leaves'],
  ['Red bowl', 'Bowls', 'Glazed stoneware'],
  ['Blue bowl', 'Bowls', 'Glazed stoneware'],
  ['Spoon', null, 'Steel'],
  ...Array.from({ length: 13 }, (_, k) => [`Cup ${k}`, 'Cups', 'Porcelain']),
];
const { tables } = fixtureTables({
  schemas: { items: schema },
  items: rows.map(([NAME, KIND, about], k) => ({
    ITEM_ID: `i${k}`,
    NAME,
    KIND,
    ABOUT: `${about ?? ''}, a thing for the table`,
    PRICE: 3,
  })),
  interactions: [{ ITEM_ID: 'nowhere', USER_ID: 'u', TIMESTAMP: 1 }],
});
const themes = () => themesOf(tables, 'NAME', nodeJob());

describe('the theme of a list', () => {
  it('is what is more frequent in it than in the catalogue, the most telling first', async () => {
    const themeOf = await themes();
    expect(themeOf([0, 1, 2]).theme).toBe('Green, Tea, leaves');
    expect(themeOf([4, 5]).theme).toBe('Bowl, glazed, stoneware');
    expect(themeOf([7, 8, 9]).theme).toBe('Cups');
  });

  it('puts first what it fits best, and says how well; equals keep their order', async () => {
    const { items } = (await themes())([6, 3, 2, 1, 0]);
    expect(items.map(({ item }) => item)).toEqual([1, 0, 3, 2, 6]);
    const relevances = items.map(({ relevance }) => relevance);
    expect(relevances[0]).toBeCloseTo(1, 12);
    expect(relevances[1]).toBe(relevances[0]);
    expect(relevances[3]).toBeGreaterThan(0);
    expect(relevances.at(-1)).toBe(0);
  });

  it('of one item, or of items that share nothing, is what these have of their own', async () => {
    const themeOf = await themes();
    expect(themeOf([6]).theme).toBe('Spoon, steel');
    expect(themeOf([3, 6]).theme).toBe('Assam, malty, spoon');
  });

  it('speaks of a third of the list at least, where any term does', async () => {
    // Two of seven are glazed, and what all items have is not what tells of any.
    expect((await themes())([7, 8, 9, 10, 11, 4, 5]).theme).toBe('Cups');
  });

  it('is empty where nothing is known of the items or nothing sets them apart', async () => {
    const themeOf = await themes();
    const unknown = tables.itemIds.indexOf('nowhere');
    expect(themeOf([unknown])).toEqual({ theme: '', items: [{ item: unknown, relevance: 0 }] });
    expect(themeOf([])).toEqual({ theme: '', items: [] });
    const plain = fixtureTables({ items: [{ ITEM_ID: 'a', NAME: 'x' }] });
    expect((await themesOf(plain.tables, 'NAME', nodeJob()))([0]).theme).toBe('');
  });

  it('never has the numbers, the words that bind, or those that all items have', async () => {
    const themeOf = await themes();
    for (const { theme } of [themeOf([7]), themeOf([0, 6]), themeOf([10, 11])])
      expect(theme).not.toMatch(/\d|\b(?:the|for|table|thing)\b/i);
  });
});
