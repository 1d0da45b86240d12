import type { CourseReport, Stage } from '../../domain/ports';

/** Seconds that each stage of such a job took last time, by its key. */
export type StageSeconds = Readonly<Record<string, number>>;

/** How much what was planned weighs against what stages have taken, as a share of all that was planned. */
const TRUST_IN_PLAN = 0.05;
/** The same where it is what the stages took last time. */
const TRUST_IN_LAST_TIME = 0.15;
/** From this share of a stage on, its own speed alone says how long the rest of it takes. */
const SPEED_KNOWN_FROM = 0.25;
/** A stage that takes longer than it should goes on for this share of what it has taken. */
const OVERDUE = { silent: 0.1, telling: 0.02 };
/** The bar is slower still: it would be at the end too soon. */
const BAR_OVERDUE = { silent: 0.25, telling: 0.05 };
const LEAST_SECONDS = 0.05;

/**
 * One bar for a job of several stages. It never falls and never stands: it moves towards where the present stage is
 * expected to end, so fast that it is there in the time that the stage has left, and never beyond. The time left is
 * reckoned apart from it: a stage's own speed, and the plan of those to come, by how much longer than planned those before took.
 */
export class WholeJob {
  #share = 0;
  /** Where the bar is when the present stage ends. */
  #end = 0;
  #ahead: readonly Stage[] = [];
  #inside = 0;
  /** Of the present stage: what it has taken, and had when it last told how far it is. */
  #elapsed = 0;
  #toldAt = 0;
  readonly #took: [stage: Stage, seconds: number][] = [];
  /** Of the stages that are over, as planned. */
  #planned = 0;

  /**
   * @param lastTime null: nobody knows what such a job takes here. @param othersSlowness how many times longer than planned others
   * took here.
   */
  constructor(
    private readonly lastTime: StageSeconds | null = null,
    private readonly othersSlowness = 1,
  ) {}

  /** What the stages have taken so far, for the next time. */
  get took(): StageSeconds {
    const all = [...this.#took, ...this.#present()];
    const seconds: Record<string, number> = {};
    for (const [{ key, partOf = key }, taken] of all)
      for (const name of new Set([key, partOf])) seconds[name] = (seconds[name] ?? 0) + taken;
    return seconds;
  }

  /** How many times longer than planned it took, all in all. */
  get slowness(): number {
    const all = [...this.#took, ...this.#present()];
    const took = all.reduce((sum, [, seconds]) => sum + seconds, 0);
    const planned = all.reduce((sum, [{ seconds }]) => sum + seconds, 0);
    return took / Math.max(LEAST_SECONDS, planned);
  }

  /** 0…1 of the job. */
  get share(): number {
    return this.#share;
  }

  get secondsLeft(): number {
    return this.#stageLeft() + this.#restLeft();
  }

  report({ ahead, inside }: Pick<CourseReport, 'ahead' | 'inside'>): void {
    const isNext = ahead[0]?.key !== this.#ahead.at(0)?.key;
    if (isNext) {
      this.#took.push(...this.#present());
      if (this.#ahead.length > 0) this.#planned += this.#plannedFor(this.#ahead[0]);
      this.#elapsed = this.#toldAt = this.#inside = 0;
    }
    const isNews = isNext || ahead !== this.#ahead || inside > this.#inside;
    this.#ahead = ahead;
    if (inside > this.#inside) [this.#inside, this.#toldAt] = [inside, this.#elapsed];
    if (isNews) this.#aim();
  }

  /** So many milliseconds of work have passed. */
  advance(ms: number): void {
    if (this.#ahead.length === 0) return;
    const seconds = ms / 1000;
    const overdue = (this.#inside > 0 ? BAR_OVERDUE.telling : BAR_OVERDUE.silent) * this.#elapsed;
    const left = Math.max(this.#stageLeft(), overdue);
    this.#elapsed += seconds;
    this.#share += (this.#end - this.#share) * Math.min(0.5, seconds / left);
  }

  #present(): [Stage, number][] {
    return this.#ahead.slice(0, 1).map((stage) => [stage, this.#elapsed]);
  }

  /** The end of the present stage takes of what is left of the bar what the stage takes of the time that is left. */
  #aim(): void {
    const left = this.#stageLeft();
    const end = this.#share + (1 - this.#share) * (left / (left + this.#restLeft()));
    this.#end = Math.max(this.#share, end);
  }

  #plannedFor({ key, seconds }: Stage): number {
    return this.lastTime?.[key] ?? seconds * this.othersSlowness;
  }

  /** How many times longer than planned it all takes here. */
  get #pace(): number {
    const present = this.#ahead.at(0);
    const ahead = this.#ahead.reduce((sum, stage) => sum + this.#plannedFor(stage), 0);
    const trust = (this.lastTime === null ? TRUST_IN_PLAN : TRUST_IN_LAST_TIME) * (this.#planned + ahead);
    const taken = this.#took.reduce((sum, [, seconds]) => sum + seconds, 0);
    const pace = (more = 0, asPlanned = 0): number =>
      (trust + taken + more) / Math.max(LEAST_SECONDS, trust + this.#planned + asPlanned);
    if (present === undefined) return pace();
    const asPlanned = this.#plannedFor(present);
    // One that does not say how far it is says something once it is late.
    return this.#inside > 0
      ? pace(this.#toldAt, asPlanned * this.#inside)
      : Math.max(pace(), pace(this.#elapsed, asPlanned));
  }

  #restLeft(): number {
    const planned = this.#ahead.slice(1).reduce((sum, stage) => sum + this.#plannedFor(stage), 0);
    return this.#pace * planned;
  }

  #stageLeft(): number {
    const present = this.#ahead.at(0);
    if (present === undefined) return LEAST_SECONDS;
    const planned = this.#pace * this.#plannedFor(present);
    const sinceTold = this.#elapsed - this.#toldAt;
    let left = planned - this.#elapsed;
    if (this.#inside > 0) {
      const bySpeed = (this.#toldAt * (1 - this.#inside)) / this.#inside;
      const weight = Math.min(1, this.#inside / SPEED_KNOWN_FROM);
      left = weight * bySpeed + (1 - weight) * planned * (1 - this.#inside) - sinceTold;
    }
    const overdue = (this.#inside > 0 ? OVERDUE.telling : OVERDUE.silent) * this.#elapsed;
    return Math.max(LEAST_SECONDS, overdue, left);
  }
}
