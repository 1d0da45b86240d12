import { type AppError, asAppError } from '../../../domain/errors';
import type { MonthUsage } from '../../../domain/usage';
import { estimateCost } from '../../../interop/pricing/estimate';
import { priceTable as prices } from '../../../interop/pricing/price-table';
import { usageAtMonthsEnd, usageOfMonth } from '../../../interop/pricing/what-if';
import { standingCost, usageOfScenario, type Scenario } from '../../../interop/pricing/what-if';
import { Latest } from '../../state/query.svelte';
import type { TabKeeps } from '../../state/tab-keeps';
import type { Workspace } from '../../state/workspace.svelte';
import { billOf } from '../../../interop/pricing/bill';
import {
  busiestMonth,
  proposedScenario,
  readScenario,
  type MonthOfData,
  type ScenarioErrors,
  type TypedScenario,
} from './scenario-form';

const NOTHING: Scenario = {
  requests: 0,
  shape: 'day',
  campaigns: 1,
  minProvisionedTPS: 1,
  nightsOff: false,
  retraining: 'none',
  trainingHours: 0,
  batchLines: 0,
  ingestedGb: 0,
  days: 30,
  roundTpsHours: true,
};

/** A project's made-up month as it was last typed: leaving the screen keeps it. */
class KeptScenario {
  typed: TypedScenario | null = null;
}

/** The cost sheet: a month that the person makes up, and a month that was measured. */
export class CostScreen {
  typed = $state.raw<TypedScenario | null>(null);
  scenario = $state.raw<Scenario>(NOTHING);
  errors = $state.raw<ScenarioErrors>({});
  /** The month of the data in which most happened: what the proposal is asked. */
  busiest = $state.raw<MonthOfData | null>(null);
  /** Which of the two the bill is for. */
  shows = $state<'scenario' | 'month'>('scenario');
  readonly #usage = new Latest<MonthUsage>();
  #unread = $state.raw<AppError | null>(null);
  /** The month that is measured, as last answered. */
  readonly month = $derived.by(() => this.#usage.value);

  readonly scenarioBill = $derived(billOf(estimateCost(usageOfScenario(this.scenario), prices)));
  readonly standing = $derived(standingCost(this.scenario, prices));
  readonly monthBill = $derived(
    this.month === null
      ? null
      : billOf(estimateCost(usageOfMonth(this.month, this.#rounds(this.month)), prices)),
  );
  /** What the measured month comes to if nothing more happens in it. */
  readonly atMonthsEnd = $derived(
    this.month === null
      ? 0
      : estimateCost(usageAtMonthsEnd(this.month, this.scenario.roundTpsHours), prices).total,
  );

  constructor(
    private readonly workspace: Workspace,
    private readonly tabKeeps: TabKeeps,
  ) {}

  get #kept(): KeptScenario {
    const project = this.workspace.project?.project.id ?? '';
    return this.tabKeeps.of(KeptScenario, project, () => new KeptScenario());
  }

  get error(): AppError | null {
    return this.#usage.error ?? this.#unread;
  }
  get workers(): number {
    return this.workspace.info?.computeWorkers ?? 1;
  }

  /** The month that was made up for the open project before, else one to begin with. */
  async begin(): Promise<void> {
    const { workspace } = this;
    const { id, interactions } = workspace.project?.project ?? { id: null, interactions: 0 };
    let busiest: MonthOfData | null = null;
    try {
      if (interactions > 0) busiest = busiestMonth(await workspace.api.describeData());
    } catch (error) {
      this.#unread = asAppError(error);
    }
    if ((workspace.project?.project.id ?? null) !== id) return;
    this.busiest = busiest;
    const before = this.#kept.typed;
    this.propose();
    if (before !== null) this.change(before);
  }

  /** A month to begin with, from the open project, in place of what was typed. */
  propose(): void {
    const { project } = this.workspace;
    if (project === null) return;
    this.#kept.typed = null;
    this.typed = proposedScenario(project, this.busiest, this.workers, Date.now() / 1000);
    ({ scenario: this.scenario, errors: this.errors } = readScenario(this.typed, NOTHING));
  }

  /** Takes over what was typed; the bill then is for the made-up month. */
  change(part: Partial<TypedScenario>): void {
    if (this.typed === null) return;
    this.typed = { ...this.typed, ...part };
    this.#kept.typed = this.typed;
    ({ scenario: this.scenario, errors: this.errors } = readScenario(this.typed, this.scenario));
    // Rounding is a matter of both bills.
    if (!('roundTpsHours' in part)) this.shows = 'scenario';
  }

  /** Asks what a month has used: the one on screen, or the one named. A late answer replaces no newer one. */
  async load(month: string | null = this.month?.month ?? null): Promise<void> {
    const input = month === null ? {} : { month };
    await this.#usage.ask(async () => (await this.workspace.api.invoke('DescribeUsage', input)).usage);
  }

  /** Another project: nothing of the one before stays. */
  clear(): void {
    this.#usage.clear();
    this.typed = this.#unread = null;
    this.shows = 'scenario';
  }

  /** The service rounds the sum of a month, so one that goes on is not rounded yet. */
  #rounds({ untilSec, toSec }: MonthUsage): boolean {
    return this.scenario.roundTpsHours && untilSec >= toSec;
  }
}
