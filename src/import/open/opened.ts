import { chunksFrom } from '../../domain/stream-chunks';
import { beginningOf, streamOf, type Beginning, type SourceFile } from './bytes/source';
import type { CellRows, CellTable } from './cell-table';

/** What is kept of the beginning of each source while a stage lasts; a smaller one is never read twice. */
const KEPT_BYTES = 1 << 22;

/**
 * The sources of one stage of an import (inspect, check or import), each opened once: its beginning is kept and given to
 * whoever asks, and the first who reads on goes on where it ends. Only what reads a source longer than `KEPT_BYTES` to
 * its end a second time opens it again. What is kept goes with the stage.
 */
export class Stage {
  readonly #opened = new Set<{ close(): Promise<void> }>();

  open(source: SourceFile): SourceFile {
    const opened = new Opened(source);
    this.#opened.add(opened);
    if (source.table === undefined)
      return { ...source, stream: () => opened.stream(), beginning: (limit) => opened.beginning(limit) };
    const table = new OpenedTable(source.table);
    this.#opened.add(table);
    return {
      ...source,
      stream: () => opened.stream(),
      table: { ...source.table, rows: (onRead) => table.rows(onRead) },
    };
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

class Opened {
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  /** Goes on behind what is kept; null once somebody has taken it, or before it was opened. */
  #live: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #state: 'closed' | 'reading' | 'full' | 'whole' = 'closed';
  #pulling: Promise<void> | null = null;
  #beginning: Promise<Beginning> | null = null;
  #isOver = false;

  constructor(readonly source: SourceFile) {}

  stream(): ReadableStream<Uint8Array> {
    if (this.#isOver) return this.source.stream();
    return streamOf(this.#chunks());
  }

  /** Unpacked where it is gzipped; decoded from the kept bytes once. */
  async beginning(limit: number): Promise<Beginning> {
    if (this.#isOver) return beginningOf(this.source, limit);
    this.#beginning ??= beginningOf({ ...this.source, stream: () => this.stream() }, KEPT_BEGINNING);
    if (limit > KEPT_BEGINNING) return beginningOf({ ...this.source, stream: () => this.stream() }, limit);
    const all = await this.#beginning;
    return { ...all, bytes: all.bytes.slice(0, limit), whole: all.whole && all.bytes.length <= limit };
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#kept = [];
    this.#beginning = null;
    const live = this.#live;
    this.#live = null;
    await live?.cancel().catch((error: unknown) => String(error));
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    let given = 0;
    for (let next = 0; ; next++) {
      while (next >= this.#kept.length && (this.#state === 'closed' || this.#state === 'reading'))
        await this.#keepMore();
      if (next >= this.#kept.length) break;
      given += this.#kept[next].length;
      yield this.#kept[next];
    }
    if (this.#state === 'whole') return;
    const live = this.#live;
    this.#live = null;
    if (live !== null) yield* chunksFrom(live);
    else yield* from(this.source, given);
  }

  /** One chunk more is kept; those who wait for it at the same time wait together. */
  #keepMore(): Promise<void> {
    this.#pulling ??= this.#pull().finally(() => {
      this.#pulling = null;
    });
    return this.#pulling;
  }

  async #pull(): Promise<void> {
    this.#live ??= this.source.stream().getReader();
    this.#state = 'reading';
    const { done, value } = await this.#live.read();
    if (done) {
      this.#state = 'whole';
      this.#live = null;
    } else {
      this.#kept.push(value);
      this.#keptBytes += value.length;
      if (this.#keptBytes >= KEPT_BYTES) this.#state = 'full';
    }
  }
}

/** Characters of a table's cells that are kept, and the batch behind them: a sample asks for no more. */
const KEPT_CHARS = 1 << 20;

/** The same for a table whose rows come as cells: its first batches are kept, and rows are never changed in place. */
class OpenedTable {
  readonly #kept: { readonly batch: CellRows; readonly bytes: number }[] = [];
  #keptChars = 0;
  #live: AsyncIterator<CellRows> | null = null;
  #state: 'closed' | 'reading' | 'full' | 'whole' = 'closed';
  #pulling: Promise<void> | null = null;
  #bytes = 0;
  #isOver = false;

  constructor(readonly table: CellTable) {}

  rows(onRead: (bytes: number) => void): AsyncIterable<CellRows> {
    return this.#isOver ? this.table.rows(onRead) : this.#batches(onRead);
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#kept.length = 0;
    const live = this.#live;
    this.#live = null;
    await live?.return?.();
  }

  async *#batches(onRead: (bytes: number) => void): AsyncGenerator<CellRows> {
    let next = 0;
    for (; ; next++) {
      while (next >= this.#kept.length && (this.#state === 'closed' || this.#state === 'reading'))
        await (this.#pulling ??= this.#pull().finally(() => {
          this.#pulling = null;
        }));
      if (next >= this.#kept.length) break;
      onRead(this.#kept[next].bytes);
      yield this.#kept[next].batch;
    }
    if (this.#state === 'whole') return;
    const live = this.#live;
    this.#live = null;
    if (live === null) {
      let skipped = 0;
      for await (const batch of this.table.rows(onRead)) if (skipped++ >= next) yield batch;
      return;
    }
    this.#onRead = onRead;
    try {
      for (;;) {
        const { done, value } = await live.next();
        if (done === true) return;
        yield value as CellRows;
      }
    } finally {
      await live.return?.();
    }
  }

  /** Who hears of bytes that are read: whoever reads on. */
  #onRead: (bytes: number) => void = (bytes) => (this.#bytes += bytes);

  async #pull(): Promise<void> {
    this.#live ??= this.table.rows((bytes) => this.#onRead(bytes))[Symbol.asyncIterator]();
    this.#state = 'reading';
    const { done, value } = await this.#live.next();
    if (done === true) {
      this.#state = 'whole';
      this.#live = null;
      return;
    }
    const batch = value as CellRows;
    this.#kept.push({ batch, bytes: this.#bytes });
    this.#bytes = 0;
    if (this.#keptChars > KEPT_CHARS) this.#state = 'full';
    for (const row of batch.rows) for (const cell of row) this.#keptChars += cell.length + 1;
  }
}

/** The longest beginning that any form or sample asks for. */
const KEPT_BEGINNING = 1 << 20;

/** What a source holds behind its first bytes. */
async function* from(source: SourceFile, skipped: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of chunksFrom(source.stream().getReader())) {
    const start = Math.max(0, skipped - at);
    at += chunk.length;
    if (start < chunk.length) yield start === 0 ? chunk : chunk.subarray(start);
  }
}
