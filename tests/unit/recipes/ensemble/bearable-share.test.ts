import { expect, it } from 'vitest';
import { bearableShare } from '../../../../src/recipes/ensemble/bearable-share';

const PEOPLE = 100;
const people = Array.from({ length: 2 * PEOPLE }, (_, row) => row >> 1);
/** Of every person one row of a thin item and one of another. */
const isThin = people.map((_, row) => row % 2 === 0);

/** What rows gain: those of thin items each as much, others by halves so much more and less around their mean. */
function gains(thin: number, others: number, apart: number): Float64Array {
  return Float64Array.from(people, (person, row) =>
    isThin[row] ? thin : others + (person % 2 ? apart : -apart),
  );
}

it('takes the share by which all gain most, as long as the others lose no more than its standard error', () => {
  // Over 100 people 0.02 to either side are a standard error of 0.002.
  const lost = gains(0.01, -0.003, 0.02);
  const borne = gains(0.006, -0.0015, 0.02);
  const small = gains(0.002, 0, 0.02);
  expect(bearableShare([lost, borne, small], isThin, true, people)).toBe(1);
  expect(bearableShare([lost, small], isThin, true, people)).toBe(1);
  expect(bearableShare([lost], isThin, true, people)).toBe(-1);
});

it('bears a loss that cannot be told from none, however large, and none that can, however small', () => {
  expect(bearableShare([gains(0.1, -0.01, 0.2)], isThin, true, people)).toBe(0);
  expect(bearableShare([gains(0.1, -0.0001, 0)], isThin, true, people)).toBe(-1);
});

it('counts what one person loses several times as one loss', () => {
  const some = gains(0.1, -0.003, 0.02);
  const five = Float64Array.from({ length: 5 * some.length }, (_, at) => some[Math.floor(at / 5)]);
  const each = <T>(list: readonly T[]): T[] => list.flatMap((one) => [one, one, one, one, one]);
  const alone = each(people).map((_, at) => at);
  expect(bearableShare([gains(0.1, -0.0015, 0.02)], isThin, true, people)).toBe(0);
  const borne = five.map((gain) => (gain === 0.1 ? gain : gain + 0.0015));
  expect(bearableShare([borne], each(isThin), true, each(people))).toBe(0);
  expect(bearableShare([borne], each(isThin), true, alone)).toBe(-1);
});

it('wants thin ones to gain, where they are enough to say', () => {
  expect(bearableShare([gains(0, 0.01, 0)], isThin, true, people)).toBe(-1);
  expect(bearableShare([gains(0, 0.01, 0)], isThin, false, people)).toBe(0);
  expect(bearableShare([gains(0, -0.01, 0)], isThin, false, people)).toBe(-1);
});
