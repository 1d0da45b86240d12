import { addProduct, addTransposedProduct, negated, negatedTranspose } from './dense-product';
import { canBeHeld, hold, subtractHeld } from './packed-product';
import { fastSigmoid, fastTanh } from './fast-exp';

/** Numbers that a unit of this width learns: two 3H × H matrices (input, state) and two biases of 3H. */
export function gruLength(width: number): number {
  return 6 * width * width + 6 * width;
}

/**
 * A gated recurrent unit (Cho et al., 2014) whose reset gate acts after the state's product: with
 * a = Wᵢx + bᵢ and g = Wₛh + bₛ, cut into thirds: r = σ(a₀ + g₀), z = σ(a₁ + g₁), n = fastTanh(a₂ + r·g₂),
 * h' = (1 − z)·n + z·h. It keeps what it computed for `slots` steps, so that they can be walked back.
 *
 * Callers fill `inputs` and `previous` (slots × H each, by slot), and on the way back `outGradient`.
 */
export class Gru {
  readonly inputs: Float64Array;
  readonly previous: Float64Array;
  readonly out: Float64Array;
  readonly outGradient: Float64Array;
  readonly inputGradient: Float64Array;
  readonly previousGradient: Float64Array;
  /** What inputs add to the gates, slots × 3H; after a step, the gates themselves. */
  private readonly fromInput: Float64Array;
  private readonly fromState: Float64Array;
  /** Gradients of what was added to the gates, slots × 3H. */
  readonly inputSide: Float64Array;
  private readonly stateSide: Float64Array;
  private readonly negInput: Float64Array;
  private readonly negState: Float64Array;
  private isHeld = false;
  private readonly negInputT: Float64Array;
  private readonly negStateT: Float64Array;

  /** @param weights view of `gruLength(width)` numbers. */
  constructor(
    private readonly width: number,
    slots: number,
    private readonly weights: Float64Array,
  ) {
    const rows = (): Float64Array => new Float64Array(slots * width);
    const gates = (): Float64Array => new Float64Array(slots * 3 * width);
    const matrix = (): Float64Array => new Float64Array(3 * width * width);
    [this.inputs, this.previous, this.out, this.outGradient] = [rows(), rows(), rows(), rows()];
    [this.inputGradient, this.previousGradient] = [rows(), rows()];
    [this.fromInput, this.fromState, this.inputSide, this.stateSide] = [gates(), gates(), gates(), gates()];
    [this.negInput, this.negState, this.negInputT, this.negStateT] = [matrix(), matrix(), matrix(), matrix()];
  }

  /** To be called whenever the weights have changed, before any step. */
  refresh(): void {
    const { width: h, weights } = this;
    negated(weights, 0, this.negInput);
    negated(weights, 3 * h * h, this.negState);
    negatedTranspose(weights, 0, 3 * h, h, this.negInputT);
    negatedTranspose(weights, 3 * h * h, 3 * h, h, this.negStateT);
  }

  /** What the inputs of these slots add to the gates; for all steps at once where the inputs are known beforehand. */
  readInputs(from: number, count: number): void {
    const h = this.width;
    this.fillBias(this.fromInput, from, count, 6 * h * h);
    addProduct(this.fromInput, from * 3 * h, this.inputs, from * h, this.negInput, count, 3 * h, h);
  }

  /** What `readInputs` has left for a slot, into `out` from `at` on. */
  copyInputSide(slot: number, out: Float64Array, at: number): void {
    const wide = 3 * this.width;
    for (let k = 0; k < wide; k++) out[at + k] = this.fromInput[slot * wide + k];
  }

  /**
   * In place of `readInputs` and `addToGates`, where what the input of a slot adds to the gates is known.
   *
   * @param sides, more 3H numbers each, from `at` and from `moreAt` on.
   */
  setGates(slot: number, sides: Float64Array, at: number, more: Float64Array, moreAt: number): void {
    const wide = 3 * this.width;
    const to = slot * wide;
    const { fromInput } = this;
    let k = 0;
    // Four a turn, as the engine looks arrays up anew in each turn.
    for (; k + 3 < wide; k += 4) {
      fromInput[to + k] = sides[at + k] + more[moreAt + k];
      fromInput[to + k + 1] = sides[at + k + 1] + more[moreAt + k + 1];
      fromInput[to + k + 2] = sides[at + k + 2] + more[moreAt + k + 2];
      fromInput[to + k + 3] = sides[at + k + 3] + more[moreAt + k + 3];
    }
    for (; k < wide; k++) fromInput[to + k] = sides[at + k] + more[moreAt + k];
  }

