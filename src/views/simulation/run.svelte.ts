import { plain, sentence } from '../../charts/summary';
import { count } from '../../domain/numbers';
import { testVerdict } from '../../copy/simulation';
import type { AppError } from '../../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../../domain/operations';
import type { AttributedMetric } from '../../domain/metric-attribution';
import type { SimulatedVisit } from '../../domain/simulation';
import type { Announcer } from '../../state/announcer.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import type { Workspace } from '../../state/workspace.svelte';
import * as say from '../../words/simulation';

export interface TestSetting {
  readonly campaignArns: readonly [string, string];
  readonly names: readonly [string, string];
  readonly seed: number;
  readonly learn: boolean;
  /** Empty: no filter. */
  readonly filterArn: string;
}

/** What the next run is to be. */
export interface TestForm {
  /** ARNs; null: the proposal. */
  readonly first: string | null;
  readonly second: string | null;
  readonly seed: number;
  readonly learn: boolean;
  readonly filterArn: string;
}

/** How fast visits follow each other: so many at a time, so many milliseconds apart. */
export const SPEEDS = {
  slow: { visits: 1, pauseMs: 700 },
  fast: { visits: 5, pauseMs: 120 },
  fastest: { visits: 25, pauseMs: 0 },
} as const;
export type Speed = keyof typeof SPEEDS;
/** How soon to look again whether what is under way has ended. */
const BUSY_MS = 20;

/** An A/B test as the screen plays it: started, stepped, paused, left and found again, run again. */
export class TestRun {
  form = $state.raw<TestForm>({ first: null, second: null, seed: 1, learn: false, filterArn: '' });
  visits = $state.raw<readonly SimulatedVisit[]>([]);
  /** What is being tested; null before the first start. */
  setting = $state.raw<TestSetting | null>(null);
  planned = $state(0);
  isPlaying = $state(false);
  isOver = $state(false);
  /** The project was opened anew since: what came of it is still there, but it cannot go on. */
  isGone = $state(false);
  speed = $state<Speed>('fast');
  report = $state.raw<readonly AttributedMetric[]>([]);
  /** Events of the test that were put into the project; null: none were asked for. */
  kept = $state<number | null>(null);
  #runs = 0;
  /** Times it was set going. */
  #turns = 0;
  readonly #calls;

  constructor(
    workspace: Workspace,
    private readonly announcer: Announcer,
    private readonly wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  ) {
    this.#calls = new ServiceCalls(workspace.api);
  }

  get busy(): boolean {
    return this.#calls.busy;
  }
  /** Of a test that is gone it is said elsewhere. */
  get error(): AppError | null {
    return this.isGone ? null : this.#calls.error;
  }

  set(part: Partial<TestForm>): void {
    this.form = { ...this.form, ...part };
  }

  get standing(): SimulatedVisit['standing'] | null {
    return this.visits.at(-1)?.standing ?? null;
  }

  get verdict(): string {
    if (this.setting === null) return '';
    return testVerdict(this.setting.names, this.standing, this.planned, this.isOver);
  }

  /** Begins anew, whatever ran before. @returns false when it was refused; `error` then says why. */
  async start(setting: TestSetting): Promise<boolean> {
    const run = ++this.#runs;
    this.isPlaying = this.isOver = this.isGone = false;
    this.visits = [];
    this.report = [];
    this.kept = null;
    this.setting = setting;
    const { campaignArns, seed, learn, filterArn } = setting;
    const answer = await this.#call('StartSimulation', {
      campaignArns,
      seed,
      learn,
      ...(filterArn === '' ? {} : { filterArn }),
    });
    if (run !== this.#runs) return false;
    if (answer === null) {
      this.setting = null;
      return false;
    }
    this.planned = answer.planned;
    return true;
  }

  /** Visits until everybody has been there, it is paused, or it begins anew. */
  async play(): Promise<void> {
    if (this.isPlaying || this.isOver || this.isGone || this.setting === null) return;
    const run = this.#runs;
    // A loop that was paused ends, even if it wakes up when another one plays.
    const turn = ++this.#turns;
    const plays = (): boolean => run === this.#runs && turn === this.#turns && this.isPlaying;
    this.isPlaying = true;
    // It is read again at the next pause; until then it would lag behind.
    this.report = [];
    this.announcer.say(say.testRuns({ people: this.planned }));
    while (plays()) {
      const { visits, pauseMs } = SPEEDS[this.speed];
      // A visit or a report from before is still under way: it goes on after that.
      if (this.busy) await this.wait(BUSY_MS);
      else if (!(await this.step(visits))) break;
      else await this.wait(pauseMs);
    }
    if (run === this.#runs && turn === this.#turns) this.isPlaying = false;
  }

  pause(): void {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.announcer.say(say.pausedAfter({ visits: this.visits.length, verdict: this.#spoken() }));
    // Visits under way read it when they are done.
    if (!this.busy) void this.#readReport(this.#runs);
  }

  /** The next visits. @returns false when there is nothing more to come. */
  async step(count: number): Promise<boolean> {
    const run = this.#runs;
    if (this.isOver || this.setting === null || this.busy) return false;
    const answer = await this.#call('SimulateVisits', { visits: count });
    if (run !== this.#runs) return false;
    if (answer === null) return false;
    const before = this.visits;
    this.visits = [...before, ...answer.visits];
    this.isOver = answer.isOver;
    this.#tell(before);
    if (this.isOver || !this.isPlaying) await this.#readReport(run);
    return !this.isOver;
  }

  /** Puts the test's events into the project. */
  async keep(): Promise<void> {
    const answer = await this.#call('KeepSimulatedEvents', {});
    if (answer === null) return;
    this.kept = answer.events;
    this.announcer.say(say.eventsKeptSaid({ events: this.kept }));
  }

  /** The screen goes away: it is paused, without a word, and is found so. */
  leave(): void {
    if (this.isPlaying && !this.busy) void this.#readReport(this.#runs);
    this.isPlaying = false;
  }

  async #readReport(run: number): Promise<void> {
    const answer = await this.#call('GetSimulationReport', {});
    if (answer !== null && run === this.#runs) this.report = answer.rows;
  }

  /** News at each quarter, at the verdict and at the end; one at a time, the weightiest. */
  #tell(before: readonly SimulatedVisit[]): void {
    const quarter = (visits: readonly SimulatedVisit[]): number =>
      Math.floor((4 * visits.length) / Math.max(1, this.planned));
    const wasDecided = before.at(-1)?.standing.decided ?? null;
    if (this.isOver) this.announcer.say(say.everybodyThere({ verdict: this.#spoken() }));
    else if (wasDecided === null && this.standing?.decided) this.announcer.say(this.#spoken());
    else if (quarter(before) < quarter(this.visits))
      this.announcer.say(
        say.quarterThere({
          visits: count(this.visits.length),
          planned: this.planned,
          verdict: this.#spoken(),
        }),
      );
  }

  #spoken(): string {
    return plain(sentence(this.verdict));
  }

  async #call<Name extends OperationName>(
    operation: Name,
    input: OperationRequest<Name>,
  ): Promise<OperationAnswer<Name> | null> {
    const answer = await this.#calls.call(operation, input);
    if (answer !== null) return answer;
    const details = this.#calls.error?.details ?? {};
    this.isGone =
      this.#calls.error?.code === 'NOT_FOUND' && 'what' in details && details.what === 'simulation';
    this.isPlaying = false;
    return null;
  }
}
