import { expect, it } from 'vitest';
import type { ProjectState } from '../../../../src/domain/resources';
import type { DataIndex } from '../../../../src/engine/project/data-index';
import { KeptLists } from '../../../../src/engine/serving/kept-lists';
import { projectState } from '../../../support/fake-data';

/** How often a list is made when somebody is asked for twice, with that change between. */
async function madeWhen(change: (state: ProjectState) => ProjectState, other = false): Promise<number> {
  const lists = new KeptLists();
  let made = 0;
  const make = async () => [{ itemId: `i${++made}` }];
  const request = { campaignArn: 'arn', userId: 'ana' };
  const index = {} as DataIndex;
  const state = projectState();
  await lists.of({ state, index }, request, make);
  await lists.of({ state: change(state), index: other ? ({} as DataIndex) : index }, request, make);
  return made;
}

it.each<[string, (state: ProjectState) => ProjectState, number]>([
  ['nothing has changed', (state) => state, 1],
  [
    'requests were counted, which a list does not come from',
    (state) => ({ ...state, meter: { sinceSec: 1, months: [], ended: [] } }),
    1,
  ],
  ['a resource has changed', (state) => ({ ...state, solutionVersions: [...state.solutionVersions] }), 2],
  [
    'something was there for the first time',
    (state) => ({ ...state, usedDataVersion: 7, meter: { sinceSec: 1, months: [], ended: [] } }),
    2,
  ],
])('a list is kept as long as nothing changes that it comes from: %s', async (_what, change, made) => {
  expect(await madeWhen(change)).toBe(made);
});

it('other data make another list', async () => {
  expect(await madeWhen((state) => state, true)).toBe(2);
});

it('keeps a hundred thousand items of those that were asked for last', async () => {
  const lists = new KeptLists();
  const source = { state: projectState(), index: {} as DataIndex };
  let made = 0;
  const ask = async (userId: string, length = 30_000): Promise<boolean> => {
    const before = made;
    await lists.of(source, { campaignArn: 'arn', userId }, async () => {
      made++;
      return Array.from({ length }, () => ({ itemId: 'i' }));
    });
    return made > before;
  };
  const isMade = async (...users: string[]): Promise<boolean[]> => {
    const news: boolean[] = [];
    for (const user of users) news.push(await ask(user));
    return news;
  };
  expect(await isMade('ana', 'ben', 'cem')).toEqual([true, true, true]);
  // To be asked for again takes no more room, and makes a list the newest.
  for (let k = 0; k < 5; k++) expect(await isMade('ana', 'cem')).toEqual([false, false]);
  expect(await isMade('dan', 'ana', 'cem', 'dan')).toEqual([true, false, false, false]);
  expect(await isMade('ben')).toEqual([true]);
  expect(await isMade('cem', 'dan', 'ben', 'ana')).toEqual([false, false, false, true]);
  // What is larger than all room is given, and not kept.
  expect([await ask('eva', 100_001), await ask('eva', 100_001)]).toEqual([true, true]);
});
