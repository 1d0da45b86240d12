import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../../src/domain/errors';
import type { ProjectState } from '../../../../src/domain/resources';
import { SAMPLES } from '../../../../src/domain/samples';
import { MemoryCatalogue } from '../../../../src/store/memory-catalogue';
import type { ProjectStore } from '../../../../src/engine/project/store-port';
import { full } from '../../../support/full';
import { smallInteractions } from '../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  shopOnDisk,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';
import { defaultFilmClub } from '../../../../src/data/samples/film-club';
import { useSmallSample } from '../../../support/small-sample';

useSmallSample();

const INTERACTIONS = smallInteractions(40, 60, 30);
/** i0 has no year anywhere, i1 in its title, i2 a column of its own, i3 only the time it was added (2021). */
const ITEMS = `ITEM_ID,NAME,GENRE,YEAR,CREATION_TIMESTAMP
i0,Plain,Tea,,
i1,Blue pot (1987),Tea|Pots,,1609459200
i2,Red pot (1987),Pots,2003,
i3,Cup,,,1609459200
i99,Never sold,Cups,1999,
`;
const USERS = `USER_ID,AGE,REGION,TAGS
u0,34,North,a|b
u1,,South,
`;
const FILES = [
  textFile('interactions.csv', INTERACTIONS),
  textFile('items.csv', ITEMS),
  textFile('users.csv', USERS),
];

async function shop(): Promise<{ node: NodeStudio; state: ProjectState }> {
  const node = nodeStudio();
  return { node, state: await importFiles(node, FILES) };
}

describe('a request to a small catalogue', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let arn: string;
  const begin = async (): Promise<void> => {
    ({ node, state } = await shop());
    arn = (await node.studio.train(nodeJob(), specOf('aws-user-personalization'))).arn;
  };
  beforeAll(begin);
  const ask = (userId: string, filterExpression?: string) =>
    node.studio.getRecommendations({
      solutionVersionArn: arn,
      userId,
      numResults: 500,
      ...(filterExpression === undefined ? {} : { filterExpression }),
    });

  test('lists every item, with scores that sum to one within 1e-9', async () => {
    const list = await ask('u1');
    expect(list.items).toHaveLength(61);
    const sum = list.items.reduce((total, item) => total + (item.score ?? NaN), 0);
    expect(Math.abs(sum - 1)).toBeLessThanOrEqual(1e-9);
    for (const item of list.items) expect(item.timesEvenShare).toBeCloseTo((item.score ?? NaN) * 61, 12);
  });

  test('each bin of the distribution holds the items whose score lies in it', async () => {
    const list = await ask('u1', 'INCLUDE ItemID WHERE Items.GENRE IN ("Tea", "Pots")');
    const all = (await ask('u1')).items;
    const { exponents, counts, passing } = list.distribution ?? { exponents: [], counts: [], passing: [] };
    const inBin = (items: typeof all, k: number): number =>
      items.filter(({ timesEvenShare = 0 }) => {
        const below = timesEvenShare < 2 ** (exponents[k] + 1);
        return below && (k === 0 || timesEvenShare >= 2 ** exponents[k]);
      }).length;
    expect(counts).toEqual(exponents.map((_, k) => inBin(all, k)));
    expect(passing).toEqual(exponents.map((_, k) => inBin(list.items, k)));
    expect(passing.reduce((sum, n) => sum + n, 0)).toBe(3);
  });

  test('two INCLUDE expressions unite and are one step; EXCLUDE is another', async () => {
    const tea = 'INCLUDE ItemID WHERE Items.GENRE IN ("Tea")';
    const pots = 'INCLUDE ItemID WHERE Items.GENRE IN ("Pots")';
    const red = 'EXCLUDE ItemID WHERE Items.YEAR = 2003';
    const list = await ask('u1', `${tea} | ${red} | ${pots}`);
    expect(list.steps.map(({ expression, remaining }) => [expression, remaining])).toEqual([
      [null, 61],
      [`${tea} | ${pots}`, 3],
      [red, 2],
      [null, 2],
    ]);
    expect(list.items.map(({ itemId }) => itemId).sort()).toEqual(['i0', 'i1']);
  });

  test('titles, categories and years come from the columns that hold them', async () => {
    const items = new Map((await ask('u1')).items.map((item) => [item.itemId, item]));
    const told = (id: string) => [items.get(id)?.title, items.get(id)?.categories, items.get(id)?.year];
    expect(told('i0')).toEqual(['Plain', ['Tea'], null]);
    expect(told('i1')).toEqual(['Blue pot (1987)', ['Tea', 'Pots'], 1987]);
    expect(told('i2')).toEqual(['Red pot (1987)', ['Pots'], 2003]);
    expect(told('i3')).toEqual(['Cup', [], 2021]);
    expect(told('i7')).toEqual([null, [], null]);
  });

  test('after an import that numbers everything anew, an old version says the same', async () => {
    const before = await ask('u1');
    const [head, ...rows] = INTERACTIONS.trim().split('\n');
    const later = [
      head,
      'new,i500,1600000000,view',
      ...rows.filter((row) => !row.includes(',i59,')).reverse(),
    ].join('\n');
    const after = await importFiles(node, [textFile('interactions.csv', `${later}\n`)], state);
    expect(after.dataVersion).toBe(state.dataVersion + 1);
    expect(after.datasets.map(({ type }) => type)).toEqual(['INTERACTIONS', 'ITEMS', 'USERS']);
    const now = await ask('u1');
    expect(now.catalogueSize).toBe(61);
    expect(now.items.some(({ itemId }) => itemId === 'i500')).toBe(false);
    // i59 went; u1 never had it, so nothing else moves.
    const kept = before.items.filter(({ itemId }) => itemId !== 'i59');
    expect(now.items).toEqual(kept);
    expect((await ask('new')).personal).toBe(false);
  });

  test('a deleted version cannot be asked, and its model is gone', async () => {
    await begin();
    await node.studio.deleteSolutionVersion(arn, state.project.id);
    await expect(ask('u1')).rejects.toMatchObject({ code: 'I01' });
    const store = await node.catalogue.open(state.project.id);
    await expect(store.readModel(arn)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
    expect((await node.studio.listProjects())[0].versions).toBe(1);
  });
});

