import type { Job, Pool } from '../../domain/ports';
import type { FittedPart } from './ensemble-parts';
import { fitBeside } from './fit-beside';
import { fitBlend, type BlendFit } from './fit-blend';
import type { PeoplesChoices } from './fit-order';
import { OWN_FEATURES } from './own-items';

/** The part that is kept whatever it gains: it is what `hidden_dimension` acts on where there is no network. */
const ALWAYS: FittedPart = 'ease';
/** The part that is weighed by itself, beside all others. */
export const BESIDE: FittedPart = 'network';

/** Rows to learn from: row r's candidates are starts[r] … starts[r + 1], the taken one first. */
type WeighedRows = Pick<PeoplesChoices, 'starts' | 'logMultiplicity' | 'people'>;

/** What each feature says of the candidates, and how much it counts as learned last. */
export class Weighing {
  private readonly columns = new Map<string, Float64Array>();
  private fitted: ReadonlyMap<string, number> = new Map();
  private loss = NaN;
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
   * Weights by feature name, fitted on all columns. A new part that is optional, and without which held-out rows gain
   * as much or more, is forgotten and has no weight; so are all, where none is gained over the weights there were.
   * A network is weighed beside the others; see `fitBeside`.
   */
  async fit(
    rows: WeighedRows,
    job: Job,
  ): Promise<{ readonly weights: ReadonlyMap<string, number>; readonly loss: number }> {
    if (this.columns.has(BESIDE)) await this.fitBeside(rows, job);
    else await this.fitTogether(rows, job);
    return { weights: this.fitted, loss: this.loss };
  }

  /** Of each candidate, with the weights of the last `fit`. */
  logits(candidates: number): Float64Array {
    const logits = new Float64Array(candidates);
    for (const [name, column] of this.columns) {
      const weight = this.fitted.get(name) ?? 0;
      for (let c = 0; c < logits.length; c++) logits[c] += weight * column[c];
    }
    return logits;
  }

  private async fitTogether(rows: WeighedRows, job: Job): Promise<void> {
    const isOptional = (name: string): boolean =>
      this.fitted.size > 0 && !this.fitted.has(name) && name !== ALWAYS;
    let fit = await this.fitAll(rows, job);
    const { gain } = fit;
    if (gain !== null) {
      const useless = [...this.columns.keys()].filter((name, f) => isOptional(name) && gain(f) >= gain());
      for (const name of useless) this.columns.delete(name);
      if (useless.length > 0) fit = await this.fitAll(rows, job);
    }
    const gained = fit.gain?.() ?? null;
    const newOnes = [...this.columns.keys()].filter((name) => !this.fitted.has(name));
    const isInVain = gained !== null && this.gained !== null && gained <= this.gained;
    if (isInVain && newOnes.every(isOptional)) {
      for (const name of newOnes) this.columns.delete(name);
    } else {
      this.gained = gained;
      this.loss = fit.loss;
      this.fitted = this.named(fit.weights);
    }
  }

  private async fitBeside(rows: WeighedRows, job: Job): Promise<void> {
    const { choices, penalties, start } = this.problem(rows);
    const added = [...this.columns.keys()].indexOf(BESIDE);
    const fit = await fitBeside(choices, added, penalties, start, this.pool, job);
    if (fit === null) {
      this.columns.delete(BESIDE);
      return;
    }
    this.loss = fit.loss;
    this.fitted = this.named(fit.weights);
  }

  private named(weights: Float64Array): ReadonlyMap<string, number> {
    return new Map(Array.from(this.columns.keys(), (name, f) => [name, weights[f]]));
  }

  private async fitAll(rows: WeighedRows, job: Job): Promise<BlendFit> {
    const { choices, penalties, start } = this.problem(rows);
    return fitBlend(choices, penalties, start, this.pool, job);
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
