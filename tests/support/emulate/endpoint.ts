import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

/** The emulator as a process of its own, as `npm run emulate` starts it. */
export interface Endpoint {
  readonly url: string;
  /** From the start of the process until it said that it listens. */
  readonly startedMs: number;
  readonly process: ChildProcess;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** As `kill -9`. */
  kill(): Promise<void>;
}

/** @param args as on the command line, beside the port, which is any free one. */
export async function startEndpoint(args: readonly string[] = []): Promise<Endpoint> {
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'src/programs/server/emulate.mjs'), '--port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url,
    startedMs: performance.now() - from,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
