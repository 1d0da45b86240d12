import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEFAULT_WORKERS, MAX_WORKERS, nodePool } from '../cli/node-pool';
import { isWrongUsage, oneOf, profileOf, UsageError, wholeNumber } from '../cli/options';
import { isAppError } from '../../domain/errors';
import { InProcessPool } from '../../engine/project/in-process-pool';
import { ServingThreads } from '../../engine/serving/serving-threads';
import { Emulator } from './emulator';
import { lockFolder } from './folder-lock';
import { importThread } from './import-thread';
import { listen } from './listen';

/** What it takes, as a command line shows it. */
export const EMULATE_OPTIONS = `[--port 4566] [--host 127.0.0.1] [--origin ORIGIN] [--s3 URL] [--template FILE]
            [--data DIR] [--seed 42] [--profile aws|relaxed] [--pace none|real] [--workers N]`;

const FORGETS = 'Without --data everything is forgotten at the end. Ctrl C stops it.';

/** Threads that answer requests, at most: each holds every model that is asked for. */
const MOST_SERVING = 4;

/**
 * Serves until it is stopped: by a signal, or by the end of the process that has started it with a channel, which hears the
 * address as `{ endpoint }`.
 *
 * @param call how it was called, for whoever called it wrong.
 */
export async function runEmulator(args: readonly string[], call: string): Promise<void> {
  const { workers, ...options } = readOptions(args, call);
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'foretaste-'));
  const unlock = locked(folder);
  const pool = workers === 1 ? new InProcessPool() : nodePool(workers, true);
  // Apart from those that train, which are busy for long; Node reads what has come in before it goes on.
  const threads =
    workers === 1
      ? undefined
      : new ServingThreads(nodePool(Math.min(workers, MOST_SERVING), true), { turn: () => setImmediate() });
  const readImport =
    workers === 1 ? undefined : importThread(new URL('./import-thread.mjs', import.meta.url));
  const emulator = new Emulator(folder, { ...options, pool, threads, readImport });
  await emulator.ready().catch((error: unknown) => {
    unlock();
    fail(`What is kept in ${folder} cannot be read: ${messageIn(error)}`);
  });
  if (options.template !== null)
    await deployed(emulator, options.template).catch(async (error: unknown) => {
      await emulator.close();
      unlock();
      fail(`${options.template} cannot be deployed: ${messageIn(error)}`);
    });
  const { port, close } = await listen((request) => emulator.handle(request), options).catch(
    (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? `Port ${options.port} is in use. Pick another with --port.`
          : error.message,
      ),
  );
  const endpoint = `http://${options.host}:${port}`;
  console.log(`Amazon Personalize is at ${endpoint} (data in ${folder}; Ctrl C stops it)`);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await close();
    await emulator.close();
    unlock();
    if (options.data === null) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  if (process.send === undefined) return;
  process.once('disconnect', () => void stop());
  process.send({ endpoint });
}

function locked(folder: string): () => void {
  try {
    return lockFolder(folder) ?? fail(`${folder} is in use by another process.`);
  } catch (error) {
    return fail(`${folder} cannot be used: ${messageIn(error)}`);
  }
}

/** Makes the stack of a template, which is called as its file is. */
async function deployed(emulator: Emulator, file: string): Promise<void> {
  await emulator.deploy(basename(file).replace(/(\.template)?\.json$/, ''), readFileSync(file, 'utf8'));
}

/** What went wrong, in the words of whatever it came from. */
function messageIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isAppError(error) && error.cause instanceof Error ? error.cause.message : error.message;
}

function readOptions(args: readonly string[], call: string) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4566' },
        host: { type: 'string', multiple: true, default: ['127.0.0.1'] },
        origin: { type: 'string', multiple: true, default: [] },
        data: { type: 'string' },
        s3: { type: 'string' },
        template: { type: 'string' },
        seed: { type: 'string', default: '42' },
        profile: { type: 'string' },
        pace: { type: 'string', default: 'none' },
        workers: { type: 'string', default: String(DEFAULT_WORKERS) },
      },
    });
    return {
      port: wholeNumber('--port', values.port, 0, 65535),
      // It listens on the first; the others are names that lead there.
      host: values.host[0],
      hosts: values.host.map((host) => host.toLowerCase()),
      origins: values.origin,
      s3: values.s3 === undefined ? null : addressOf(values.s3),
      template: values.template ?? null,
      data: values.data === undefined ? null : resolve(values.data),
      seed: wholeNumber('--seed', values.seed, 0, 2147483647),
      profile: profileOf(values, 'aws'),
      pace: oneOf('--pace', values.pace, ['none', 'real']),
      workers: wholeNumber('--workers', values.workers, 1, MAX_WORKERS),
    };
  } catch (error) {
    if (!isWrongUsage(error)) throw error;
    process.stderr.write(`${error.message}\n\nusage: ${call} ${EMULATE_OPTIONS}\n\n${FORGETS}\n`);
    process.exit(2);
  }
}

/** @throws UsageError for what is no address. */
function addressOf(url: string): string {
  if (/^https?:/.test(url) && URL.canParse(url)) return new URL(url).origin;
  throw new UsageError('--s3 must be an address, such as http://localhost:4566');
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
