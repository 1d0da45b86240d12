import type { Job, Pool } from '../../domain/ports';
import type { FittedPart } from './ensemble-parts';
import { fitBeside } from './fit-beside';
import { fitBlend, type BlendFit } from './fit-blend';
import type { PeoplesChoices } from './fit-order';
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

/** What each feature says of the candidates, and how much it counts as learned last. */
export class Weighing {
  private readonly columns = new Map<string, Float64Array>();
  private fitted: ReadonlyMap<string, number> = new Map();
  private loss = NaN;
  /** What `settle` is to calibrate; null where it was found to be in vain. */
  private learned: { readonly choices: PeoplesChoices; readonly fit: Learned } | null = null;
  /** What rows gained on average that the weights were not learned from; null where they are too few to say. */
  private gained: number | null = null;

  constructor(private readonly pool: Pool) {}

  has(name: string): boolean {
    return this.columns.has(name);
  }

  /** @param column by candidate; in place of what it has said so far. */
  set(name: string, column: Float64Array): void {
    this.columns.set(name, column);
  }

  /**
   * Fits weights on all columns. A new part that is optional, and without which held-out rows gain as much or more, is
   * forgotten and has no weight; so are all, where none is gained over the weights there were. A network is weighed
   * beside the others; see `fitBeside`.
   */
  async learn(rows: WeighedRows, job: Job): Promise<void> {
    if (this.columns.has(BESIDE)) await this.learnBeside(rows, job);
    else await this.learnTogether(rows, job);
  }

  /**
   * Calibrated weights by feature name, of what was learned last.
   * @param elsewhere weights of other rows, from which those learned here depart no further than is shown to be better.
   */
  async settle(elsewhere: ReadonlyMap<string, number> | null, job: Job): Promise<Weighed> {
    if (this.learned !== null) {
      const { choices, fit } = this.learned;
      const from = elsewhere && Float64Array.from(this.columns.keys(), (name) => elsewhere.get(name) ?? 0);
      const asked = from === null ? fit : await followed(choices, from, fit, job);
      const { weights, loss } = await calibrated(choices, asked, job);
      this.learned = null;
      this.loss = loss;
      this.fitted = this.named(weights);
    }
    return { weights: this.fitted, loss: this.loss };
  }

  /** Of each candidate, with the weights of the last `settle`. */
  logits(candidates: number): Float64Array {
    const logits = new Float64Array(candidates);
    for (const [name, column] of this.columns) {
      const weight = this.fitted.get(name) ?? 0;
      for (let c = 0; c < logits.length; c++) logits[c] += weight * column[c];
    }
    return logits;
  }

  private async learnTogether(rows: WeighedRows, job: Job): Promise<void> {
    const isOptional = (name: string): boolean =>
      this.fitted.size > 0 && !this.fitted.has(name) && name !== ALWAYS;
    let learned = await this.fitAll(rows, job);
    const { gain } = learned.fit;
    if (gain !== null) {
      const useless = [...this.columns.keys()].filter((name, f) => isOptional(name) && gain(f) >= gain());
      for (const name of useless) this.columns.delete(name);
      if (useless.length > 0) learned = await this.fitAll(rows, job);
    }
    const gained = learned.fit.gain?.() ?? null;
    const newOnes = [...this.columns.keys()].filter((name) => !this.fitted.has(name));
    const isInVain = gained !== null && this.gained !== null && gained <= this.gained;
    if (isInVain && newOnes.every(isOptional)) {
      for (const name of newOnes) this.columns.delete(name);
    } else {
      this.gained = gained;
      this.learned = learned;
    }
  }

  private async learnBeside(rows: WeighedRows, job: Job): Promise<void> {
    const { choices, penalties, start } = this.problem(rows);
    const added = [...this.columns.keys()].indexOf(BESIDE);
    const fit = await fitBeside(choices, added, penalties, start, this.pool, job);
    if (fit === null) this.columns.delete(BESIDE);
    else this.learned = { choices, fit };
  }

  private named(weights: Float64Array): ReadonlyMap<string, number> {
    return new Map(Array.from(this.columns.keys(), (name, f) => [name, weights[f]]));
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
    const names = [...this.columns.keys()];
    const choices: PeoplesChoices = {
      ...rows,
      width: names.length,
      features: rowMajor(
        names.map((name) => this.columns.get(name) ?? new Float64Array(0)),
        this.pool,
      ),
    };
    const isOwn = (name: string): boolean => OWN_FEATURES.some((own) => own === name);
    const penalties = Float64Array.from(names, (name) => (isOwn(name) ? 1e-4 : 1e-3));
    // From a calibrated blend of fewer parts it is not far.
    const start = Float64Array.from(names, (name) => this.fitted.get(name) ?? 0);
    return { choices, penalties, start };
  }
}

/** In memory that workers see. */
function rowMajor(columns: readonly Float64Array[], pool: Pool): Float64Array {
  const width = columns.length;
  const rows = pool.float64(columns[0].length * width);
  columns.forEach((column, f) => {
    for (let c = 0; c < column.length; c++) rows[c * width + f] = column[c];
  });
  return rows;
}
