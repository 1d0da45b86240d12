import { expect, test } from 'vitest';
import type { LessonFact } from '../../../../../src/domain/lesson-facts';
import { importFiles, nodeJob, nodeStudio, textFile } from '../../../../support/studio-in-node';

const DAY = 86_400;
const START = 1_600_000_000;

interface Event {
  readonly item: string;
  readonly day: number;
}

/**
 * So many people do the same; every item but `?` has the kinds that its name spells: `ab3` those of a and b. Three more come
 * once and take a thousand things between them.
 */
async function asked(events: readonly Event[], people: number, withKinds = true): Promise<LessonFact> {
  const node = nodeStudio();
  const rows = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let u = 0; u < people; u++)
    events.forEach(({ item, day }, k) => rows.push(`u${u},${item},${START + day * DAY + k}`));
  for (let k = 0; k < 1050; k++) rows.push(`once${k % 3},${events[k % events.length].item},${START + k}`);
  const items = [...new Set(events.map(({ item }) => item))];
  const kindsOf = (item: string): string =>
    item
      .replaceAll(/[^a-z]/g, '')
      .split('')
      .join('|');
  const described = ['ITEM_ID,GENRES', ...items.map((item) => `${item},${kindsOf(item)}`)];
  const files = [textFile('interactions.csv', rows.join('\n'))];
  if (withKinds) files.push(textFile('items.csv', described.join('\n')));
  await importFiles(node, files);
  return node.studio.lessonFact(nodeJob(), { kind: 'visits' });
}

/** Two a day, of one kind; the next day brings another kind. */
const evenings: Event[] = Array.from({ length: 7 }, (_, day) =>
  [1, 2].map((k) => ({ item: `${day % 2 === 0 ? 'a' : 'b'}${day}${k}`, day })),
).flat();

test('a visit that goes on in one kind, and begins in another, is told from any two items', async () => {
  const fact = await asked(evenings, 25);
  if (fact.kind !== 'visits') throw new Error(`${fact.kind}: it can be shown`);
  expect(fact).toMatchObject({ people: 25, within: 1, back: 0 });
  // Of two items of a person about half are of one kind: 4 days of a, 3 of b.
  expect(fact.any).toBeGreaterThan(0.35);
  expect(fact.any).toBeLessThan(0.65);
  expect(fact.more).toMatchObject({ n: 25, difference: 1, low: 1, better: 'first' });
});

test('one kind in common is enough, the same item again says nothing, and neither does one without a kind', async () => {
  const days = Array.from({ length: 6 }, (_, day) => [
    // In the visit: ab and bc are alike, bc and a are not, the next is the same item, and ? has no kind.
    { item: 'ab1', day },
    { item: 'bc1', day },
    { item: 'a1', day },
    { item: 'a1', day },
    { item: '?', day },
    // Begins the next one with ab1: whatever it is, ? says nothing of it.
    { item: `a${day}9`, day: day + 0.3 },
  ]).flat();
  // The newest of a day are a…9 after ?, and the next day begins with ab1, which has a in common.
  const fact = await asked(days, 20);
  if (fact.kind !== 'visits') throw new Error(`${fact.kind}: it can be shown`);
  expect([fact.within, fact.back]).toEqual([0.5, 1]);
  expect(fact.more.better).toBe('second');
});

test('what cannot be shown says why', async () => {
  expect(await asked(evenings, 25, false)).toEqual({ kind: 'lacking', reason: 'kinds' });
  expect(await asked(evenings, 19)).toEqual({ kind: 'lacking', reason: 'visits' });
  const atOnce = evenings.map(({ item }) => ({ item, day: 0 }));
  expect(await asked(atOnce, 25)).toEqual({ kind: 'lacking', reason: 'visits' });
});
