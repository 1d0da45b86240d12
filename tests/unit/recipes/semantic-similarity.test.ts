import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/domain/columns';
import type { TrainingData } from '../../../src/domain/histories';
import type { RankingInfluence } from '../../../src/domain/recommendations';
import { having } from '../../../src/recipes/capabilities';
import type { Model } from '../../../src/recipes/recipe';
import { semanticSimilarity } from '../../../src/recipes/semantic-similarity';
import { trainingDataOf } from '../../support/checkerboard';
import { configOf, trainFully, uncancelled } from '../../support/recipe-contract';

const [A, B, C, D, E] = [0, 1, 2, 3, 4];
const NOTHING = -Infinity;

const name = (values: readonly (string | null)[]): Column => ({
  kind: 'text',
  name: 'NAME',
  textual: false,
  itemName: true,
  values,
});
const description = (values: readonly (string | null)[]): Column => ({
  kind: 'text',
  name: 'DESCRIPTION',
  textual: true,
  values,
});
const created = (days: readonly (number | null)[]): Column => ({
  kind: 'number',
  name: 'CREATION_TIMESTAMP',
  values: Float64Array.from(days, (day) => (day ?? 0) * 86_400),
  nulls: Uint8Array.of(days.reduce((bits: number, day, i) => (day === null ? bits | (1 << i) : bits), 0)),
});

const columns = [
  name(['Red fox', 'Fox', 'Cat', 'Dog', null]),
  description(['a fox that runs', 'a red dog', 'a cat', null, null]),
  created([10, 20, null, 15, null]),
];
// Events: A 3, B 1; the rest none.
const data = (histories: number[][], itemColumns: readonly Column[]): TrainingData => ({
  ...trainingDataOf(histories, 5),
  itemColumns,
});

function related(model: Model, item: number, influence?: RankingInfluence) {
  const out = new Float64Array(model.nItems).fill(NaN);
  const similar = having(model, 'relates').scoreRelated(item, out, influence);
  return { similar, values: [...out] };
}

function why(model: Model, asked: number, about: number, influence?: RankingInfluence) {
  const query = { userIdx: -1, items: Int32Array.of(asked), timestampSec: Float64Array.of(0) };
  return having(model, 'givesReasons').reason(query, about, influence);
}

/** Of one block of forty items each, twenty about the sea and twenty about snow, half of each in other words. */
function shelves(): readonly Column[] {
  const topics = [
    ['boat sail harbour', 'boat ship anchor', 'sail ship wave', 'harbour anchor wave'],
    ['ski slope glove', 'ski sledge ice', 'slope sledge scarf', 'glove ice scarf'],
  ];
  const texts = Array.from({ length: 80 }, (_, i) => `${topics[i % 2][(i >> 1) % 4]} number${i}`);
  return [name(texts.map((_, i) => `thing${i}`)), description(texts)];
}

