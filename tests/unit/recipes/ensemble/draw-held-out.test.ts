import { expect, it } from 'vitest';
import { drawAnywhere, drawHeldOut, drawVisits } from '../../../../src/recipes/ensemble/draw-held-out';
import { checkerboard, trainingDataOf } from '../../../support/checkerboard';
import { returningShop, VISITS } from '../../../support/returning-shop';

const histories = (people: number, rows: number) =>
  trainingDataOf(
    Array.from({ length: people }, (_, u) => Array.from({ length: rows }, (_row, k) => (u + k) % 50)),
    50,
  );

it('takes several of the newest of few people, and numbers people', () => {
  const data = histories(100, 40);
  const moments = drawHeldOut(data, 600, 1);
  expect(moments).toHaveLength(500);
  for (const { userIdx, age, from, to, person } of moments) {
    expect([from, to]).toEqual([data.userPtr[userIdx + 1] - age, data.userPtr[userIdx + 1] - age + 1]);
    expect(person).toBe(userIdx);
  }
  expect(moments.slice(0, 6).map(({ userIdx, age }) => [userIdx, age])).toEqual([
    ...[1, 2, 3, 4, 5].map((age) => [0, age]),
    [1, 1],
  ]);
});

it('takes as many of each as make enough, and one of each where people are many', () => {
  // 600 in instant, 1,200 where more may be asked.
  expect(drawHeldOut(histories(250, 40), 600, 1)).toHaveLength(500);
  expect(drawHeldOut(histories(250, 40), 2000, 1)).toHaveLength(1250);
  expect(drawHeldOut(histories(900, 40), 2000, 1)).toHaveLength(900);
  const drawn = drawHeldOut(histories(900, 40), 600, 1);
  expect(drawn).toHaveLength(600);
  expect(drawn.every(({ age }) => age === 1)).toBe(true);
});

it('leaves people four fifths of what they did, but takes the newest of whoever did three things', () => {
  const rowsOf = (rows: number): number => drawHeldOut(histories(1, rows), 600, 1).length;
  expect([2, 3, 9, 10, 14, 15, 25, 60].map(rowsOf)).toEqual([0, 1, 1, 2, 2, 3, 5, 5]);
});

it('counts the rows of one item at one second as one moment', () => {
  const twice = checkerboard(3);
  const doubled = {
    ...twice,
    drawnSeconds: true as const,
    items: Int32Array.from(twice.items, (_, p) => twice.items[p - (p % 2)]),
    timestampSec: Float64Array.from(twice.timestampSec, (_, p) => twice.timestampSec[p - (p % 2)]),
  };
  for (const { from, to } of drawHeldOut(doubled, 600, 1)) expect(to - from).toBe(2);
});

it('takes whole visits of those who have come back, the newest, and no more than a fifth of them', () => {
  const shop = returningShop(100);
  const visits = drawVisits(shop, 600, 1);
  expect(visits).toHaveLength(100);
  for (const { userIdx, from, to } of visits)
    expect([from, to]).toEqual([shop.userPtr[userIdx + 1] - 3, shop.userPtr[userIdx + 1]]);
  expect(drawVisits(shop, 60, 1)).toHaveLength(60);
  expect(VISITS).toBeLessThan(10);
  expect(drawVisits(checkerboard(60), 600, 1)).toEqual([]);
});

it('of people who do not come back, takes one moment each, anywhere but the first, as often as they have any', () => {
  const data = histories(400, 9);
  const moments = drawAnywhere(data, 200, 1);
  expect(new Set(moments.map(({ userIdx }) => userIdx)).size).toBe(200);
  expect(moments.map(({ person }) => person)).toEqual([...moments.keys()]);
  for (const { userIdx, age, from, to } of moments) {
    expect(data.userPtr[userIdx + 1] - to).toBe(age - 1);
    expect(from).toBeGreaterThan(data.userPtr[userIdx]);
    expect(to).toBe(from + 1);
  }
  const newest = moments.filter(({ age }) => age === 1).length;
  expect(newest).toBeGreaterThan(10);
  expect(newest).toBeLessThan(45);
});
