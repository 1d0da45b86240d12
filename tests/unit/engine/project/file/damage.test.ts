import { createHash } from 'node:crypto';
import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../../../../src/words/copy/errors';
import { isAppError, type ErrorFacts, type Json, type JsonObject } from '../../../../../src/domain/errors';
import { PROJECT_FILE_FORMAT } from '../../../../../src/domain/project-file';
import { zip } from '../../../../fixtures/corpus/zip';
import { batchStudio } from '../../../../support/batch-studio';
import { full } from '../../../../support/full';
import { nodeStudio, type NodeStudio } from '../../../../support/studio-in-node';
import { contentsOf, fileOf, open, type Contents } from './project-files';

const MANIFEST = 'foretaste-project.json';
const SEAL = 'foretaste-project.sha256';
type Bytes = Uint8Array<ArrayBuffer>;

const CHANGED = full ? 500 : 60;

let whole: Bytes;
let before: Contents;
let device: NodeStudio;
beforeAll(async () => {
  const { node, state, version } = await batchStudio();
  await version('aws-sims');
  whole = await fileOf(node, state);
  device = nodeStudio();
  before = await contentsOf(device, await open(device, whole));
});

/** What is wrong with a file, and that nothing came of it. */
async function refused(bytes: Bytes, name?: string): Promise<ErrorFacts['PROJECT_FILE']> {
  const there = await device.studio.listProjects();
  const error: unknown = await open(device, bytes, name).then(
    () => 'taken in',
    (fault: unknown) => fault,
  );
  expect(await device.studio.listProjects()).toEqual(there);
  if (!isAppError(error)) throw new Error(String(error));
  if (error.code !== 'PROJECT_FILE') throw error;
  return error.details;
}

/** The file with other entries; the manifest's checksum is made to fit, as an attacker would. */
function rebuilt(change: (entries: { [name: string]: Uint8Array }, manifest: JsonObject) => void): Bytes {
  const entries = unzipSync(whole);
  const manifest = JSON.parse(strFromU8(entries[MANIFEST])) as JsonObject;
  change(entries, manifest);
  entries[MANIFEST] = strToU8(JSON.stringify(manifest));
  entries[SEAL] = strToU8(createHash('sha256').update(entries[MANIFEST]).digest('hex'));
  const { [MANIFEST]: first, [SEAL]: second, ...rest } = entries;
  const inOrder = Object.entries({ [MANIFEST]: first, [SEAL]: second, ...rest });
  return zip(inOrder.map(([name, content]) => ({ name, content })));
}
const piecesOf = (manifest: JsonObject): JsonObject[] => manifest.pieces as JsonObject[];
const factsOf = (manifest: JsonObject): JsonObject => manifest.facts as JsonObject;

