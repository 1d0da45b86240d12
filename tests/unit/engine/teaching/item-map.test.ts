import { beforeAll, describe, expect, test } from 'vitest';
import type { ItemMap } from '../../../../src/domain/item-map';
import type { JobToken } from '../../../../src/engine/project/job-token';
import { importFiles, nodeJob, nodeStudio, textFile } from '../../../support/studio-in-node';

/** 40 people take 12 of 20 comedies each, 40 others 12 of 20 dramas; one rare item is taken by one of each. */
function twoTastes(): string {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let user = 0; user < 80; user++) {
    const side = user < 40 ? 'c' : 'd';
    for (let k = 0; k < 13; k++)
      lines.push(`u${user},${side}${(user * 7 + k * 3) % 20},${1_700_000_000 + k}`);
  }
  lines.push('u0,rare,1700000100', 'u79,rare,1700000100');
  return `${lines.join('\n')}\n`;
}

describe('items on a plane', () => {
  const node = nodeStudio();
  let map: ItemMap;
  const at = (itemId: string): number => map.items.findIndex((item) => item.itemId === itemId);
  const distance = (a: number, b: number): number => Math.hypot(map.x[a] - map.x[b], map.y[a] - map.y[b]);

  beforeAll(async () => {
    await importFiles(node, [textFile('tastes.csv', twoTastes())]);
    map = await node.studio.itemMap(nodeJob(), 42);
  });

  test('holds every item once, most people first, within the unit square', () => {
    expect(map.items).toHaveLength(41);
    expect(map.itemsInAll).toBe(41);
    expect(new Set(map.items.map(({ itemId }) => itemId)).size).toBe(41);
    const users = map.items.map((item) => item.users);
    expect(users).toEqual([...users].sort((a, b) => b - a));
    expect(map.items.at(-1)).toMatchObject({ itemId: 'rare', users: 2 });
    expect([...map.x, ...map.y].every((v) => v >= 0 && v <= 1)).toBe(true);
  });

  test('lies so that it fills the square: turned otherwise it would have to be drawn smaller', () => {
    const side = (degrees: number): number => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const across = map.items.map((_, i) => cos * map.x[i] - sin * map.y[i]);
      const up = map.items.map((_, i) => sin * map.x[i] + cos * map.y[i]);
      return Math.max(Math.max(...across) - Math.min(...across), Math.max(...up) - Math.min(...up));
    };
    expect(side(0)).toBeCloseTo(1, 5);
    for (let degrees = 3; degrees < 90; degrees += 3) expect(side(degrees)).toBeGreaterThan(1 - 1e-5);
  });

  test('neighbours are what the same people take, the most alike first, with the likeness counted by hand', () => {
    const users = new Map<string, Set<string>>();
    for (const line of twoTastes().trim().split('\n').slice(1)) {
      const [user, item] = line.split(',');
      users.set(item, (users.get(item) ?? new Set()).add(user));
    }
    const likeness = (a: string, b: string): number => {
      const [own, other] = [users.get(a) ?? new Set<string>(), users.get(b) ?? new Set<string>()];
      const both = [...own].filter((user) => other.has(user)).length;
      return both / Math.sqrt((own.size + 3) * (other.size + 3));
    };
    const first = at('c0');
    for (let k = 0; k < map.perItem; k++) {
      const neighbour = map.neighbours[first * map.perItem + k];
      const { itemId } = map.items[neighbour];
      expect(itemId[0]).toBe('c');
      expect(map.likeness[first * map.perItem + k]).toBeCloseTo(likeness('c0', itemId), 6);
    }
    const weights = [...map.likeness.slice(first * map.perItem, (first + 1) * map.perItem)];
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
  });

  test('two tastes lie apart: nearly every item is nearer to its own than to the other', () => {
    const side = (letter: string): number[] =>
      map.items.flatMap(({ itemId }, i) => (itemId.startsWith(letter) ? [i] : []));
    const [comedies, dramas] = [side('c'), side('d')];
    const mean = (from: number, to: readonly number[]): number =>
      to.filter((i) => i !== from).reduce((sum, i) => sum + distance(from, i), 0) / to.length;
    const nearer = comedies.filter((i) => mean(i, comedies) < mean(i, dramas)).length;
    expect(nearer).toBeGreaterThanOrEqual(19);
  });

  test('says how many real neighbours are near on the picture too', () => {
    // Counted the slow way.
    let kept = 0;
    let all = 0;
    for (let i = 0; i < map.items.length; i++) {
      const byDistance = [...map.items.keys()].sort((a, b) => distance(i, a) - distance(i, b));
      const near = new Set(byDistance.slice(0, 31));
      const real = [...map.neighbours.slice(i * map.perItem, i * map.perItem + 10)].filter((j) => j >= 0);
      all += real.length;
      kept += real.filter((j) => near.has(j)).length;
    }
    expect(map.kept).toBeCloseTo(kept / all, 6);
    expect(map.kept).toBeGreaterThan(0.9);
  });

  test('the same seed is the same picture, another seed another one of the same neighbours', async () => {
    const again = nodeStudio();
    await importFiles(again, [textFile('tastes.csv', twoTastes())]);
    const same = await again.studio.itemMap(nodeJob(), 42);
    expect([same.x, same.y]).toEqual([map.x, map.y]);
    const other = await again.studio.itemMap(nodeJob(), 43);
    expect(other.x).not.toEqual(map.x);
    expect(other.neighbours).toEqual(map.neighbours);
    expect(await again.studio.itemMap(nodeJob(), 42)).toBe(same);
  });

  test('is seen as it is drawn, all items on it, and then differs from what it becomes', async () => {
    const seen: ItemMap[] = [];
    const drawn = await node.studio.itemMap(
      nodeJob((progress) => progress.map !== undefined && seen.push(progress.map)),
      8,
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.map(({ kept }) => kept)).toEqual(seen.map(() => null));
    expect(seen[0].items).toEqual(drawn.items);
    expect(seen[0].x).not.toEqual(drawn.x);
  });

  test('a stop ends it', async () => {
    const job: JobToken = nodeJob(({ phase }) => {
      if (phase === 'layout') job.end('cancel');
    });
    await expect(node.studio.itemMap(job, 7)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