describe('finding and knowing people', () => {
  const people = ['u1', 'u10', 'u11', 'au1', 'b'];
  const counts = [3, 5, 9, 7, 4];
  let node: NodeStudio;
  beforeAll(async () => {
    node = nodeStudio();
    const rows = people.flatMap((id, p) =>
      Array.from(
        { length: counts[p] },
        (_, k) => `${id},i${k % 2 === 0 ? 0 : p},${1_700_000_000 + k * 100},view`,
      ),
    );
    // Enough others for the least that the service trains on; they are far less active.
    const others = Array.from({ length: 500 }, (_, i) => [
      `z${i},i7,1700000000,view`,
      `z${i},i8,1700000100,view`,
    ]).flat();
    const text = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE', ...rows, ...others].join('\n');
    await importFiles(node, [
      textFile('interactions.csv', `${text}\n`),
      textFile('items.csv', ITEMS),
      textFile('users.csv', USERS),
    ]);
  });

  test('the id itself, then its beginnings, then its middles, each most active first', async () => {
    const hits = await node.studio.searchUsers('U1', 10);
    expect(hits).toEqual([
      { userId: 'u1', events: 3 },
      { userId: 'u11', events: 9 },
      { userId: 'u10', events: 5 },
      { userId: 'au1', events: 7 },
    ]);
    expect((await node.studio.searchUsers('u1', 2)).map(({ userId }) => userId)).toEqual(['u1', 'u11']);
    expect((await node.studio.searchUsers('', 3)).map(({ userId }) => userId)).toEqual(['u11', 'au1', 'u10']);
  });

  test('words of a title find who had those items most', async () => {
    // "Cup" is i3: au1 (index 3) had it on its odd events, three of seven.
    expect((await node.studio.searchUsers('cup', 5)).map(({ userId }) => userId)).toEqual(['au1']);
    // "Blue pot" is i1: only u10 has it, twice.
    expect(await node.studio.searchUsers('blue pot', 5)).toEqual([{ userId: 'u10', events: 5 }]);
    expect(await node.studio.searchUsers('no such words', 5)).toEqual([]);
  });

  test('a name of the Users data finds its person, and stands beside the id', async () => {
    const named = nodeStudio();
    await importFiles(named, [
      textFile('interactions.csv', INTERACTIONS),
      textFile('users.csv', 'USER_ID,AGE,NAME\nu0,34,Ana Silva\nu1,,\n'),
    ]);
    const { studio } = named;
    expect(await studio.searchUsers('silva', 5)).toMatchObject([{ userId: 'u0', name: 'Ana Silva' }]);
    expect(await studio.getUserHistory('u0', 5)).toMatchObject({ userId: 'u0', name: 'Ana Silva' });
    for (const nameless of ['u1', 'nobody'])
      expect(await studio.getUserHistory(nameless, 5)).not.toHaveProperty('name');
  });

  test('a typical user is of median activity, the first by id', async () => {
    expect(await node.studio.typicalUser()).toBe('z0');
  });

  test('a history is newest first, counted in bins, with the person’s own columns', async () => {
    const history = await node.studio.getUserHistory('u1', 2);
    expect(history.total).toBe(3);
    expect(history.events.map(({ timestampSec }) => timestampSec)).toEqual([1_700_000_200, 1_700_000_100]);
    expect(history.events[0]).toMatchObject({
      itemId: 'i0',
      title: 'Plain',
      eventType: 'view',
      eventValue: null,
    });
    expect([history.firstSec, history.lastSec]).toEqual([1_700_000_000, 1_700_000_200]);
    expect(history.attributes).toEqual([{ name: 'REGION', value: 'South' }]);
    // A tenth of three rows is less than the one that a test hides at least.
    expect(history.test).toEqual({ events: 1, fromSec: 1_700_000_200 });
    const nobody = await node.studio.getUserHistory('nobody', 10);
    expect(nobody).toEqual({
      userId: 'nobody',
      events: [],
      total: 0,
      firstSec: null,
      lastSec: null,
      attributes: [],
      test: null,
    });
  });

  test('categories are counted by column', async () => {
    const [genre] = await node.studio.listCategories();
    expect(genre.column).toBe('GENRE');
    expect(genre.values).toEqual([
      { value: 'Pots', items: 2 },
      { value: 'Tea', items: 2 },
      { value: 'Cups', items: 1 },
    ]);
  });
});

