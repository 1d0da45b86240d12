import { once } from 'node:events';
import { parentPort, Worker, type Transferable } from 'node:worker_threads';
import { diskSource } from '../cli/import-files';
import {
  AppError,
  asAppError,
  errorOf,
  isAppError,
  recordOf,
  type ErrorRecord,
  type Json,
} from '../../domain/errors';
import type { ExistingData } from '../../domain/imports';
import {
  assemble,
  cut,
  dismantle,
  emptyArray,
  viewOf,
  type Part,
  type PartReference,
} from '../../domain/parts';
import { uncancelled } from '../../domain/ports';
import type { Imported, ReadIntake } from '../../engine/datasets/import-into';
import { readForJob, type JobAsked } from '../../engine/datasets/read-for-job';
import type { FileOnDisk } from './s3/bucket-files';

/** What a thread is to read. */
interface Task {
  readonly files: readonly Pick<FileOnDisk, 'path' | 'at'>[];
  readonly asked: JobAsked;
  readonly existing: ExistingData;
}
/** What comes back at first: the small things, and a structure in whose place the large ones come, record by record. */
type Answer =
  | { readonly error: ErrorRecord }
  | {
      readonly intake: Pick<ReadIntake, 'plan'>;
      readonly sizes: ReadonlyMap<string, number>;
      readonly said: Pick<Imported, 'schemas' | 'report'>;
      readonly layout: Json;
    };
type Piece = ArrayBuffer | readonly (string | null)[];

/** Reads the files of import jobs in a thread of its own, which ends with the work. @param script runs `serveImports`. */
export function importThread(script: URL): typeof readForJob {
  return async (files, asked, existing, job) => {
    const onDisk = files.filter((file): file is FileOnDisk => 'at' in file);
    // What a batch job has written lies in the project, which this thread has.
    if (onDisk.length < files.length) return readForJob(files, asked, existing, job);
    const worker = new Worker(script);
    try {
      const told = async (message: Task | 'next'): Promise<unknown> => {
        worker.postMessage(message);
        // Whatever ends the thread is thrown here.
        const [answer] = (await once(worker, 'message')) as [unknown];
        return answer;
      };
      const task = { files: onDisk.map(({ path, at }) => ({ path, at })), asked, existing };
      const answer = (await told(task)) as Answer;
      if ('error' in answer) throw errorOf(answer.error);
      const { intake, sizes, said, layout } = answer;
      const piece = async (): Promise<Piece> => (await told('next')) as Piece;
      const large = (await assemble(layout, (reference) => partOf(reference, piece))) as Pick<
        Imported,
        'tables' | 'card'
      >;
      const sources = new Map([...sizes].map(([path, sizeBytes]) => [path, { sizeBytes }]));
      return { ...intake, sources, imported: { ...said, ...large } };
    } catch (error) {
      if (isAppError(error)) throw error;
      throw new AppError('WORKER_GONE', { reason: String(error) }, { cause: error });
    } finally {
      await worker.terminate();
    }
  };
}

/** Answers one task with what it reads, and then each 'next' with a record: one at a time holds nobody up. */
export function serveImport(): void {
  const port = parentPort;
  if (port === null) throw new Error('runs in a worker thread only');
  port.once('message', (task: Task) => void read(task));

  async function read({ files, asked, existing }: Task): Promise<void> {
    try {
      const sources = files.map(({ path, at }) => ({ ...diskSource(at), path }));
      const { plan, sources: opened, imported } = await readForJob(sources, asked, existing, uncancelled);
      const { schemas, report, ...large } = imported;
      const { layout, parts } = dismantle(large);
      const sizes = new Map([...opened].map(([path, { sizeBytes }]) => [path, sizeBytes]));
      const records = recordsOf(parts);
      port?.on('message', () => {
        const { value } = records.next();
        post(value, value instanceof ArrayBuffer ? [value] : []);
      });
      post({ intake: { plan }, sizes, said: { schemas, report }, layout });
    } catch (error) {
      post({ error: recordOf(asAppError(error)) });
    }
  }

  function post(message: unknown, moved: readonly Transferable[] = []): void {
    port?.postMessage(message, moved);
  }
}

function* recordsOf(parts: ReadonlyMap<string, Part>): Generator<Piece> {
  for (const part of parts.values()) yield* cut(part);
}

/** One array, record by record. */
async function partOf({ type, length }: PartReference, piece: () => Promise<Piece>): Promise<Part> {
  if (type === 'strings') {
    const texts: (string | null)[] = [];
    do for (const text of (await piece()) as (string | null)[]) texts.push(text);
    while (texts.length < length);
    return texts;
  }
  const array = emptyArray(type, length);
  let from = 0;
  do {
    const view = viewOf(type, (await piece()) as ArrayBuffer);
    array.set(view, from);
    from += view.length;
  } while (from < length);
  return array;
}