describe('aws-semantic-similarity', () => {
  it('likens items by the words of names and descriptions', async () => {
    const model = await trainFully(semanticSimilarity, data([[A, A, B], [A]], columns));
    // Four items have a text. a stands in 3, fox, red, dog in 2 each, all others in 1; fox twice with A: 1 + ln 2.
    const [a, two, one] = [Math.log(4 / 3), Math.log(2), Math.log(4)];
    const foxA = (1 + Math.log(2)) * two;
    const lengthA = Math.hypot(two, foxA, a, one, one);
    const lengthB = Math.hypot(two, a, two, two);
    const catC = (1 + Math.log(2)) * one;
    const ofB = (foxA * two + two * two + a * a) / (lengthA * lengthB);
    const ofC = (a * a) / (lengthA * Math.hypot(a, catC));
    const { similar, values } = related(model, A);
    expect(similar).toBe(true);
    [NOTHING, ofB, ofC, NOTHING, NOTHING].forEach((value, i) => {
      if (Number.isFinite(value)) expect(values[i]).toBeCloseTo(value, 6);
      else expect(values[i]).toBe(value);
    });
    expect(why(model, A, B)).toMatchObject({
      kind: 'texts',
      words: ['fox', 'red', 'a'],
      value: values[B],
      likeness: values[B],
      popularity: 0,
      freshness: 0,
    });
    expect(why(model, A, D)).toBeNull();
    expect(why(model, A, A)).toBeNull();
  });

  it('puts first what is popular and new, as far as is asked for', async () => {
    const model = await trainFully(semanticSimilarity, data([[A, A, B], [A]], columns));
    const plain = related(model, B).values;
    // Three events of A are the most; A is the oldest, D stands half-way to B, the newest.
    const popular = related(model, B, { POPULARITY: 0.5 }).values;
    expect(popular[A]).toBeCloseTo(plain[A] * 1.5, 9);
    expect(popular[D]).toBe(plain[D]);
    const fresh = related(model, B, { FRESHNESS: 1 }).values;
    expect(fresh[A]).toBe(plain[A]);
    expect(fresh[D]).toBeCloseTo(plain[D] * 1.5, 9);
    expect(fresh[C]).toBe(plain[C]);
    const reason = why(model, B, D, { POPULARITY: 1, FRESHNESS: 1 });
    expect(reason).toMatchObject({ likeness: plain[D], popularity: 0, freshness: 0.5, words: ['dog'] });
  });

  it('answers what has no text, or is unknown, with the popular items', async () => {
    const model = await trainFully(semanticSimilarity, data([[A, A, B], [A]], columns));
    expect(related(model, E)).toEqual({ similar: false, values: [2, 1, NOTHING, NOTHING, NOTHING] });
    expect(related(model, -1).similar).toBe(false);
    expect(why(model, E, A)).toMatchObject({ kind: 'popularity', users: 2 });
  });

  it('needs no events', async () => {
    const model = await trainFully(semanticSimilarity, data([], columns));
    expect(related(model, A).similar).toBe(true);
    expect(related(model, E).values).toEqual([0, 0, 0, 0, NOTHING]);
    expect(why(model, E, A)).toMatchObject({ kind: 'popularity', users: 0 });
  });

  it.each([
    [[], 'T07', {}],
    [columns.slice(1), 'T10', { mark: 'itemName' }],
    [columns.slice(0, 1), 'T10', { mark: 'textual' }],
  ] as const)('says what it lacks', async (itemColumns, code, details) => {
    const lacking = data([[A, B]], itemColumns);
    const refused = expect.objectContaining({ code, details: expect.objectContaining(details) as object });
    expect(() => semanticSimilarity.requireData?.(lacking, configOf(semanticSimilarity))).toThrow(refused);
    await expect(trainFully(semanticSimilarity, lacking)).rejects.toThrow(refused);
  });

  it('finds texts alike that share no word, where others tie their words together', async () => {
    const model = await trainFully(semanticSimilarity, {
      ...trainingDataOf([[0, 1]], 80),
      itemColumns: shelves(),
    });
    // Item 0 says boat, sail, harbour; item 6 harbour, anchor, wave; items of odd numbers are about snow.
    const { values } = related(model, 0);
    const sea = values.filter((_, i) => i % 2 === 0 && i > 0);
    const snow = values.filter((_, i) => i % 2 === 1);
    expect(Math.min(...sea)).toBeGreaterThan(Math.max(...snow, 0));
  });

  it('takes up new items and changed texts, and leaves how popular and new all are as they were', async () => {
    const before = await trainFully(semanticSimilarity, data([[A, A, B], [A]], columns));
    const later = data(
      [[D, D, D, D, D]],
      [
        name(['Red fox', 'Fox', 'Cat', 'Dog', 'Foxglove']),
        description(['a fox that runs', 'a red dog', 'a cat', null, 'a red fox plant']),
        created([10, 20, null, 15, 90]),
      ],
    );
    const updated = await semanticSimilarity.update?.(
      before,
      later,
      configOf(semanticSimilarity),
      uncancelled,
    );
    if (updated === undefined) throw new RangeError('it updates');
    const plain = related(updated, A).values;
    expect(plain[E]).toBeGreaterThan(0);
    const led = related(updated, A, { FRESHNESS: 1, POPULARITY: 1 }).values;
    expect(led[E]).toBe(plain[E]);
    expect(related(updated, E, { POPULARITY: 1 }).values[A]).toBeCloseTo(
      2 * related(updated, E).values[A],
      6,
    );
  });
});