describe('projects and imports', () => {
  test('a new project is listed only once its data are stored', async () => {
    const catalogue = new MemoryCatalogue();
    const create = catalogue.create.bind(catalogue);
    let listedBefore = -1;
    catalogue.create = async (): Promise<ProjectStore> => {
      const store = await create();
      const write = store.writeData.bind(store);
      store.writeData = async (...data) => {
        listedBefore = (await catalogue.list()).length;
        return write(...data);
      };
      return store;
    };
    const node = nodeStudio({ catalogue });
    await importFiles(node, FILES);
    expect(listedBefore).toBe(0);
    expect(await node.studio.listProjects()).toHaveLength(1);
  });

  test('storing that fails leaves no new project, and an old one as it was', async () => {
    const { node, state } = await shop();
    const full = new Error('no room');
    const catalogue = node.catalogue;
    const create = catalogue.create.bind(catalogue);
    let made: ProjectStore | null = null;
    catalogue.create = async () => {
      made = await create();
      made.writeData = () => Promise.reject(full);
      return made;
    };
    await expect(importFiles(node, FILES)).rejects.toBe(full);
    expect((await node.studio.listProjects()).map(({ id }) => id)).toEqual([state.project.id]);
    const id = (made as ProjectStore | null)?.id ?? state.project.id;
    await expect(catalogue.open(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await node.studio.describeData()).toMatchObject({ interactions: state.project.interactions });
  });

  test('an import that is stopped leaves the old data whole, and its job as failed', async () => {
    const { node, state } = await shop();
    const before = await (await node.catalogue.open(state.project.id)).readTables();
    const proposal = await node.studio.inspectFiles(nodeJob(), [
      textFile('more.csv', smallInteractions(90, 80, 50)),
    ]);
    const job = nodeJob(({ phase }) => phase === 'reading' && job.end('cancel'));
    const target = { into: state.project.id, name: 'x' };
    await expect(node.studio.importFiles(job, proposal.id, proposal.plan, target)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    const store = await node.catalogue.open(state.project.id);
    expect(await store.readTables()).toEqual(before);
    const after = await store.readState();
    expect(after.dataVersion).toBe(state.dataVersion);
    expect(after.importJobs.map(({ status, failureReason }) => [status, failureReason])).toEqual([
      ['ACTIVE', undefined],
      ['CREATE FAILED', 'cancelled'],
    ]);
    // The files are still at hand: the same proposal can be imported after all.
    const { state: again } = await node.studio.importFiles(nodeJob(), proposal.id, proposal.plan, target);
    expect(again.project.users).toBe(90);
  });

  test('renaming, deleting and opening are told', async () => {
    const { node, state } = await shop();
    await node.studio.renameProject(state.project.id, 'Tea shop');
    expect((await node.studio.listProjects())[0].name).toBe('Tea shop');
    expect((await node.studio.openProject(state.project.id)).project.name).toBe('Tea shop');
    await node.studio.deleteProject(state.project.id);
    expect(node.events.at(-1)).toEqual({ kind: 'projects', projects: [] });
    await expect(node.studio.openProject(state.project.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(node.studio.describeData()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('memory that is given back is read again, and nobody sees a difference', async () => {
    const { node, state } = await shop();
    const { arn } = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    const request = { solutionVersionArn: arn, userId: 'u1' };
    const { items } = await node.studio.getRecommendations(request);
    const store = await node.catalogue.open(state.project.id);
    const reads = vi.spyOn(Object.getPrototypeOf(store) as ProjectStore, 'readTables');
    await node.studio.getRecommendations(request);
    expect(reads).not.toHaveBeenCalled();
    node.studio.releaseMemory();
    expect((await node.studio.getRecommendations(request)).items).toEqual(items);
    expect(reads).toHaveBeenCalledOnce();
    reads.mockRestore();
  });

  test('the sample is made once and opened after that', async () => {
    const node = nodeStudio();
    const { people, films } = defaultFilmClub;
    const first = await node.studio.openSample(nodeJob(), 'film-club');
    expect(first.project).toMatchObject({ name: 'Film club', simulated: true, users: people, items: films });
    expect(first.provenance).toEqual({ simulated: true, seed: 7 });
    expect((await node.studio.openSample(nodeJob(), 'film-club')).project.id).toBe(first.project.id);
    expect(await node.studio.listProjects()).toHaveLength(1);
  });

  test('the film channel has the film club in a group of its domain, beside the film club', async () => {
    const node = nodeStudio();
    const channel = await node.studio.openSample(nodeJob(), 'film-channel');
    expect(channel.project).toMatchObject({ name: 'Film channel', simulated: true });
    expect(channel.importJobs[0].report?.errors).toEqual([]);
    const { useCases } = (await node.studio.invoke('ListUseCaseNeeds', {})) as {
      useCases: { met: boolean }[];
    };
    expect(useCases.length).toBeGreaterThan(4);
    expect(useCases.filter(({ met }) => !met)).toEqual([]);
    const club = await node.studio.openSample(nodeJob(), 'film-club');
    expect(club.project.id).not.toBe(channel.project.id);
    expect(club.project.interactions).toBe(channel.project.interactions);
    expect((await node.studio.openSample(nodeJob(), 'film-channel')).project.id).toBe(channel.project.id);
  });

  test('an item that only an event has named is not counted before a training knows it', async () => {
    const { node } = await shop();
    const { datasetGroups } = (await node.studio.invoke('ListDatasetGroups', {})) as {
      datasetGroups: { datasetGroupArn: string }[];
    };
    const { datasetGroupArn } = datasetGroups[0];
    const { trackingId } = await node.studio.invoke('CreateEventTracker', { name: 'test', datasetGroupArn });
    const [sentAt, eventType] = [1_767_200_000, 'watch'];
    const count = async () => {
      const trial = { userId: null, itemId: null, values: {}, ids: [] };
      const all = 'EXCLUDE ItemID WHERE Items.YEAR < 0';
      const { total, untrained, remaining } = await node.studio.checkFilter(all, trial);
      return { total, untrained, remaining };
    };
    const things = { total: 61, remaining: 61 };
    expect(await count()).toEqual({ ...things, untrained: 0 });
    await node.studio.invoke('PutEvents', {
      trackingId,
      sessionId: 's',
      userId: 'u1',
      eventList: [{ itemId: 'Ferry', eventType, sentAt }],
    });
    expect(await count()).toEqual({ ...things, untrained: 1 });
    await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    expect(await count()).toEqual({ total: 62, remaining: 62, untrained: 0 });
  });

  // In the short run the built page opens it (tests/e2e/real-shop.test.ts).
  test.runIf(full)('the real shop is fetched once, says whose data it is, and is named', async () => {
    const fetchSample = vi.fn(shopOnDisk);
    const node = nodeStudio({ fetchSample });
    const { events, users, items, provenance } = SAMPLES['real-shop'];
    const shop = await node.studio.openSample(nodeJob(), 'real-shop');
    expect(shop.project).toMatchObject({ name: 'Real shop', simulated: false, users, items });
    expect(shop.project.interactions).toBe(events);
    expect(shop.importJobs[0].report?.errors).toEqual([]);
    expect(shop.provenance).toEqual(provenance);
    const [hit] = await node.studio.searchItems('white hanging', 5);
    expect(hit.title).toBe('White Hanging Heart T-Light Holder');
    // Another sample, and a project of the same name, are not taken for it.
    const club = await node.studio.openSample(nodeJob(), 'film-club');
    await node.studio.renameProject(club.project.id, 'Real shop');
    expect((await node.studio.openSample(nodeJob(), 'real-shop')).project.id).toBe(shop.project.id);
    expect(fetchSample).toHaveBeenCalledOnce();
    expect(await node.studio.listProjects()).toHaveLength(2);
  });

  test('a sample that cannot be fetched, or is damaged, leaves nothing', async () => {
    const unreached = new AppError('SAMPLE_UNAVAILABLE', { sample: 'real-shop', reason: 'unreached' });
    const offline = nodeStudio({ fetchSample: () => Promise.reject(unreached) });
    await expect(offline.studio.openSample(nodeJob(), 'real-shop')).rejects.toBe(unreached);
    const half = nodeStudio({ fetchSample: async () => (await shopOnDisk()).slice(0, 400_000) });
    await expect(half.studio.openSample(nodeJob(), 'real-shop')).rejects.toMatchObject({
      code: 'SAMPLE_UNAVAILABLE',
      details: { reason: 'damaged' },
    });
    for (const { studio } of [offline, half]) expect(await studio.listProjects()).toEqual([]);
  });

  test('what another tab stored is seen after a refresh', async () => {
    const { node, state } = await shop();
    const reader = nodeStudio({ catalogue: node.catalogue, seed: 5 });
    await reader.studio.setWriter(false);
    await reader.studio.openProject(state.project.id);
    const { arn } = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    const request = { solutionVersionArn: arn, userId: 'u1' };
    await expect(reader.studio.getRecommendations(request)).rejects.toMatchObject({ code: 'I01' });
    await reader.studio.refresh();
    expect((await reader.studio.getRecommendations(request)).items).toHaveLength(25);
    await node.studio.deleteProject(state.project.id);
    await reader.studio.refresh();
    expect(reader.events.slice(-2)).toEqual([
      { kind: 'state', state: null },
      { kind: 'projects', projects: [] },
    ]);
  });
});
