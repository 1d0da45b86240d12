import { chunksFrom } from '../../domain/stream-chunks';
import { beginningOf, streamOf, type Beginning, type SourceFile } from './bytes/source';
import type { CellRows, CellTable } from './cell-table';

/** What is kept of the beginning of each source while a stage lasts; a smaller one is never read twice. */
const KEPT_BYTES = 1 << 22;
/** Characters of a table's cells that are kept: a sample asks for no more. */
const KEPT_CHARS = 1 << 20;
/** The longest beginning that any form or sample asks for. */
const KEPT_BEGINNING = 1 << 20;

/**
 * The sources of one stage of an import (inspect, check or import), each opened once: its beginning is kept and given to
 * whoever asks, and the first who reads on goes on where it ends. Only what reads a source longer than `KEPT_BYTES` to
 * its end a second time opens it again. What is kept goes with the stage.
 */
export class Stage {
  readonly #opened = new Set<{ close(): Promise<void> }>();

  open(source: SourceFile): SourceFile {
    const bytes = new Opened<Uint8Array>(
      (kept) => bytesFrom(source, kept),
      ({ length }) => length,
      KEPT_BYTES,
    );
    this.#opened.add(bytes);
    const stream = (): ReadableStream<Uint8Array> => streamOf(bytes.chunks());
    if (source.table === undefined)
      return { ...source, stream, beginning: keptBeginning({ ...source, stream }, bytes) };
    const { table } = source;
    const batches = new Opened<Batch>((kept) => batchesFrom(table, kept), charsOf, KEPT_CHARS);
    this.#opened.add(batches);
    return { ...source, stream, table: { ...table, rows: (onRead) => rowsOf(batches, onRead) } };
  }

  all(sources: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> {
    return new Map([...sources].map(([path, source]) => [path, this.open(source)]));
  }

  /** Lets go of streams and bytes: its sources are then what they were before. */
  async close(): Promise<void> {
    await Promise.all([...this.#opened].map((opened) => opened.close()));
    this.#opened.clear();
  }
}

/** Does the work of one stage, and lets go of its sources however that ends. */
export async function inStage<Result>(work: (stage: Stage) => Promise<Result>): Promise<Result> {
  const stage = new Stage();
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

/** Chunks that come once: the first ones are kept, and never changed in place. */
class Opened<Chunk> {
  readonly #kept: Chunk[] = [];
  #keptSize = 0;
  /** Goes on behind what is kept; null once somebody has taken it, or before it was opened. */
  #live: AsyncGenerator<Chunk> | null = null;
  #state: 'reading' | 'full' | 'whole' = 'reading';
  /** Those who wait for one more chunk at the same time wait together; one that fails is not tried again. */
  #pulling: Promise<void> | null = null;
  #isOver = false;

  constructor(
    /** Opens it behind as many chunks. */
    readonly from: (kept: readonly Chunk[]) => AsyncGenerator<Chunk>,
    readonly sizeOf: (chunk: Chunk) => number,
    readonly mostKept: number,
  ) {}

  get isOver(): boolean {
    return this.#isOver;
  }

  async *chunks(): AsyncGenerator<Chunk> {
    if (this.#isOver) return yield* this.from([]);
    for (let next = 0; ; next++) {
      while (next >= this.#kept.length && this.#state === 'reading') await (this.#pulling ??= this.#pull());
      if (next >= this.#kept.length) break;
      yield this.#kept[next];
    }
    if (this.#state === 'whole') return;
    const live = this.#live ?? this.from(this.#kept);
    this.#live = null;
    yield* live;
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#kept.length = 0;
    const live = this.#live;
    this.#live = null;
    await live?.return(undefined);
  }

  async #pull(): Promise<void> {
    this.#live ??= this.from([]);
    const { done, value } = await this.#live.next();
    if (done === true) {
      this.#state = 'whole';
      this.#live = null;
    } else {
      this.#kept.push(value);
      if (this.#keptSize > this.mostKept) this.#state = 'full';
      this.#keptSize += this.sizeOf(value);
    }
    this.#pulling = null;
  }
}

/** What a source holds behind some of its first bytes. */
async function* bytesFrom(source: SourceFile, kept: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  let left = kept.reduce((sum, { length }) => sum + length, 0);
  for await (const chunk of chunksFrom(source.stream().getReader())) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** Unpacked where it is gzipped; decoded from the kept bytes once. */
function keptBeginning(
  source: SourceFile,
  opened: Opened<Uint8Array>,
): (limit: number) => Promise<Beginning> {
  let beginning: Promise<Beginning> | null = null;
  return async (limit) => {
    if (opened.isOver || limit > KEPT_BEGINNING) return beginningOf(source, limit);
    const all = await (beginning ??= beginningOf(source, KEPT_BEGINNING));
    return { ...all, bytes: all.bytes.slice(0, limit), whole: all.whole && all.bytes.length <= limit };
  };
}

/** Rows with how many stored bytes were taken for them. */
interface Batch {
  readonly rows: CellRows;
  readonly bytes: number;
}

async function* batchesFrom(table: CellTable, kept: readonly Batch[]): AsyncGenerator<Batch> {
  let [bytes, place] = [0, 0];
  for await (const rows of table.rows((read) => (bytes += read))) {
    if (place++ >= kept.length) yield { rows, bytes };
    bytes = 0;
  }
}

async function* rowsOf(opened: Opened<Batch>, onRead: (bytes: number) => void): AsyncGenerator<CellRows> {
  for await (const { rows, bytes } of opened.chunks()) {
    onRead(bytes);
    yield rows;
  }
}

function charsOf({ rows }: Batch): number {
  return rows.rows.reduce((sum, row) => sum + row.reduce((chars, cell) => chars + cell.length + 1, 0), 0);
}
