import { plain, sentence } from '../../charts/summary';
import { testVerdict } from '../../../words/copy/simulation';
import type { AttributedMetric } from '../../../domain/metric-attribution';
import type { SimulatedVisit } from '../../../domain/simulation';
import * as say from '../../../words/messages/simulation';

export interface TestSetting {
  readonly campaignArns: readonly [string, string];
  readonly names: readonly [string, string];
  readonly seed: number;
  readonly learn: boolean;
  /** Empty: no filter. */
  readonly filterArn: string;
}

/** How far one A/B test has come, from its start on, and what is to be said of it. */
export class TestCourse {
  visits = $state.raw<readonly SimulatedVisit[]>([]);
  planned = $state(0);
  isOver = $state(false);
  report = $state.raw<readonly AttributedMetric[]>([]);
  /** Events of the test that were put into the project; null: none were asked for. */
  kept = $state<number | null>(null);

  constructor(readonly setting: TestSetting) {}

  get standing(): SimulatedVisit['standing'] | null {
    return this.visits.at(-1)?.standing ?? null;
  }

  get verdict(): string {
    return testVerdict(this.setting.names, this.standing, this.planned, this.isOver);
  }

  /** The verdict as a screen reader says it. */
  get spoken(): string {
    return plain(sentence(this.verdict));
  }

  /**
   * Goes on by these visits.
   *
   * @returns what is news at a quarter, at the verdict and at the end, the weightiest alone; null: nothing.
   */
  goOn(visits: readonly SimulatedVisit[], isOver: boolean): string | null {
    const quarter = (): number => Math.floor((4 * this.visits.length) / Math.max(1, this.planned));
    const [wasAt, wasDecided] = [quarter(), this.standing?.decided ?? null];
    this.visits = [...this.visits, ...visits];
    this.isOver = isOver;
    const verdict = this.spoken;
    if (isOver) return say.everybodyThere({ verdict });
    if (wasDecided === null && this.standing?.decided) return verdict;
    if (wasAt === quarter()) return null;
    return say.quarterThere({ visits: this.visits.length, planned: this.planned, verdict });
  }
}
