import { expect, test } from 'vitest';
import type { NumberedList, ServedList } from '../../../../src/domain/tracking';
import { ServedLists } from '../../../../src/engine/service/served-lists';
import { eventually } from '../../../support/eventually';

test('a tab that writes again goes on after the lists that another tab has stored, and knows them', async () => {
  const shelf = new Map<number, NumberedList>();
  const tab = () => ({
    reloads: 0,
    writeServed: async (place: number, list: NumberedList) => void shelf.set(place, list),
    readServed: async () => [...shelf.values()],
  });
  const fail = (error: unknown): never => {
    throw error;
  };
  const [mine, theirs] = [tab(), tab()];
  const [first, second] = [new ServedLists(mine, fail), new ServedLists(theirs, fail)];
  const list = (recommendationId: string) => ({ recommendationId }) as ServedList;
  const stored = (n: number) => eventually(() => expect(shelf.size).toBe(n));
  first.keep(list('a'));
  await stored(1);
  second.keep(list('b'));
  await stored(2);
  second.keep(list('c'));
  await stored(3);
  // This tab gets the lock back, and the project is read again.
  mine.reloads++;
  first.keep(list('d'));
  await stored(4);
  expect([...shelf.values()].map(({ recommendationId }) => recommendationId)).toEqual(['a', 'b', 'c', 'd']);
  expect(first.find('c')).toBeDefined();
});
