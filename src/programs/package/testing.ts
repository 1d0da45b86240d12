import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How the emulator is started; what is absent is as on the command line. */
export interface EmulatorOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Where everything is kept. Default: a folder that goes when it is stopped. */
  readonly data?: string;
  /** Amazon's minimum sizes and quotas, or none, which suits small test data. Default: `relaxed`. */
  readonly profile?: 'aws' | 'relaxed';
  /** Of new solutions and of identifiers. Default: 42. */
  readonly seed?: number;
  /** `real` takes a while where the service takes one. Default: `none`. */
  readonly pace?: 'none' | 'real';
  /** Threads, 1 to 8. Default: one for each core. */
  readonly workers?: number;
  /** A template of CloudFormation whose Personalize is made at the start. */
  readonly template?: string;
  /** The address of another S3, as LocalStack's, that jobs read and write. Default: its own. */
  readonly s3?: string;
  /** How long it may take to start. Default: 30000. */
  readonly timeoutMs?: number;
}

/** Amazon Personalize with S3, IAM and STS in a process of its own, which ends with the one that has started it. */
export interface Emulator {
  /** For each client, as `http://127.0.0.1:43210`. */
  readonly endpoint: string;
  /** What the AWS CLI and SDKs read from the environment: endpoint, region, and credentials that may be anything. */
  readonly env: {
    readonly AWS_ENDPOINT_URL: string;
    readonly AWS_REGION: string;
    readonly AWS_DEFAULT_REGION: string;
    readonly AWS_ACCESS_KEY_ID: string;
    readonly AWS_SECRET_ACCESS_KEY: string;
  };
  /** Resolves when no import, training or job runs or waits any more. */
  idle(): Promise<void>;
  /** Forgets everything, S3 included, and stops what runs. The same calls then give the same answers again. */
  reset(): Promise<void>;
  /** Ends the process; a second time does nothing. */
  stop(): Promise<void>;
}

/** Flags of the command line, by option. */
const FLAGS = ['port', 'data', 'profile', 'seed', 'pace', 'workers', 'template', 's3'] as const;

/**
 * Starts the emulator and waits until it answers.
 *
 * @throws Error with what it has said, where it ends or does not answer in time.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { timeoutMs = 30_000, ...given } = { port: 0, profile: 'relaxed', ...options };
  const flags = FLAGS.flatMap((flag) =>
    given[flag] === undefined ? [] : [`--${flag}`, String(given[flag])],
  );
  const script = fileURLToPath(new URL('./foretaste.mjs', import.meta.url));
  // Without what the test runner has been given: a debugger's port, a loader.
  const child = fork(script, ['emulate', ...flags], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const endpoint = await listening(child, timeoutMs);
  // It keeps nobody waiting who has forgotten to stop it; the end of the channel ends it.
  child.unref();
  child.channel?.unref();
  const ask = async (path: string, init?: RequestInit): Promise<void> => {
    const answer = await fetch(`${endpoint}${path}`, init);
    if (!answer.ok)
      throw new Error(`The emulator answers ${path} with ${answer.status}: ${await answer.text()}`);
  };
  await ask('/_health');
  return {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    },
    idle: () => ask('/_idle'),
    reset: () => ask('/_reset', { method: 'POST', headers: { 'x-foretaste': 'reset' } }),
    stop: () => ended(child),
  };
}

/** The address that it says, once it listens. */
function listening(child: ChildProcess, timeoutMs: number): Promise<string> {
  let said = '';
  child.stderr?.on('data', (text: unknown) => (said += String(text)));
  return new Promise((resolve, reject) => {
    const fail = (how: string): void => {
      child.kill();
      reject(new Error(`The emulator ${how}. ${said.trim()}`.trim()));
    };
    const timer = setTimeout(() => fail(`did not start within ${timeoutMs} ms`), timeoutMs);
    child.once('exit', (code) => fail(`ended with ${code}`));
    child.once('error', (error) => fail(`cannot be started: ${error.message}`));
    child.once('message', (message) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      // What it says from now on is for whoever looks for what is wrong.
      child.stderr?.removeAllListeners('data').pipe(process.stderr, { end: false });
      resolve((message as { readonly endpoint: string }).endpoint);
    });
  });
}

/** Lets it end in order: it takes its folder away. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = once(child, 'exit');
  child.ref();
  if (child.connected) child.disconnect();
  await end;
}
