import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { namedArn } from '../../../src/domain/names';
import { memorySource } from '../../../src/import/open/bytes/source';
import { METRICS_OF_PEOPLE, type MetricOfPeople } from '../../../src/domain/metrics';
import { zippedBundle } from '../../../src/worker/bundle';
import { zippedProject } from '../../../src/worker/project-file';
import { OldSizes } from './old-sizes';
import { nodeJob, nodeStudio, textFile, type NodeStudio } from '../studio-in-node';

type Bytes = Uint8Array<ArrayBuffer>;
type Studio = NodeStudio['studio'];
type Input = Parameters<Studio['invoke']>[1];
export type State = Awaited<ReturnType<Studio['openProject']>>;

/** Monday, 15 January 2024, noon: no run depends on when it is made. */
const START_MS = Date.UTC(2024, 0, 15, 12);
const DAY_MS = 86_400_000;
const BUSY = /"status":"[A-Z _]*(PENDING|IN[ _]PROGRESS|STOPPING)"/;
const GROUP = namedArn('dataset-group', 'shop');

/** What lists were measured by when the answers were kept. */
const MEASURED_THEN: readonly MetricOfPeople[] = [
  'mean_reciprocal_rank_at_25',
  'normalized_discounted_cumulative_gain_at_5',
  'normalized_discounted_cumulative_gain_at_10',
  'normalized_discounted_cumulative_gain_at_25',
  'precision_at_5',
  'precision_at_10',
  'precision_at_25',
];
// A metric that came since would stand in every version and every hash that is compared, so here nobody measures it.
(METRICS_OF_PEOPLE as MetricOfPeople[]).splice(0, METRICS_OF_PEOPLE.length, ...MEASURED_THEN);

/**
 * A studio whose clock stands still, and a record of what it answered: the only door through which what is kept of the
 * old code is written and held against the new. Everything else here goes through this class.
 */
export class OldStudio {
  #nowMs: number;
  readonly #node: NodeStudio;
  /** One line for each question: its name, a tab, and the answer as JSON. */
  readonly lines: string[] = [];

  /** @param day days after the first at which the clock stands; also seeds the identifiers that the studio gives out. */
  constructor(day: number) {
    this.#nowMs = START_MS + day * DAY_MS;
    this.#node = nodeStudio({
      catalogue: new OldSizes(),
      clock: { nowMs: () => this.#nowMs },
      seed: day,
    });
  }

  get studio(): Studio {
    return this.#node.studio;
  }

  /** The open project, as the last event has told it. */
  get state(): State {
    const told = this.#node.events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
    const state = told.at(-1);
    if (state === undefined || state === null) throw new RangeError('no project is open');
    return state;
  }

  get groupArn(): string {
    return this.state.service?.datasetGroup?.arn ?? GROUP;
  }

  /** Time goes on only here, between two questions. */
  wait(seconds: number): void {
    this.#nowMs += seconds * 1000;
  }

  /** Goes to the moment of a date that the project has, in epoch seconds. */
  goTo(epochSec: number): void {
    this.#nowMs = epochSec * 1000;
  }

  /** Notes what a call answers, or the code and facts of the error that it refuses with. */
  async note<T>(name: string, call: () => Promise<T> | T): Promise<T | undefined> {
    try {
      const answer = await call();
      this.lines.push(`${name}\t${JSON.stringify(answer ?? null, plain)}`);
      return answer;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AppError')) throw error;
      const { code, details } = error as Error & { readonly code: string; readonly details: unknown };
      this.lines.push(`${name}\t${JSON.stringify({ refused: code, details })}`);
      return undefined;
    }
  }

  /** One operation of the service, noted, and what it has queued. */
  async invoke(
    operation: string,
    input: object = {},
    name = '',
  ): Promise<{ readonly [key: string]: unknown }> {
    const json = JSON.parse(JSON.stringify(input)) as Input;
    const asked = name === '' ? JSON.stringify(input) : name;
    const answer = await this.note(`${operation} ${asked}`, () => this.studio.invoke(operation, json));
    if (!/^(Get|Describe|List)/.test(operation)) await this.idle();
    return answer ?? {};
  }

  /** Waits until nothing is queued or under way. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 10; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (BUSY.test(JSON.stringify(this.state))) quiet = -1;
    }
  }

  /** Imports files as the product proposes, as a project of that name. */
  async importFiles(
    files: { readonly [path: string]: string },
    name: string,
    change: object = {},
  ): Promise<State> {
    const sources = Object.entries(files).map(([path, text]) => textFile(path, text));
    const { id, plan } = await this.studio.inspectFiles(nodeJob(), sources);
    const target = { into: null, name };
    const { state, report } = await this.studio.importFiles(nodeJob(), id, { ...plan, ...change }, target);
    await this.note('import', () => report);
    return state;
  }

  async openProjectFile(bytes: Uint8Array): Promise<State> {
    return this.studio.importProject(nodeJob(), memorySource('kept.foretaste.zip', new Uint8Array(bytes)));
  }

  /** The open project as a file, and its bundle for Amazon Personalize. */
  async projectFile(): Promise<Bytes> {
    const { id } = this.state.project;
    return bytesOf(
      await this.studio.exportProject(id, (snapshot) => zippedProject(snapshot, 'test', nodeJob())),
    );
  }

  async bundle(): Promise<Bytes> {
    return bytesOf(await this.studio.exportBundle(nodeJob(), (source) => zippedBundle(source, nodeJob())));
  }

  /**
   * Trains once.
   *
   * @param mostEpochs stops there and keeps what was learned: further epochs of a network only repeat what these do.
   */
  async train(
    spec: Parameters<Studio['train']>[1],
    mostEpochs = Infinity,
  ): Promise<State['solutionVersions'][number]> {
    const job = nodeJob(({ curve }) => {
      if (curve !== undefined && curve.length >= mostEpochs) job.end('keep');
    });
    return this.studio.train(job, spec);
  }
}

/** Maps and typed arrays as JSON can say them, and without the chance in the numbers of answers. */
function plain(key: string, value: unknown): unknown {
  if (key === 'recommendationId') return 'RID';
  if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)];
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
}

async function bytesOf(blob: Blob): Promise<Bytes> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The entries of a zip in their order. How they are packed is the platform's, what they hold is ours. */
export function entriesOf(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(zip)));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