describe('a project file that is not whole is refused, and says why', () => {
  it('rebuilt without a change it is taken: the rebuilding is not what is refused', async () => {
    const state = await open(
      nodeStudio(),
      rebuilt(() => undefined),
    );
    expect(state.project.name).toBe('few');
  });

  it.each([
    ['an empty file', () => new Uint8Array(0), 'foreign'],
    ['text', () => strToU8('USER_ID,ITEM_ID\n1,2\n') as Bytes, 'foreign'],
    ['another zip', () => zipSync({ 'ratings.csv': strToU8('a,b') }) as Bytes, 'foreign'],
    ['a third of it', () => whole.slice(0, whole.length / 3), 'incomplete'],
    ['one byte of its first line', () => whole.slice(0, 1), 'foreign'],
    ['an entry taken out', () => rebuilt((entries) => delete entries['parts/000003']), 'changed'],
    ['the last entry taken out', () => rebuilt(dropLast), 'incomplete'],
    ['a part in which one value is another', () => rebuilt((entries) => swap(entries)), 'changed'],
    ['a part that is longer', () => rebuilt((entries) => lengthen(entries)), 'changed'],
    ['a manifest with another checksum', () => withSeal('0'.repeat(64)), 'changed'],
    ['a newer format', () => rebuilt((_, manifest) => (manifest.format = PROJECT_FILE_FORMAT + 1)), 'newer'],
    ['no format', () => rebuilt((_, manifest) => delete manifest.format), 'malformed'],
    ['facts without a state', () => rebuilt((_, m) => delete factsOf(m).state), 'malformed'],
    ['a layout that names no part', () => rebuilt(wrongPart), 'malformed'],
    ['a part of nobody', () => rebuilt((_, m) => (piecesOf(m)[0].owner = '../outside')), 'malformed'],
    ['sizes that do not fit the layout', () => rebuilt((_, m) => (piecesOf(m)[0].bytes = 4)), 'malformed'],
    ['a part of 9 GB', () => rebuilt((_, m) => (piecesOf(m)[0].bytes = 9e9)), 'limit'],
    ['a negative size', () => rebuilt((_, m) => (piecesOf(m)[0].bytes = -1)), 'malformed'],
    ['a table without its users', () => rebuilt(withoutUsers), 'malformed'],
    [
      'users that are not there',
      () => rebuilt((entries, m) => fill(entries, m, 'tables/interactions/userIdx', 99_999)),
      'malformed',
    ],
    [
      'categories that are not there',
      () => rebuilt((entries, m) => fill(entries, m, 'tables/items/columns/0/codes', 99)),
      'malformed',
    ],
    [
      'a time that is no number',
      () => rebuilt((entries, m) => fill(entries, m, 'tables/interactions/timestampSec', -1)),
      'malformed',
    ],
    [
      'rows of several values that overlap',
      () => rebuilt((entries, m) => fill(entries, m, 'tables/items/columns/0/offsets', 1)),
      'malformed',
    ],
    [
      'an id that is null',
      () => rebuilt((entries, m) => replace(entries, m, 'tables/itemIds', '[null,null,null,null]')),
      'malformed',
    ],
    [
      'a card of item counts alone',
      () => rebuilt((_, m) => (dataOf(m).card = onlyCounts(dataOf(m).card as JsonObject))),
      'malformed',
    ],
    ['a version without its curve', () => rebuilt((_, m) => delete versionOf(m).curve), 'malformed'],
    ['a version called by half a number', () => rebuilt((_, m) => (versionOf(m).number = 1.5)), 'malformed'],
    ['a version called by a word', () => rebuilt((_, m) => (versionOf(m).number = 'two')), 'malformed'],
    ['a version before the first', () => rebuilt((_, m) => (versionOf(m).number = 0)), 'malformed'],
    [
      'epochs that are words',
      () => rebuilt((_, m) => (versionOf(m).epochs = { done: 'all', total: 1 })),
      'malformed',
    ],
    [
      'a service whose campaigns are none',
      () => rebuilt((_, m) => (stateOf(m).service = { campaigns: [null] })),
      'malformed',
    ],
    ['a key that would be a prototype', withProto, 'malformed'],
  ] as const)('%s', async (_, make, reason) => {
    const details = await refused(make());
    expect(details).toMatchObject({ reason });
  });

  it.each([
    ['a batch of null', 'tracked', 'null'],
    ['a batch of nothing', 'tracked', '{}'],
    ['a list without items', 'served', '[0,{"number":1}]'],
  ])('%s', async (_, owner, text) => {
    const bytes = rebuilt((entries, manifest) => {
      const place = piecesOf(manifest).length;
      const content = strToU8(JSON.stringify([text]));
      const sha256 = createHash('sha256').update(content).digest('hex');
      entries[`parts/${String(place).padStart(6, '0')}`] = content;
      piecesOf(manifest).push({ owner, part: 'all', kind: 'texts', bytes: content.length, sha256 });
      factsOf(manifest)[owner] = 1;
    });
    expect(await refused(bytes)).toMatchObject({ reason: 'malformed' });
  });

  it('that unpacks to more than it says stops before it has filled the memory', async () => {
    const bomb = rebuilt((entries) => (entries['parts/000002'] = new Uint8Array(80 * 1024 ** 2)));
    expect(bomb.length).toBeLessThan(2 * 1024 ** 2);
    expect(await refused(bomb)).toMatchObject({ reason: 'limit' });
  });

  it('says so in words, with the name of the file', async () => {
    const error: unknown = await open(device, whole.slice(0, whole.length / 2), 'shop.foretaste.zip').catch(
      (fault: unknown) => fault,
    );
    if (!isAppError(error)) throw error;
    const { what, safe } = describeError(error);
    expect(what).toMatch(/^shop\.foretaste\.zip (ends too early|is damaged)/);
    expect(safe).toContain('your projects are as they were');
  });
});

