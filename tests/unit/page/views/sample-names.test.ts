import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { fullName, itemName, nameSaid, readNamesBy } from '../../../../src/domain/item-names';
import type { StudioApi } from '../../../../src/domain/door';
import { filmClub } from '../../../../src/words/messages/film-club-ko';
import { findItems, userHits } from '../../../../src/page/views/hits';

const ROOMS = ['page/views', 'page/charts', 'words/lessons', 'words/copy'];
const source = join(projectRoot, 'src');
/** Files for programs and spreadsheets, which have the names of the data. */
const AS_THE_DATA = ['page/views/user/list-export.ts', 'page/views/home/first-list.ts'];

afterEach(() => readNamesBy((name) => name));

test('no screen says an item’s title by itself: item-names.ts says it in the language of the page', () => {
  const own = ROOMS.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\btitle \?\? (\w+\.)?itemId\b/.test(readFileSync(join(source, path), 'utf8'))),
  );
  expect(own.filter((path) => !AS_THE_DATA.includes(path))).toEqual([]);
});

test('no screen shows an id of a person as it is, but where requests are written', () => {
  const REQUESTS = /^page\/views\/(campaigns|recommenders|batch)\//;
  const shown = ROOMS.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.svelte'))
      .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /[>\s]\{(\w+\.)*userId\}/.test(readFileSync(join(source, path), 'utf8'))),
  );
  expect(shown.filter((path) => !REQUESTS.test(path))).toEqual([]);
});

const api = {
  searchUsers: (text: string, most: number) =>
    Promise.resolve(
      [{ userId: 'Ana Novak', events: 2 }].filter(({ userId }) => userId.includes(text)).slice(0, most),
    ),
  searchItems: (text: string, most: number) =>
    Promise.resolve(
      [{ itemId: 'f1', title: 'The Amber Compass', events: 3 }]
        .filter(({ title }) => title.includes(text))
        .slice(0, most),
    ),
} as unknown as StudioApi;

test('what is called otherwise on screen is found by either name', async () => {
  readNamesBy(filmClub);
  expect(nameSaid('Ana Novak')).toBe('노하나');
  expect(fullName({ title: null, itemId: 'f1' })).toBe('f1');
  expect(itemName({ title: 'The Amber Compass (2024)', itemId: 'f1', year: 2024 })).toBe('호박빛 나침반');
  expect(await userHits(api, '하나')).toEqual([{ id: 'Ana Novak', name: '노하나', events: 2 }]);
  expect(await userHits(api, 'Ana')).toHaveLength(1);
  expect(await findItems(api, '나침반', 5)).toHaveLength(1);
  expect(await findItems(api, 'no such', 5)).toEqual([]);
});