  /** Adds 3H numbers of `source` to what the inputs of a slot say, between `readInputs` and `step`. */
  addToGates(slot: number, source: Float64Array, at: number): void {
    const wide = 3 * this.width;
    for (let k = 0; k < wide; k++) this.fromInput[slot * wide + k] += source[at + k];
  }

  /** Makes steps of four slots, or of several times four, quicker until `letGo`; nothing else may be held meanwhile. */
  holdState(): void {
    const h = this.width;
    this.isHeld = canBeHeld(3 * h, h);
    if (this.isHeld) hold(this.negState);
  }

  letGo(): void {
    this.isHeld = false;
  }

  /** One step of each slot: `out` from `previous` and from what `readInputs` left. */
  step(from: number, count: number): void {
    const { width: h, fromInput, fromState, previous, out } = this;
    this.fillBias(fromState, from, count, 6 * h * h + 3 * h);
    if (this.isHeld && count % 4 === 0) {
      const end = from + count;
      for (let row = from; row < end; row += 4)
        subtractHeld(fromState, row * 3 * h, previous, row * h, 3 * h, h);
    } else addProduct(fromState, from * 3 * h, previous, from * h, this.negState, count, 3 * h, h);
    for (let row = from; row < from + count; row++) {
      const at = row * 3 * h;
      for (let k = 0; k < h; k++) {
        const r = fastSigmoid(fromInput[at + k] + fromState[at + k]);
        const z = fastSigmoid(fromInput[at + h + k] + fromState[at + h + k]);
        const n = fastTanh(fromInput[at + 2 * h + k] + r * fromState[at + 2 * h + k]);
        // The gates take the place of the sums they were made of.
        fromInput[at + k] = r;
        fromInput[at + h + k] = z;
        fromInput[at + 2 * h + k] = n;
        out[row * h + k] = n + z * (previous[row * h + k] - n);
      }
    }
  }

  /** Walks one step of each slot back: `previousGradient` from `outGradient`. */
  stepBack(from: number, count: number): void {
    const { width: h, fromInput, fromState, previous, outGradient, previousGradient } = this;
    const { inputSide, stateSide } = this;
    for (let row = from; row < from + count; row++) {
      const at = row * 3 * h;
      for (let k = 0; k < h; k++) {
        const r = fromInput[at + k];
        const z = fromInput[at + h + k];
        const n = fromInput[at + 2 * h + k];
        const d = outGradient[row * h + k];
        const dn = d * (1 - z) * (1 - n * n);
        const dr = dn * fromState[at + 2 * h + k] * r * (1 - r);
        const dz = d * (previous[row * h + k] - n) * z * (1 - z);
        inputSide[at + k] = dr;
        inputSide[at + h + k] = dz;
        inputSide[at + 2 * h + k] = dn;
        stateSide[at + k] = dr;
        stateSide[at + h + k] = dz;
        stateSide[at + 2 * h + k] = dn * r;
        previousGradient[row * h + k] = d * z;
      }
    }
    addProduct(previousGradient, from * h, stateSide, from * 3 * h, this.negStateT, count, h, 3 * h);
  }

  /** `inputGradient` of slots that were walked back. */
  inputsBack(from: number, count: number): void {
    const h = this.width;
    this.inputGradient.fill(0, from * h, (from + count) * h);
    addProduct(this.inputGradient, from * h, this.inputSide, from * 3 * h, this.negInputT, count, h, 3 * h);
  }

  /** Forgets all gradients of earlier walks, so that slots which are not walked back say nothing. */
  clearWalk(): void {
    this.inputSide.fill(0);
    this.stateSide.fill(0);
    this.outGradient.fill(0);
  }

  /**
   * Adds what the first `count` slots say about the weights: all walked back, or cleared before.
   *
   * @param gradient as the weights; added to.
   */
  weightsBack(count: number, gradient: Float64Array): void {
    const { width: h, inputSide, stateSide } = this;
    addTransposedProduct(gradient, 0, inputSide, this.inputs, count, 3 * h, h);
    addTransposedProduct(gradient, 3 * h * h, stateSide, this.previous, count, 3 * h, h);
    const bias = 6 * h * h;
    for (let row = 0; row < count; row++) {
      for (let k = 0; k < 3 * h; k++) {
        gradient[bias + k] += inputSide[row * 3 * h + k];
        gradient[bias + 3 * h + k] += stateSide[row * 3 * h + k];
      }
    }
  }

  private fillBias(sums: Float64Array, from: number, count: number, bias: number): void {
    const wide = 3 * this.width;
    const own = this.weights.subarray(bias, bias + wide);
    for (let row = from; row < from + count; row++) sums.set(own, row * wide);
  }
}
