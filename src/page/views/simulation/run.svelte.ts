import type { AppError } from '../../../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../../../domain/operations';
import type { Announcer } from '../../state/announcer.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import { wait } from '../../state/wait';
import type { Workspace } from '../../state/workspace.svelte';
import * as say from '../../../words/messages/simulation';
import { TestCourse, type TestSetting } from './course.svelte';

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
  /** Another at each start; null before the first. */
  course = $state.raw<TestCourse | null>(null);
  isPlaying = $state(false);
  /** The project was opened anew since: what came of it is still there, but it cannot go on. */
  isGone = $state(false);
  speed = $state<Speed>('fast');
  /** Times it was set going. */
  #turns = 0;
  readonly #calls;

  constructor(
    workspace: Workspace,
    private readonly announcer: Announcer,
    private readonly waits = wait,
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

  /** Begins anew, whatever ran before. @returns false when it was refused; `error` then says why. */
  async start(setting: TestSetting): Promise<boolean> {
    const course = new TestCourse(setting);
    this.isPlaying = this.isGone = false;
    this.course = course;
    const { campaignArns, seed, learn, filterArn } = setting;
    const answer = await this.#call('StartSimulation', {
      campaignArns,
      seed,
      learn,
      ...(filterArn === '' ? {} : { filterArn }),
    });
    if (course !== this.course) return false;
    if (answer === null) {
      this.course = null;
      return false;
    }
    course.planned = answer.planned;
    return true;
  }

  /** Visits until everybody has been there, it is paused, or it begins anew. */
  async play(): Promise<void> {
    const { course } = this;
    if (course === null || this.isPlaying || course.isOver || this.isGone) return;
    // A loop that was paused ends, even if it wakes up when another one plays.
    const turn = ++this.#turns;
    const isOurs = (): boolean => course === this.course && turn === this.#turns;
    this.isPlaying = true;
    // It is read again at the next pause; until then it would lag behind.
    course.report = [];
    this.announcer.say(say.testRuns({ people: course.planned }));
    while (isOurs() && this.isPlaying) {
      const { visits, pauseMs } = SPEEDS[this.speed];
      // A visit or a report from before is still under way: it goes on after that.
      if (this.busy) await this.waits(BUSY_MS);
      else if (!(await this.step(visits))) break;
      else await this.waits(pauseMs);
    }
    if (isOurs()) this.isPlaying = false;
  }

  pause(): void {
    const { course } = this;
    if (course === null || !this.isPlaying) return;
    this.isPlaying = false;
    this.announcer.say(say.pausedAfter({ visits: course.visits.length, verdict: course.spoken }));
    // Visits under way read it when they are done.
    if (!this.busy) void this.#readReport(course);
  }

  /** The next visits. @returns false when there is nothing more to come. */
  async step(count: number): Promise<boolean> {
    const { course } = this;
    if (course === null || course.isOver || this.busy) return false;
    const answer = await this.#call('SimulateVisits', { visits: count });
    if (course !== this.course || answer === null) return false;
    const news = course.goOn(answer.visits, answer.isOver);
    if (news !== null) this.announcer.say(news);
    if (course.isOver || !this.isPlaying) await this.#readReport(course);
    return !course.isOver;
  }

  /** Puts the test's events into the project. */
  async keep(): Promise<void> {
    const { course } = this;
    const answer = await this.#call('KeepSimulatedEvents', {});
    if (answer === null || course === null) return;
    course.kept = answer.events;
    this.announcer.say(say.eventsKeptSaid({ events: answer.events }));
  }

  /** The screen goes away: it is paused, without a word, and is found so. */
  leave(): void {
    if (this.course !== null && this.isPlaying && !this.busy) void this.#readReport(this.course);
    this.isPlaying = false;
  }

  async #readReport(course: TestCourse): Promise<void> {
    const answer = await this.#call('GetSimulationReport', {});
    if (answer !== null) course.report = answer.rows;
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
