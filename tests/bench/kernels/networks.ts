import { Attention } from '../../../src/kernels/attention';
import { Gru, gruLength } from '../../../src/kernels/gru';
import { filled, type Kernel } from './kernel';

/** A window of aws-hrnn at its default width, forward and all the way back: products of inputs, state and weights. */
export function gruStep(width = 152, lanes = 4, steps = 32): Kernel {
  const slots = lanes * steps;
  const weights = filled(gruLength(width)).map((x) => x / 10);
  const gradient = new Float64Array(weights.length);
  const gru = new Gru(width, slots, weights);
  gru.inputs.set(filled(slots * width, 3));
  const run = (): void => {
    gru.refresh();
    gru.readInputs(0, slots);
    for (let step = 0; step < steps; step++) {
      gru.step(step * lanes, lanes);
      if (step + 1 < steps) {
        const out = gru.out.subarray(step * lanes * width, (step + 1) * lanes * width);
        gru.previous.set(out, (step + 1) * lanes * width);
      }
    }
    gru.outGradient.set(gru.out);
    for (let step = steps - 1; step >= 0; step--) gru.stepBack(step * lanes, lanes);
    gru.inputsBack(0, slots);
    gru.weightsBack(slots, gradient);
  };
  return { name: `GRU ${width}, ${lanes} × ${steps} steps`, flops: 36 * slots * width * width, run };
}

/** Rows of scores that `Attention` computes in one product. */
const STRIP = 16;

/** Two windows of the v2 recipes, forward and back; what lies after a strip of rows is never computed, nor counted. */
export function attention(width = 48, heads = 2, length = 96, windows = 2): Kernel {
  const rows = windows * length;
  const [qkv, out] = [filled(rows * 3 * width), new Float64Array(rows * width)];
  const [outGradient, qkvGradient] = [filled(rows * width, 2), new Float64Array(rows * 3 * width)];
  const bias = new Float64Array(heads * length);
  const unit = new Attention(width, heads, length, windows, bias, new Float64Array(bias.length));
  const begins = new Int32Array(rows);
  const run = (): void => {
    for (let w = 0; w < windows; w++) unit.forward(qkv, out, begins, w);
    qkvGradient.fill(0);
    for (let w = 0; w < windows; w++) unit.backward(qkv, outGradient, qkvGradient, begins, w);
  };
  let pairs = 0;
  for (let to = STRIP; to <= length; to += STRIP) pairs += STRIP * to;
  // Two products forward and four back, each of pairs × (width / heads) in every head.
  return {
    name: `attention ${width}, ${windows} × ${length} rows`,
    flops: 12 * windows * pairs * width,
    run,
  };
}
