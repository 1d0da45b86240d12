import type { Job, Pool } from '../../domain/ports';
import type { FittedPart } from './ensemble-parts';
import { joined } from './joined';
import { fitBeside } from './fit-beside';
import { fitBlend, type BlendFit } from './fit-blend';
import { logitsOf, type PeoplesChoices } from './fit-order';
import { calibrated, followed, type Learned } from './learned';
import { OWN_FEATURES } from './own-items';

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

/**
 * What each feature says of the candidates, and how much it counts as learned last. What they say is the largest that a
 * training holds of the rows that it learns weights from: it is kept once, in memory of the pool, candidate by candidate.
 */
export class Weighing {
  /** In their order, which is that of the weights: each where it was named first. */
  private names: readonly string[] = [];
  /** Row-major, by candidate, of these features: the beginning of room for all that are to come. */
  private features: Float64Array = new Float64Array(0);
  private room: Float64Array = this.features;
  private within: readonly string[] = [];
  /** What has been told since, by candidate, in pieces. */
  private readonly told = new Map<string, readonly Float64Array[]>();
  private fitted: ReadonlyMap<string, number> = new Map();
  private loss = NaN;
  /** What `settle` is to calibrate; null where it was found to be in vain. */
  private learned: { readonly choices: PeoplesChoices; readonly fit: Learned } | null = null;
  /** What rows gained on average that the weights were not learned from; null where they are too few to say. */
  private gained: number | null = null;

  /** @param most features, as far as is known: for more it takes further memory. */
  constructor(
    private readonly pool: Pool,
    private readonly most: number,
  ) {}

  has(name: string): boolean {
    return this.names.includes(name);
  }

  /**
   * Of candidates of their own: what else has been said was about others, and is to be told anew.
   *
   * @param features row-major, by candidate; pieces of it, one after the other.
   */
  begin(names: readonly string[], features: readonly Float64Array[]): void {
    this.end();
    this.features = joined(features, (n) => {
      this.room = this.pool.float64((n / names.length) * Math.max(names.length, this.most));
      return this.room.subarray(0, n);
    });
    this.within = names;
    this.names = [...new Set([...this.names, ...names])];
  }

  /** @param values by candidate, in pieces, one after the other; in place of what it has said so far. */
  set(name: string, values: readonly Float64Array[]): void {
    this.told.set(name, values);
    if (!this.has(name)) this.names = [...this.names, name];
  }

  private forget(names: readonly string[]): void {
    this.names = this.names.filter((name) => !names.includes(name));
    for (const name of names) this.told.delete(name);
  }

  /** Nothing of it is needed any more. */
  end(): void {
    this.pool.giveBack([this.room]);
    this.room = this.features = new Float64Array(0);
    this.told.clear();
    this.learned = null;
  }

  /**
   * Fits weights on all columns. A new part that is optional, and without which held-out rows gain as much or more, is
   * forgotten and has no weight; so are all, where none is gained over the weights there were. A network is weighed
   * beside the others; see `fitBeside`.
   */
  async learn(rows: WeighedRows, job: Job): Promise<void> {
    if (this.has(BESIDE)) await this.learnBeside(rows, job);
    else await this.learnTogether(rows, job);
  }

  /**
   * Calibrated weights by feature name, of what was learned last.
   * @param elsewhere weights of other rows, from which those learned here depart no further than is shown to be better.
   */
  async settle(elsewhere: ReadonlyMap<string, number> | null, job: Job): Promise<Weighed> {
    if (this.learned !== null) {
      const { choices, fit } = this.learned;
      const from = elsewhere && Float64Array.from(this.names, (name) => elsewhere.get(name) ?? 0);
      const asked = from === null ? fit : await followed(choices, from, fit, job);
      const { weights, loss } = await calibrated(choices, asked, job);
      this.learned = null;
      this.loss = loss;
      this.fitted = this.named(weights);
    }
    return { weights: this.fitted, loss: this.loss };
  }

  /** Of each candidate, with the weights of the last `settle`. */
  logits(): Float64Array {
    const weights = Float64Array.from(this.names, (name) => this.fitted.get(name) ?? 0);
    return logitsOf({ features: this.laidOut(), width: weights.length }, weights);
  }

  private async learnTogether(rows: WeighedRows, job: Job): Promise<void> {
    const isOptional = (name: string): boolean =>
      this.fitted.size > 0 && !this.fitted.has(name) && name !== ALWAYS;
    let learned = await this.fitAll(rows, job);
    const { gain } = learned.fit;
    if (gain !== null) {
      const useless = this.names.filter((name, f) => isOptional(name) && gain(f) >= gain());
      this.forget(useless);
      if (useless.length > 0) learned = await this.fitAll(rows, job);
    }
    const gained = learned.fit.gain?.() ?? null;
    const newOnes = this.names.filter((name) => !this.fitted.has(name));
    const isInVain = gained !== null && this.gained !== null && gained <= this.gained;
    if (isInVain && newOnes.every(isOptional)) {
      this.forget(newOnes);
    } else {
      this.gained = gained;
      this.learned = learned;
    }
  }

  private async learnBeside(rows: WeighedRows, job: Job): Promise<void> {
    const { choices, penalties, start } = this.problem(rows);
    const added = this.names.indexOf(BESIDE);
    const fit = await fitBeside(choices, added, penalties, start, this.pool, job);
    if (fit === null) this.forget([BESIDE]);
    else this.learned = { choices, fit };
  }

  private named(weights: Float64Array): ReadonlyMap<string, number> {
    return new Map(this.names.map((name, f) => [name, weights[f]]));
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
    const { names } = this;
    const choices: PeoplesChoices = { ...rows, width: names.length, features: this.laidOut() };
    const isOwn = (name: string): boolean => OWN_FEATURES.some((own) => own === name);
    const penalties = Float64Array.from(names, (name) => (isOwn(name) ? 1e-4 : 1e-3));
    // From a calibrated blend of fewer parts it is not far.
    const start = Float64Array.from(names, (name) => this.fitted.get(name) ?? 0);
    return { choices, penalties, start };
  }

  /** The features as they are named now: within their room they move to where they then are. */
  private laidOut(): Float64Array {
    const { names, within, told, features: before, pool } = this;
    if (told.size === 0 && names.length === within.length) return before;
    const [narrow, width] = [within.length, names.length];
    const n = before.length / narrow;
    const room = n * width > this.room.length ? pool.float64(n * width) : this.room;
    const places = names.map((name) => (told.has(name) ? -1 : within.indexOf(name)));
    const own = new Float64Array(narrow);
    for (let k = 0; k < n; k++) {
      // From the end where there are more of them, so that none is written over before it has moved.
      const c = width > narrow ? n - 1 - k : k;
      for (let f = 0; f < narrow; f++) own[f] = before[c * narrow + f];
      for (let f = 0; f < width; f++) if (places[f] >= 0) room[c * width + f] = own[places[f]];
    }
    for (const [f, name] of names.entries()) {
      let at = f;
      for (const piece of told.get(name) ?? [])
        for (let c = 0; c < piece.length; c++, at += width) room[at] = piece[c];
    }
    if (room !== this.room) pool.giveBack([this.room]);
    told.clear();
    this.room = room;
    this.features = room.subarray(0, n * width);
    this.within = names;
    return this.features;
  }
}