it(`of ${CHANGED} files with changed bytes each is refused or brings the same`, async () => {
  const seen = new Map<string, number>();
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let round = 0; round < CHANGED; round++) {
    const bytes = whole.slice();
    const changes = 1 + next(4);
    for (let i = 0; i < changes; i++) bytes[next(bytes.length)] = next(256);
    const fresh = nodeStudio();
    const cut = next(10) === 0 ? bytes.slice(0, next(bytes.length)) : bytes;
    const result: unknown = await open(fresh, cut).catch((fault: unknown) => fault);
    if (isAppError(result)) {
      expect(result.code, `round ${round}`).toBe('PROJECT_FILE');
      expect(await fresh.studio.listProjects()).toEqual([]);
      const reason = 'reason' in result.details ? String(result.details.reason) : '';
      seen.set(reason, (seen.get(reason) ?? 0) + 1);
    } else {
      if (result instanceof Error) throw result;
      // The change fell where nothing of the project is: in dates, attributes or the closing list.
      const [project] = await fresh.studio.listProjects();
      const taken = await contentsOf(fresh, await fresh.studio.openProject(project.id));
      expect(taken, `round ${round}`).toEqual(before);
      seen.set('taken', (seen.get('taken') ?? 0) + 1);
    }
  }
  expect([...seen.keys()]).toEqual(expect.arrayContaining(['changed', 'taken', 'foreign', 'incomplete']));
});

function swap(entries: { [name: string]: Uint8Array }): void {
  const part = entries['parts/000001'].slice();
  part[0] ^= 1;
  entries['parts/000001'] = part;
}
function lengthen(entries: { [name: string]: Uint8Array }): void {
  entries['parts/000020'] = new Uint8Array(entries['parts/000020'].length + 4);
}
function dropLast(entries: { [name: string]: Uint8Array }): void {
  const last = Object.keys(entries)
    .filter((name) => name.startsWith('parts/'))
    .sort()
    .at(-1);
  if (last !== undefined) delete entries[last];
}
function withSeal(seal: string): Bytes {
  const entries = unzipSync(whole);
  entries[SEAL] = strToU8(seal);
  return new Uint8Array(zipSync(entries));
}
function wrongPart(_: unknown, manifest: JsonObject): void {
  const { tables } = factsOf(manifest).data as { tables: { interactions: { userIdx: JsonObject } } };
  tables.interactions.userIdx.part = 'elsewhere';
}
function withoutUsers(_: unknown, manifest: JsonObject): void {
  const { tables } = factsOf(manifest).data as { tables: { [key: string]: Json } };
  delete tables.userIds;
}
const onlyCounts = ({ itemCounts }: JsonObject): JsonObject => ({ itemCounts });
const dataOf = (manifest: JsonObject): JsonObject => factsOf(manifest).data as JsonObject;
const stateOf = (manifest: JsonObject): JsonObject => factsOf(manifest).state as JsonObject;
const versionOf = (manifest: JsonObject): JsonObject =>
  (stateOf(manifest).solutionVersions as JsonObject[])[0];
/** Another text in place of a part's only piece; the manifest says so. */
function replace(
  entries: { [name: string]: Uint8Array },
  manifest: JsonObject,
  part: string,
  text: string | Uint8Array,
): void {
  const place = piecesOf(manifest).findIndex((piece) => piece.part === part);
  const name = `parts/${String(place).padStart(6, '0')}`;
  const bytes = typeof text === 'string' ? strToU8(text) : text;
  entries[name] = bytes;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  Object.assign(piecesOf(manifest)[place], { bytes: bytes.length, sha256 });
}
/** One number in every place of a part of four-byte numbers. */
function fill(
  entries: { [name: string]: Uint8Array },
  manifest: JsonObject,
  part: string,
  value: number,
): void {
  const bytes = Number(piecesOf(manifest).find((piece) => piece.part === part)?.bytes);
  replace(entries, manifest, part, new Uint8Array(new Int32Array(bytes / 4).fill(value).buffer));
}
/** Written by hand: JSON.stringify leaves such a key out. */
function withProto(): Bytes {
  const entries = unzipSync(whole);
  const text = strFromU8(entries[MANIFEST]).replace('"facts": {', '"facts": { "__proto__": { "state": 1 },');
  entries[MANIFEST] = strToU8(text);
  entries[SEAL] = strToU8(createHash('sha256').update(entries[MANIFEST]).digest('hex'));
  const { [MANIFEST]: first, [SEAL]: second, ...rest } = entries;
  return new Uint8Array(zipSync({ [MANIFEST]: first, [SEAL]: second, ...rest }));
}
