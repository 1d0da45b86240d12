import type { ChunkDatabase } from './chunk-database';
import { checksumOf, readParts } from './chunk-store';
import { chunksOf } from './files';
import type {
  Chunk,
  ChunkSums,
  DataRecord,
  FileRecord,
  Manifest,
  ModelRecord,
  TrackedRecord,
} from './manifest';
import { readData } from './stored-data';
import { sumOfChunk } from './sums';
import { lengthened, readTrackedTexts } from './tracked';

/**
 * The manifest with the sums of all that was stored without: everything is read once. What cannot be read as it should
 * be stays without, and is refused when it is asked for, as before.
 */
export async function givenSums(db: ChunkDatabase, manifest: Manifest): Promise<Manifest> {
  const { data, aside, models, tracked, files } = manifest;
  return {
    ...manifest,
    data: data && (await given(data, () => dataSums(db, data))),
    ...(aside && { aside: await given(aside, () => dataSums(db, aside)) }),
    models: await each(models, (model) => given(model, () => modelSums(db, model))),
    ...(tracked && { tracked: await given(tracked, () => trackedSum(db, tracked)) }),
    ...(files && { files: await each(files, (file) => given(file, () => fileSums(db, file))) }),
  };
}

type Summed = DataRecord | ModelRecord | TrackedRecord | FileRecord;

async function given<Item extends Summed>(record: Item, sums: () => Promise<Partial<Item>>): Promise<Item> {
  if ('sums' in record || 'sum' in record) return record;
  try {
    return { ...record, ...(await sums()) };
  } catch (error) {
    console.warn('stored without a sum, and not whole', error);
    return record;
  }
}

async function each<Item>(items: readonly Item[], give: (item: Item) => Promise<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for (const item of items) all.push(await give(item));
  return all;
}

async function dataSums(db: ChunkDatabase, data: DataRecord): Promise<{ sums: ChunkSums }> {
  const sums = new Sums();
  await readData(db, data, 'tables', sums.add);
  await readData(db, data, 'card', sums.add);
  return { sums: sums.byPart };
}

async function modelSums(db: ChunkDatabase, model: ModelRecord): Promise<{ sums: ChunkSums }> {
  const sums = new Sums();
  const value = await readParts(db, model, model.layout, ({ part }, chunk) => sums.add(part, chunk));
  if (checksumOf(value) !== model.checksum) throw new RangeError(`model ${model.arn} is another`);
  return { sums: sums.byPart };
}

async function trackedSum(db: ChunkDatabase, record: TrackedRecord): Promise<{ sum?: number }> {
  const { sum } = lengthened({ ...record, count: 0, sum: 0 }, await readTrackedTexts(db, record));
  return { sum };
}

async function fileSums(db: ChunkDatabase, file: FileRecord): Promise<{ sums: readonly number[] }> {
  const sums: number[] = [];
  for await (const chunk of chunksOf(db, file)) sums.push(sumOfChunk(chunk.buffer));
  return { sums };
}

class Sums {
  readonly byPart: { [part: string]: number[] } = {};
  readonly add = (part: string, chunk: Chunk): void =>
    void (this.byPart[part] ??= []).push(sumOfChunk(chunk));
}
