import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Rng } from '../../../src/kernels/rng';
import { describeError } from '../../../src/words/copy/errors';
import { AppError, isAppError, type Json, type JsonObject } from '../../../src/domain/errors';
import { memorySource } from '../../../src/import/open/bytes/source';
import { openProjectFile } from '../../../src/engine/project/file/read-project-file';
import { batchStudio } from '../../support/batch-studio';
import { nodeJob, nodeStudio, type NodeStudio } from '../../support/studio-in-node';
import { contents, contentsOf, fileOf, type Contents } from '../../unit/engine/project/file/project-files';
import { AWKWARD, changedValue, mutatedBytes, oneIn, pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

type Bytes = Uint8Array<ArrayBuffer>;
type Entries = { readonly [name: string]: Uint8Array };

const MANIFEST = 'foretaste-project.json';
const SEAL = 'foretaste-project.sha256';

interface Seed {
  readonly bytes: Bytes;
  readonly entries: Entries;
  readonly manifest: JsonObject;
  /** All that the project holds. */
  readonly before: Contents;
}
const seeds = await makeSeeds();

interface Input {
  readonly seed: number;
  readonly bytes: Bytes;
  /** Its list was changed and sealed anew: what it holds may be another project, as whole as any. */
  readonly sealed: boolean;
  readonly how: string;
}

/**
 * A project file. Changed by accident it brings the same or is refused; made by somebody with ill will it is refused,
 * or is a project that works. Whatever is refused leaves nothing, and has a sentence.
 */
export const project: Target<Input> = {
  make(random) {
    const seed = random.below(2);
    const kind = random.below(10);
    if (kind < 5) return changedBytes(random, seed);
    return kind < 7 ? changedEntries(random, seed) : changedList(random, seed);
  },

  async attempt({ seed, bytes, sealed }, seen) {
    const source = memorySource('copy.foretaste.zip', bytes);
    if (!sealed) {
      // Most are refused while they are read: only those that are not are worth a device.
      const read = await orError(async () => {
        const file = await openProjectFile(source);
        for await (const piece of file.pieces(nodeJob())) void piece;
      });
      if (read instanceof AppError) return wrongRefusal(read, seen);
    }
    const device = nodeStudio();
    const state = await orError(() => device.studio.importProject(nodeJob(), source));
    if (state instanceof AppError) {
      if ((await device.studio.listProjects()).length > 0)
        return loss('a project is left of what was refused');
      return wrongRefusal(state, seen);
    }
    seen(sealed ? 'taken as another' : 'taken');
    if (sealed) return wrongProject(device, state.project.id);
    const taken = await contentsOf(device, state);
    return isDeepStrictEqual(taken, seeds[seed].before) ? null : loss('taken in as something else');
  },

  show: ({ seed, how, bytes }) => `project ${seed}, ${bytes.length} bytes: ${how}`,
};

async function makeSeeds(): Promise<readonly Seed[]> {
  const few = await batchStudio();
  await few.version('aws-sims');
  const bare = await fileOf(few.node, few.state);
  const solutionVersionArn = await few.version('aws-popularity-count');
  const ask = (operation: string, input: JsonObject) => few.node.studio.invoke(operation, input);
  const { datasetGroups } = await ask('ListDatasetGroups', {});
  const { datasetGroupArn } = (datasetGroups as JsonObject[])[0];
  const filterExpression = 'INCLUDE ItemID WHERE Items.GENRE IN ($GENRE)';
  await ask('CreateFilter', { name: 'some', datasetGroupArn, filterExpression });
  await ask('CreateCampaign', { name: 'front', solutionVersionArn });
  const { trackingId } = await ask('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  const event = {
    eventType: 'click',
    itemId: 'new',
    sentAt: 1_700_000_600,
    impression: ['a', 'b'],
    properties: '{"DEVICE":"tv"}',
  };
  await ask('PutEvents', { trackingId, userId: 'new', sessionId: 's', eventList: [event] });
  return Promise.all(
    [bare, await fileOf(few.node, few.state)].map(async (bytes): Promise<Seed> => {
      const entries = unzipSync(bytes);
      const device = nodeStudio();
      const state = await device.studio.importProject(nodeJob(), memorySource('x.zip', bytes));
      const before = await contentsOf(device, state);
      return { bytes, entries, manifest: JSON.parse(strFromU8(entries[MANIFEST])) as JsonObject, before };
    }),
  );
}

function changedBytes(random: Rng, seed: number): Input {
  let { bytes } = seeds[seed];
  for (let i = 1 + random.below(3); i > 0; i--)
    bytes = mutatedBytes(random, bytes, pick(random, seeds).bytes);
  return { seed, bytes, sealed: false, how: 'bytes changed' };
}

/** A zip that is whole, of other entries: changed, left out, twice, in another order or under another name. */
function changedEntries(random: Rng, seed: number): Input {
  const list = Object.entries(seeds[seed].entries);
  const at = random.below(list.length);
  const [name, content] = list[at];
  const other = pick(random, list);
  const how = pick(random, ['changed', 'left out', 'renamed', 'swapped', 'of another', 'moved'] as const);
  if (how === 'changed')
    list[at] = [name, mutatedBytes(random, new Uint8Array(content), new Uint8Array(other[1]))];
  if (how === 'left out') list.splice(at, 1);
  if (how === 'renamed')
    list[at] = [pick(random, [`${name}x`, `../${name}`, MANIFEST, 'constructor', other[0]]), content];
  if (how === 'swapped') list[at] = [name, other[1]];
  if (how === 'of another') list[at] = [name, pick(random, seeds).entries[name] ?? content];
  if (how === 'moved') list.splice(random.below(list.length), 0, ...list.splice(at, 1));
  return { seed, bytes: zipped(list), sealed: false, how: `${name} ${how}` };
}

/** The list of the parts changed as JSON, parts made to fit it, and all sealed. */
function changedList(random: Rng, seed: number): Input {
  const { entries, manifest } = seeds[seed];
  const list = structuredClone(manifest);
  const rest: { [name: string]: Uint8Array } = { ...entries };
  const how: string[] = [];
  if (oneIn(random, 4)) how.push(changedPart(random, list, rest));
  if (how.length === 0 || oneIn(random, 2))
    for (let i = 1 + random.below(2); i > 0; i--) how.push(changedValue(random, list));
  let text = JSON.stringify(list);
  if (oneIn(random, 400))
    text = text.replace(
      pick(random, ['"facts":{', '"tables":{', '"state":{']),
      (found) => `${found}"deep":${nested(random)},`,
    );
  rest[MANIFEST] = strToU8(text);
  rest[SEAL] = strToU8(sha256(rest[MANIFEST]));
  const { [MANIFEST]: first, [SEAL]: second, ...parts } = rest;
  return {
    seed,
    bytes: zipped([[MANIFEST, first], [SEAL, second], ...Object.entries(parts)]),
    sealed: true,
    how: how.join('; '),
  };
}

function nested(random: Rng): string {
  const depth = pick(random, [500, 3000, 5000, 7000, 20_000]);
  return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}

/** Another content of a part, with the size and sum that it has. */
function changedPart(random: Rng, list: JsonObject, entries: { [name: string]: Uint8Array }): string {
  const pieces = list.pieces as JsonObject[];
  const place = random.below(pieces.length);
  const name = `parts/${String(place).padStart(6, '0')}`;
  const old = new Uint8Array(entries[name]);
  const isText = pieces[place].kind === 'texts';
  const bytes = isText ? otherTexts(random, strFromU8(old)) : otherNumbers(random, old);
  entries[name] = bytes;
  Object.assign(pieces[place], { bytes: bytes.length, sha256: sha256(bytes) });
  return `${String(pieces[place].owner)} ${String(pieces[place].part)} holds ${isText ? strFromU8(bytes).slice(0, 200) : [...bytes.slice(0, 40)].join()}`;
}

function otherTexts(random: Rng, text: string): Bytes {
  const texts = JSON.parse(text) as Json[];
  const at = random.below(texts.length);
  const before = texts[at];
  if (typeof before === 'string' && before.startsWith('{') && oneIn(random, 2)) {
    const inside = JSON.parse(before) as JsonObject;
    changedValue(random, inside);
    texts[at] = JSON.stringify(inside);
  } else texts[at] = pick<Json>(random, [null, 1, '', texts[0], ...AWKWARD]);
  return new Uint8Array(strToU8(JSON.stringify(texts)));
}

function otherNumbers(random: Rng, bytes: Bytes): Bytes {
  const copy = bytes.slice();
  if (copy.length < 4) return Uint8Array.of(...copy, 1);
  if (oneIn(random, 4)) return copy.fill(pick(random, [0, 255, 127]));
  const view = new DataView(copy.buffer);
  const at = 4 * random.below(copy.length >> 2);
  if (at + 8 <= copy.length && oneIn(random, 2))
    view.setFloat64(at, pick(random, [NaN, Infinity, -1, 1e300]), true);
  else view.setInt32(at, pick(random, [-1, 0, 2, 99_999, 2 ** 31 - 1, -(2 ** 31)]), true);
  return copy;
}

function zipped(entries: readonly (readonly [string, Uint8Array])[]): Bytes {
  const named = Object.create(null) as { [name: string]: Uint8Array };
  for (const [name, content] of entries) named[name] = content;
  return new Uint8Array(zipSync(named, { level: 0 }));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function orError<T>(work: () => Promise<T>): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}

function wrongRefusal(error: AppError, seen: (outcome: string) => void): Finding | null {
  seen(`refused ${error.code} ${'reason' in error.details ? String(error.details.reason) : ''}`);
  if (error.code !== 'PROJECT_FILE') return loss(`refused with ${error.code}`);
  const { what, safe, todo } = describeError(error);
  return badSentence(what, JSON.stringify(error.details)) ?? badSentence(safe, '') ?? badSentence(todo, '');
}

/** What was taken in must open, show and answer, or say why it does not. */
async function wrongProject(
  { studio, catalogue }: NodeStudio,
  id: Parameters<typeof catalogue.open>[0],
): Promise<Finding | null> {
  const steps: (() => Promise<unknown>)[] = [
    () => studio.describeData(),
    () => studio.describeColumns(nodeJob()),
    () => studio.listInsights(nodeJob()),
    () => studio.readRows('INTERACTIONS', 0, 5),
    () => studio.readRows('ITEMS', 0, 5),
    () => studio.searchUsers('', 5),
    () => studio.searchItems('', 5),
    () => studio.listCategories(),
    () => studio.listContextFields(),
    async () => studio.getUserHistory(await studio.typicalUser(), 5),
    async () => {
      const store = await catalogue.open(id);
      const { solutionVersions } = await store.readState();
      for (const { arn } of solutionVersions)
        await orError(() =>
          studio.getRecommendations({ solutionVersionArn: arn, userId: '1', itemId: 'a' } as never),
        );
    },
    ...[
      'ListSolutions',
      'ListCampaigns',
      'ListFilters',
      'ListDatasets',
      'ListSchemas',
      'ListBatchInferenceJobs',
    ].map((operation) => () => studio.invoke(operation, {})),
    () => studio.exportProject(id, contents),
  ];
  for (const step of steps) {
    const outcome = await orError(step);
    if (!(outcome instanceof AppError)) continue;
    const bad = badSentence(describeError(outcome).what, JSON.stringify(outcome.details));
    if (bad !== null) return bad;
  }
  return null;
}
