import type { CourseReport, Stage } from '../../domain/ports';

/** The stages of a job that are still ahead, as far as they are known, with about what they take. */
export class Course {
  #of = '';
  #ahead: readonly Stage[] = [];
  #inside = 0;

  constructor(private readonly onchange: () => void = () => undefined) {}

  /** @param of the same for jobs that take about the same. */
  begin(of: string, stages: readonly Stage[]): void {
    this.#of = of;
    this.#move(stages);
  }

  /** These come now, before the stage `next`; without any it begins. One that was not planned changes nothing. */
  upTo(next: string, stages: readonly Stage[] = []): void {
    const at = this.#ahead.findIndex((stage) => stage.key === next);
    if (at >= 0) this.#move([...stages, ...this.#ahead.slice(at)]);
  }

  /** So much of the present stage is done; never less than before. */
  within(share: number): void {
    if (share > this.#inside) this.#inside = Math.min(1, share);
  }

  /** What a stage was planned to take; 0 where it was not. */
  secondsOf(key: string): number {
    return this.#ahead.find((stage) => stage.key === key)?.seconds ?? 0;
  }

  /** Null where no course was begun. */
  get report(): CourseReport | null {
    return this.#ahead.length === 0 ? null : { of: this.#of, ahead: this.#ahead, inside: this.#inside };
  }

  #move(ahead: readonly Stage[]): void {
    const goesOn = ahead.at(0)?.key === this.#ahead.at(0)?.key;
    this.#ahead = ahead;
    if (!goesOn) this.#inside = 0;
    this.onchange();
  }
}
