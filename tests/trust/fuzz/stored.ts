import { isDeepStrictEqual } from 'node:util';
import type { Rng } from '../../../src/kernels/rng';
import { describeError } from '../../../src/words/copy/errors';
import { isAppError, type AppError, type Json, type JsonObject } from '../../../src/domain/errors';
import type { ProjectId } from '../../../src/domain/resources';
import { memorySource } from '../../../src/import/open/bytes/source';
import type { Entry } from '../../../src/store/chunk-database';
import type { Chunk, Manifest } from '../../../src/store/manifest';
import { MemoryCatalogue } from '../../../src/store/memory-catalogue';
import { MemoryChunks } from '../../../src/store/memory-chunks';
import { zippedProject } from '../../../src/worker/project-file';
import { batchStudio, createBatch, ended } from '../../support/batch-studio';
import { nodeJob, nodeStudio, type NodeStudio } from '../../support/studio-in-node';
import { contents } from '../../unit/engine/project/file/project-files';
import { withoutSums } from '../../unit/store/without-sums';
import { AWKWARD, changedValue, oneIn, pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

/** What lies in the storage of one project. */
interface Stored {
  readonly manifest: unknown;
  readonly entries: readonly Entry[];
}

interface Input {
  readonly stored: Stored;
  /** As a build before there were sums left it: what it cannot know, it cannot say. */
  readonly isEarlier: boolean;
  readonly how: string;
}

/** A reading of the project, and what a whole one answers. */
interface Reading {
  readonly ask: (node: NodeStudio) => Promise<unknown>;
  readonly expected: unknown;
}

const NOW_MS = 1_700_000_000_000;
const ID = 'memory-1' as ProjectId;
const { whole, earlier, readings, rows } = await makeSeed();

/**
 * A stored project that was damaged, by bits or with thought. Each reading answers what it answered before, or is
 * refused by name with a sentence; nothing is written over; the check knows of whatever is refused; and what it calls
 * whole is in a file that opens.
 */
export const stored: Target<Input> = {
  make(random) {
    const isEarlier = oneIn(random, 8);
    let now = structuredClone(isEarlier ? earlier : whole);
    const how: string[] = [];
    for (let i = oneIn(random, 4) ? 2 : 1; i > 0; i--) {
      const change = oneIn(random, 2) ? changedChunk : changedManifest;
      const [after, what] = change(random, now);
      now = after;
      how.push(what);
    }
    return { stored: now, isEarlier, how: how.join('; ') };
  },

  async attempt({ stored: left, isEarlier }, seen) {
    const node = await opened(left);
    const before = await answers(node);
    for (const { reading, outcome } of before) {
      if (isAppError(outcome)) {
        const bad = wrongRefusal(outcome);
        if (bad !== null) return bad;
      } else if (!isEarlier && !isDeepStrictEqual(outcome, reading.expected))
        return loss(`${nameOf(reading)} is answered as something else`);
    }
    const refused = before.filter(({ outcome }) => isAppError(outcome));
    const written = await orError(() =>
      node.studio.invoke('CreateSchema', { name: 'later', schema: SCHEMA }),
    );
    if (isAppError(written)) {
      const bad = wrongRefusal(written);
      if (bad !== null) return bad;
    }
    const after = await answers(await opened(await dumped(node)));
    for (const { reading } of refused)
      if (!after.some((each) => each.reading === reading && isAppError(each.outcome)))
        return loss(`${nameOf(reading)} was refused, and is answered since something was written`);
    seen(refused.length === 0 ? 'taken' : `refused ${(refused[0].outcome as AppError).code}`);
    return wrongRest(await opened(left), refused.length > 0, isEarlier);
  },

  show: ({ how, isEarlier }) => `${isEarlier ? 'of an earlier build: ' : ''}${how}`,
};

const SCHEMA = JSON.stringify({
  type: 'record',
  name: 'Items',
  namespace: 'n',
  fields: [
    { name: 'ITEM_ID', type: 'string' },
    { name: 'GENRE', type: 'string', categorical: true },
  ],
  version: '1.0',
});

/** Whether the check knows, and what is left can be saved and opened. */
async function wrongRest(node: NodeStudio, isRefused: boolean, isEarlier: boolean): Promise<Finding | null> {
  const check = await orError(() => node.studio.checkProject(nodeJob(), ID));
  if (isAppError(check)) return wrongRefusal(check);
  const isWhole = check.parts.every((part) => part.isWhole);
  // Without sums, only a recipe that reads its model sees that a header is another.
  if (isRefused && isWhole && !isEarlier) return loss('the check calls whole what is refused');
  const file = await orError(() =>
    node.studio.saveRest(nodeJob(), ID, (snapshot) => zippedProject(snapshot, 'test', nodeJob())),
  );
  if (isAppError(file))
    return check.saves === 'nothing' ? wrongRefusal(file) : loss(`what is left is not saved: ${file.code}`);
  const fresh = nodeStudio();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const state = await orError(() => fresh.studio.importProject(nodeJob(), memorySource('rest.zip', bytes)));
  if (isAppError(state)) return loss(`what is left is refused: ${JSON.stringify(state.details)}`);
  if (isEarlier) return null;
  for (const { kind, name, isWhole: isPartWhole } of check.parts) {
    if (kind !== 'dataset' || !isPartWhole) continue;
    const now = await fresh.studio.readRows(name as 'ITEMS', 0, 200);
    if (!isDeepStrictEqual(now, rows.get(name))) return loss(`whole ${name} is saved as something else`);
  }
  return null;
}

async function opened({
  manifest,
  entries,
}: Stored): Promise<NodeStudio & { readonly chunks: MemoryChunks }> {
  const chunks = new MemoryChunks();
  if (manifest !== undefined) await chunks.switchTo(() => structuredClone(manifest) as Manifest);
  await chunks.put(structuredClone(entries));
  const catalogue = new MemoryCatalogue(() => chunks);
  await catalogue.create();
  return { ...nodeStudio({ catalogue, clock: { nowMs: () => NOW_MS } }), chunks };
}

async function dumped({ chunks }: { readonly chunks?: MemoryChunks }): Promise<Stored> {
  if (chunks === undefined) throw new RangeError('no chunks');
  const entries: Entry[] = [];
  for (const owner of await chunks.owners()) entries.push(...(await chunks.entriesOf(owner)));
  return { manifest: await chunks.readManifest(), entries };
}

async function answers(
  node: NodeStudio,
): Promise<readonly { readonly reading: Reading; readonly outcome: unknown }[]> {
  const all: { reading: Reading; outcome: unknown }[] = [];
  for (const reading of readings) all.push({ reading, outcome: await orError(() => reading.ask(node)) });
  return all;
}

interface Seed {
  readonly whole: Stored;
  readonly earlier: Stored;
  readonly readings: readonly Reading[];
  /** Of each dataset. */
  readonly rows: ReadonlyMap<string, unknown>;
}

async function makeSeed(): Promise<Seed> {
  const chunks = new MemoryChunks();
  const clock = { nowMs: () => NOW_MS };
  const few = await batchStudio({ catalogue: new MemoryCatalogue(() => chunks), clock });
  const { studio } = few.node;
  const versions = [
    await few.version('aws-sims'),
    await few.version('aws-popularity-count'),
    await few.version('aws-user-personalization'),
  ];
  const ask = (operation: string, input: JsonObject) => studio.invoke(operation, input);
  const { datasetGroups } = await ask('ListDatasetGroups', {});
  const { datasetGroupArn } = (datasetGroups as JsonObject[])[0];
  await ask('CreateFilter', {
    name: 'some',
    datasetGroupArn,
    filterExpression: 'INCLUDE ItemID WHERE Items.GENRE IN ($GENRE)',
  });
  const { campaignArn } = await ask('CreateCampaign', { name: 'front', solutionVersionArn: versions[1] });
  const { trackingId } = await ask('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  for (const userId of ['1', '2', 'new']) {
    const { recommendationId } = await ask('GetRecommendations', { campaignArn, userId });
    const event = { eventType: 'click', itemId: 'a', sentAt: 1_700_000_600, recommendationId };
    await ask('PutEvents', { trackingId, userId, sessionId: `s${userId}`, eventList: [event] });
  }
  const job = await createBatch(few.node, versions[1], '{"userId":"1"}\n{"userId":"2"}\n');
  await ended(few.node, job);
  const state = await studio.openProject(ID);
  const outputs = state.service?.batchJobs.map(({ outputPath }) => outputPath) ?? [];
  if (outputs.length !== 1) throw new RangeError('no batch output');
  const asks: readonly Reading['ask'][] = [
    (node) => node.studio.openProject(ID).then(({ project, ...rest }) => ({ ...rest, name: project.name })),
    (node) => node.studio.describeData(),
    (node) => node.studio.describeColumns(nodeJob()),
    ...(['INTERACTIONS', 'ITEMS', 'USERS'] as const).map(
      (type) => (node: NodeStudio) => node.studio.readRows(type, 0, 200),
    ),
    (node) => node.studio.searchUsers('', 10),
    (node) => node.studio.searchItems('', 10),
    (node) => node.studio.getUserHistory('1', 10),
    (node) => node.studio.getUserHistory('new', 10),
    ...versions.flatMap((solutionVersionArn) =>
      ['1', 'nobody'].map(
        (userId) => (node: NodeStudio) =>
          node.studio
            .getRecommendations({ solutionVersionArn, userId, itemId: 'a', numResults: 4 } as never)
            .then(({ items }) => items),
      ),
    ),
    async (node) => (await node.studio.readFile('s3://out/nightly.jsonl.out'))?.text(),
    ...['ListSolutions', 'ListCampaigns', 'ListFilters', 'ListBatchInferenceJobs', 'ListDatasets'].map(
      (operation) => (node: NodeStudio) => node.studio.invoke(operation, {}),
    ),
    async (node) => {
      const { parts } = await node.studio.exportProject(ID, contents);
      // What was served is lost at worst.
      return { ...parts, 'served all': '' };
    },
  ];
  const seed = await dumped({ chunks });
  const node = await opened(seed);
  const made: Reading[] = [];
  for (const each of asks) made.push({ ask: each, expected: await each(node) });
  const types = ['INTERACTIONS', 'ITEMS', 'USERS'] as const;
  const kept = new Map<string, unknown>();
  for (const type of types) kept.set(type, await node.studio.readRows(type, 0, 200));
  const dump = await dumped(node);
  return { whole: dump, earlier: earlierOf(dump), readings: made, rows: kept };
}

function earlierOf({ manifest, entries }: Stored): Stored {
  return {
    manifest: withoutSums(manifest as Manifest),
    entries: entries.map(([key, chunk]) => [
      key,
      key[1] === 'batch' || key[0] === 'served' ? (chunk as string[]).slice(0, 1) : chunk,
    ]),
  };
}

/** One chunk becomes another, goes, or changes places. */
function changedChunk(random: Rng, { manifest, entries }: Stored): readonly [Stored, string] {
  const at = random.below(entries.length);
  const [key, chunk] = entries[at];
  const other = pick(random, entries);
  const name = key.join(' ');
  const put = (changed: unknown, what: string): readonly [Stored, string] => [
    { manifest, entries: entries.map((entry, i) => (i === at ? [key, changed as Chunk] : entry)) },
    `${name} ${what}`,
  ];
  switch (random.below(8)) {
    case 0:
      return [{ manifest, entries: entries.filter((_, i) => i !== at) }, `${name} is gone`];
    case 1:
      return put(other[1], `is ${other[0].join(' ')}`);
    case 2:
      return put(
        pick<unknown>(random, [
          null,
          0,
          'x',
          [],
          [null],
          {},
          new Date(0),
          new ArrayBuffer(0),
          Uint8Array.of(1),
        ]),
        'is of another kind',
      );
    case 3:
      return put(cutShort(random, chunk), 'is cut');
    default:
      return put(changedContent(random, chunk), 'is changed');
  }
}

function cutShort(random: Rng, chunk: Chunk): Chunk {
  if (!Array.isArray(chunk) && !(chunk instanceof ArrayBuffer)) return chunk;
  if (chunk instanceof ArrayBuffer) return chunk.slice(0, random.below(Math.max(1, chunk.byteLength)));
  return chunk.slice(0, random.below(Math.max(1, chunk.length)));
}

function changedContent(random: Rng, chunk: Chunk): Chunk {
  if (chunk instanceof ArrayBuffer) {
    const bytes = new Uint8Array(chunk.slice(0));
    if (bytes.length === 0) return Uint8Array.of(1, 2, 3, 4).buffer;
    const kind = random.below(4);
    if (kind === 0) return bytes.fill(pick(random, [0, 255, 0x7f])).buffer;
    for (let i = 1 + random.below(3); i > 0; i--) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
    return bytes.buffer;
  }
  // It may have been changed before.
  if (!Array.isArray(chunk)) return chunk;
  const texts = [...chunk];
  const at = random.below(Math.max(1, texts.length));
  const text = texts[at] ?? '';
  const place = random.below(text.length + 1);
  texts[at] = pick(random, [
    text.slice(0, place) + pick(random, AWKWARD) + text.slice(place + 1),
    text.slice(0, place),
    pick(random, AWKWARD),
    null,
  ]);
  return texts;
}

/** One value of the manifest becomes another, by chance or with ill will. */
function changedManifest(random: Rng, { manifest, entries }: Stored): readonly [Stored, string] {
  const as = (changed: unknown, what: string): readonly [Stored, string] => [
    { manifest: changed, entries },
    `the manifest: ${what}`,
  ];
  if (typeof manifest !== 'object' || manifest === null) return as(manifest, 'as it was');
  const copy = structuredClone(manifest) as JsonObject;
  switch (random.below(10)) {
    case 0:
      return as(
        pick<unknown>(random, [undefined, null, 1, 'x', [], {}, new Map(), new ArrayBuffer(8)]),
        'is of another kind',
      );
    case 1: {
      const format = pick<unknown>(random, [undefined, null, 0, -1, 1, 2, 2.5, 4, 1e9, '3', NaN, [3], true]);
      return as({ ...copy, format }, `format ${String(format)}`);
    }
    case 2: {
      const member = pick(random, Object.keys(copy));
      const value = pick<unknown>(random, [undefined, null, 0, 1n, NaN, new Date(0), new Set([1]), copy]);
      return as({ ...copy, [member]: value }, `${member} is ${typeof value}`);
    }
    case 3:
    case 4:
      return as(copy, changedCount(random, copy));
    default:
      return as(copy, changedValue(random, copy));
  }
}

/** A number somewhere becomes one that no storage bears out. */
function changedCount(random: Rng, root: JsonObject): string {
  const places: (readonly [JsonObject, string])[] = [];
  const walk = (node: Json | undefined): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'number') places.push([node as JsonObject, key]);
      else walk(value);
  };
  walk(root);
  if (places.length === 0) return 'no number';
  const [node, key] = pick(random, places);
  const value = pick(random, [0, -1, 0.5, 2 ** 31, 2 ** 32, 2 ** 32 - 1, 2 ** 53, 1e300, NaN, Infinity]);
  node[key] = value;
  return `${key} = ${value}`;
}

const NAMED: ReadonlySet<string> = new Set([
  'DATABASE_DAMAGED',
  'DATABASE_NEWER',
  'MODEL_UNREADABLE',
  'NOT_FOUND',
]);

function wrongRefusal(error: AppError): Finding | null {
  if (!NAMED.has(error.code)) return loss(`refused with ${error.code} ${JSON.stringify(error.details)}`);
  const { what, safe, todo } = describeError(error);
  const given = JSON.stringify(error.details);
  return badSentence(what, given) ?? badSentence(safe || '.', given) ?? badSentence(todo, given);
}

function nameOf({ ask }: Reading): string {
  return `reading ${readings.findIndex((reading) => reading.ask === ask)}`;
}

async function orError<T>(work: () => Promise<T>): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
