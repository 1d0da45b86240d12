import type { Job, Pool } from '../../domain/ports';
import type { FittedPart } from './ensemble-parts';
import { Features } from './features';
import { fitBeside } from './fit-beside';
import { fitBlend, type BlendFit } from './fit-blend';
import { logitsOf, type PeoplesChoices } from '../moments/fit-order';
import { calibrated, type Learned, ownOr } from './learned';
import { OWN_FEATURES } from '../moments/own-items';

/** The part that is kept whatever it gains: it is what `hidden_dimension` acts on where there is no network. */
const ALWAYS: FittedPart = 'ease';
/** The part that is weighed by itself, beside all others. */
export const BESIDE: FittedPart = 'network';

/** Rows to learn from: row r's candidates are starts[r] … starts[r + 1], the taken one first. */
type WeighedRows = Pick<PeoplesChoices, 'starts' | 'logMultiplicity' | 'people'>;

/** Calibrated weights, by feature name. */
export interface Weighed {
  readonly weights: ReadonlyMap<string, number>;
  readonly loss: number;
}

/** How much each feature counts, as learned last from what it says of the candidates. */
export class Weighing {
  readonly features: Features;
  private fitted: ReadonlyMap<string, number> = new Map();
  private loss = NaN;
  /** What `settle` is to calibrate; null where it was found to be in vain. */
  private learned: { readonly choices: PeoplesChoices; readonly fit: Learned } | null = null;
  /** What rows gained on average that the weights were not learned from; null where they are too few to say. */
  private gained: number | null = null;

  /** @param most as `Features` takes it. */
  constructor(
    private readonly pool: Pool,
    most: number,
  ) {
    this.features = new Features(pool, most);
  }

  /** Nothing of it is needed any more. */
  end(): void {
    this.features.end();
    this.learned = null;
  }

  /**
   * Fits weights on all features. A new part that is optional, and without which held-out rows gain as much or more, is
   * forgotten and has no weight; so are all, where none is gained over the weights there were. A network is weighed
   * beside the others; see `fitBeside`.
   */
  async learn(rows: WeighedRows, job: Job): Promise<void> {
    if (this.features.has(BESIDE)) await this.learnBeside(rows, job);
    else await this.learnTogether(rows, job);
  }

  /**
   * Calibrated weights by feature name, of what was learned last.
   * @param elsewhere weights of other rows, which hold here too unless those learned here are shown to be better.
   * @param isWithin as `calibrated` takes it.
   */
  async settle(
    elsewhere: ReadonlyMap<string, number> | null,
    isWithin: readonly boolean[] | null,
    job: Job,
  ): Promise<Weighed> {
    if (this.learned !== null) {
      const { choices, fit } = this.learned;
      const from = elsewhere && Float64Array.from(this.features.names, (name) => elsewhere.get(name) ?? 0);
      const asked = from === null ? fit : await ownOr(from, choices, fit, job);
      const { weights, loss } = await calibrated(choices, asked, isWithin, job);
      this.learned = null;
      this.loss = loss;
      this.fitted = this.named(weights);
    }
    return { weights: this.fitted, loss: this.loss };
  }

  /** Of each candidate, with the weights of the last `settle`. */
  logits(): Float64Array {
    const weights = Float64Array.from(this.features.names, (name) => this.fitted.get(name) ?? 0);
    return logitsOf({ features: this.features.laidOut(), width: weights.length }, weights);
  }

  private async learnTogether(rows: WeighedRows, job: Job): Promise<void> {
    const isOptional = (name: string): boolean =>
      this.fitted.size > 0 && !this.fitted.has(name) && name !== ALWAYS;
    let learned = await this.fitAll(rows, job);
    const { gain } = learned.fit;
    if (gain !== null) {
      const useless = this.features.names.filter((name, f) => isOptional(name) && gain(f) >= gain());
      this.features.forget(useless);
      if (useless.length > 0) learned = await this.fitAll(rows, job);
    }
    const gained = learned.fit.gain?.() ?? null;
    const newOnes = this.features.names.filter((name) => !this.fitted.has(name));
    const isInVain = gained !== null && this.gained !== null && gained <= this.gained;
    if (isInVain && newOnes.every(isOptional)) {
      this.features.forget(newOnes);
    } else {
      this.gained = gained;
      this.learned = learned;
    }
  }

  private async learnBeside(rows: WeighedRows, job: Job): Promise<void> {
    const { choices, penalties, start } = this.problem(rows);
    const added = this.features.names.indexOf(BESIDE);
    const fit = await fitBeside(choices, added, penalties, start, this.pool, job);
    if (fit === null) this.features.forget([BESIDE]);
    else this.learned = { choices, fit };
  }

  private named(weights: Float64Array): ReadonlyMap<string, number> {
    return new Map(this.features.names.map((name, f) => [name, weights[f]]));
  }

  private async fitAll(rows: WeighedRows, job: Job): Promise<{ choices: PeoplesChoices; fit: BlendFit }> {
    const { choices, penalties, start } = this.problem(rows);
    return { choices, fit: await fitBlend(choices, penalties, start, this.pool, job) };
  }

  private problem(rows: WeighedRows): {
    choices: PeoplesChoices;
    penalties: Float64Array;
    start: Float64Array;
  } {
    const { names } = this.features;
    const choices: PeoplesChoices = { ...rows, width: names.length, features: this.features.laidOut() };
    const isOwn = (name: string): boolean => OWN_FEATURES.some((own) => own === name);
    const penalties = Float64Array.from(names, (name) => (isOwn(name) ? 1e-4 : 1e-3));
    // From a calibrated blend of fewer parts it is not far.
    const start = Float64Array.from(names, (name) => this.fitted.get(name) ?? 0);
    return { choices, penalties, start };
  }
}
