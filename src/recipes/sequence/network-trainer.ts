import type { Job } from '../../domain/ports';
import { Rng } from '../../kernels/rng';
import { reporting } from '../phase';
import type { Ending, EpochReport, Model, Trainer } from '../recipe';
import { averaged } from './averaged-networks';
import { BestEpoch } from './best-epoch';
import { UNCALIBRATED, type Calibration } from './calibration';
import type { HeldOut } from './held-out';
import { momentsWithin, Precedents, type PrecedentsPlan } from './precedents';
import { withPrecedents } from './with-precedents';

/** A network as it learns. */
export interface LearningNetwork {
  /** Reads an epoch's rows. @returns their mean loss; null without rows. */
  learn(job: Job): Promise<number | null>;
  /** What it has come to, under any calibration; it stays as it is while the network learns on. */
  snapshot(): (calibration: Calibration) => Model;
}

/** As shares of an epoch: what it takes before the first one to lay out what is learned, and after the last one to weigh one network. */
export interface AroundEpochs {
  readonly before: number;
  readonly after: number;
}

const RECURRENT: AroundEpochs = { before: 0.5, after: 0.7 };
/** In so few epochs nothing is learned by heart: the last is kept, and held-out rows are asked once, at the end. */
const UNEXAMINED = 3;

/**
 * Trains networks of one shape that began differently, an epoch of each at a time. Where there are many epochs, what they
 * come to together is asked about the held-out rows after each, which tell whether it is kept; how sure scores may be,
 * they tell at the end.
 */
export class NetworkTrainer implements Trainer {
  private readonly best = new BestEpoch();
  private done = 0;
  private report: EpochReport | null = null;
  private current: Model | null = null;
  /** What the epoch that is kept has come to; null once the end has been learned, too. */
  private kept: Kept | null = null;

  /**
   * @param precedents how they are looked up once the networks have learned; null = not at all. @param around the less, the
   * longer such networks learn.
   */
  constructor(
    readonly epochs: number,
    readonly networks: readonly LearningNetwork[],
    readonly heldOut: HeldOut | null,
    readonly precedents: PrecedentsPlan | null,
    private readonly around = RECURRENT,
  ) {}

  get weights(): readonly number[] {
    const last = this.epochs - 1;
    // Where several learn, an epoch is longer, and its end is not.
    const after = this.heldOut === null ? 0 : this.around.after / this.networks.length;
    const more = (epoch: number): number =>
      (epoch === 0 ? this.around.before : 0) + (epoch === last ? after : 0);
    return Array.from({ length: this.epochs }, (_, epoch) => 1 + more(epoch));
  }

  async trainEpoch(job: Job): Promise<EpochReport> {
    await job.checkpoint('epoch', 0, 1);
    if (this.best.isOver && this.report !== null) return this.report;
    const losses = await this.learn(job);
    await this.examine(job);
    this.done++;
    if (this.done === this.epochs || this.best.isOver) await this.conclude(job);
    this.report = { label: `epoch ${this.done}`, loss: meanOf(losses) };
    return this.report;
  }

  /** An epoch of each. @returns their losses. */
  protected async learn(job: Job): Promise<readonly (number | null)[]> {
    const losses: (number | null)[] = [];
    for (const [n, network] of this.networks.entries())
      losses.push(await network.learn(stretchOf(job, n, this.networks.length)));
    return losses;
  }

  /** What this epoch has come to replaces the model there is, unless held-out rows speak against it. */
  private async examine(job: Job): Promise<void> {
    const snapshots = this.networks.map((network) => network.snapshot());
    const together = (calibration: Calibration): Model =>
      snapshots.length === 1
        ? snapshots[0](calibration)
        : averaged(
            snapshots.map((snapshot) => snapshot(UNCALIBRATED)),
            calibration,
          );
    const asked = this.epochs > UNEXAMINED ? this.heldOut : null;
    const found = asked && (await asked.examine(together(UNCALIBRATED), null, false, job));
    if (!this.best.keeps(found && found.gains)) return;
    this.kept = together;
    this.current = together({ ...UNCALIBRATED, ...found?.calibration });
  }

  private async conclude(job: Job): Promise<void> {
    const ending = this.ending();
    if (ending !== null) this.current = await ending(job);
    this.kept = null;
  }

  ending(): Ending | null {
    return this.kept && endingOf(this.kept, this);
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}

/** Networks as an epoch has left them, under any calibration. */
type Kept = (calibration: Calibration) => Model;

/**
 * Held-out rows weigh precedents beside the networks, which are calibrated anew for it; those of people who come back
 * do both for themselves, and leave only those in the middle of a visit to the others. Null where nobody was held out.
 */
export function endingOf(
  under: Kept,
  { heldOut, precedents }: Pick<NetworkTrainer, 'heldOut' | 'precedents'>,
): Ending | null {
  if (heldOut === null) return null;
  return async (job) => {
    const networks = under(UNCALIBRATED);
    const { returns } = heldOut;
    const told = async (found: Precedents | null) => ({
      found,
      newest: await heldOut.examine(networks, found, returns !== null, job),
      back: returns && (await returns.examine(networks, found, false, job)),
    });
    const looked = precedents && (await told(new Precedents(momentsWithin(heldOut.sequences), precedents)));
    const isWorth = (looked?.newest.weight ?? 0) > 0 || (looked?.back?.weight ?? 0) > 0;
    const { found, newest, back } = looked !== null && isWorth ? looked : await told(null);
    const calibrated = under({ ...newest.calibration, returns: back?.calibration ?? null });
    const weights = { weight: newest.weight, ...(back && { returnsWeight: back.weight }) };
    return found === null ? calibrated : withPrecedents(calibrated, found, weights);
  };
}

/** The numbers of the networks that are to learn. @param only one of so many, by its number; absent = all. */
export function networkNumbers(networks: number, only?: number): readonly number[] {
  return only === undefined ? Array.from({ length: networks }, (_, n) => n) : [only];
}

/** What one purpose of one network draws its chance from; the first has what a network alone has. */
export function networkRng(seed: number, purpose: string, n: number): Rng {
  return new Rng(seed, n === 0 ? purpose : `${purpose} ${n + 1}`);
}

/** The job of one network among several: each takes its part of an epoch's progress. */
function stretchOf(job: Job, n: number, of: number): Job {
  return reporting(job, (phase, done, total) => job.checkpoint(phase, n * total + done, of * total));
}

function meanOf(losses: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const loss of losses) {
    if (loss === null) return null;
    sum += loss;
  }
  return sum / losses.length;
}
