import type { Job, TaskArrays } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { rankGains } from '../../kernels/rank-gains';
import { type Choices, fitSoftmaxRegression } from '../../kernels/softmax-regression';
import { fitTopScale, type ScoredChoices } from '../../kernels/top-calibration';
import { bearableShare } from './bearable-share';
import type { HeldOutRows } from './blend';
import { halfOf, logitsOf, type PeoplesChoices, rowsOf } from '../moments/fit-order';
import { Likeness, type Traits } from './likeness';
import { countsOf, type Moments } from '../moments/moments';
import { likenessArrays, thinOnes } from './thin-likeness';

/** Held-out rows of thin items below which nothing is learned of these, and what likeness then counts in each column. */
const LEAST = 10;
const UNLEARNED = 0.25;
/**
 * Shares of the likeliest effects that are tried: what is likely is not yet what orders well. Of a smaller share others
 * lose less and less for what thin items gain.
 */
const SHARES = [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.125, 0.09, 0.06];

interface ThinFit {
  /** What `ThinLikeness.read` takes. */
  readonly arrays: TaskArrays;
  /** What all logits are to be multiplied by, so that the first places promise as much as before. */
  readonly scale: number;
}

/**
 * Learns what the metadata of thin items are worth: what makes held-out rows likely, those of thin items and all others,
 * or as large a share of it as puts them highest. What one half of the rows has taught
 * is judged by the other; see `bearableShare`.
 *
 * @param known what the held-out rows were asked of. @returns null where nothing comes of it. @throws AppError CANCELLED
 * through `job`.
 */
export async function fitThinLikeness(
  traits: Traits,
  moments: Moments,
  known: Moments,
  heldOut: HeldOutRows,
  job: Job,
): Promise<ThinFit | null> {
  if (traits.rows.nCols === 0) return null;
  const { items, shares } = thinOnes(countsOf(known));
  const shareOf = new Float32Array(known.nItems).fill(NaN);
  items.forEach((item, k) => (shareOf[item] = shares[k]));
  const { starts, candidates } = heldOut;
  const isThin = Array.from(starts.subarray(0, -1), (from) => !Number.isNaN(shareOf[candidates[from]]));
  const isEnough = isThin.filter((is) => is).length >= LEAST;
  const choices = choicesOf(new Likeness(traits, items), shareOf, heldOut);
  const unlearned = new Float64Array(choices.width - 1).fill(UNLEARNED, 1);
  const learn = async (from: Choices): Promise<Float64Array> =>
    isEnough ? inSteps(effectsFrom(from, unlearned), job, 'blend') : unlearned;
  const share = await bestShare(choices, isThin, isEnough, learn);
  if (share === null) return null;
  const effects = (await learn(choices)).map((effect) => share * effect);
  const plain = effects.map(() => 0);
  const now = await inSteps(fitTopScale([scored(choices, effects)]), job, 'blend');
  const before = await inSteps(fitTopScale([scored(choices, plain)]), job, 'blend');
  const scale = now / before;
  const scaled = effects.map((effect) => scale * effect);
  return { arrays: likenessArrays(traits, thinOnes(countsOf(moments)), scaled), scale };
}

/** @param isThin by row. @returns null where no share will do. */
async function bestShare(
  choices: PeoplesChoices,
  isThin: readonly boolean[],
  isEnough: boolean,
  learn: (from: Choices) => Promise<Float64Array>,
): Promise<number | null> {
  const shares = isEnough ? SHARES : [1];
  const gained = shares.map(() => new Float64Array(isThin.length));
  for (const half of [0, 1]) {
    const rows = rowsOf(choices, half);
    const asked = halfOf(choices, half);
    const effects = await learn(halfOf(choices, 1 - half));
    const gainsAt = (share: number): Float64Array => {
      const part = effects.map((effect) => share * effect);
      return rankGains(scored(asked, part));
    };
    const plain = gainsAt(0);
    for (const [s, share] of shares.entries())
      gainsAt(share).forEach((gain, r) => (gained[s][rows[r]] = gain - plain[r]));
  }
  return shares[bearableShare(gained, isThin, isEnough, choices.people)] ?? null;
}

/** The effects that make the rows most likely, beside what was thought before; as if each had been seen in one row to be as unlearned. */
function* effectsFrom(choices: Choices, unlearned: Float64Array): Generator<void, Float64Array> {
  const { starts, logMultiplicity, features, width } = choices;
  const { logits } = scored(choices, unlearned);
  const before = logMultiplicity.map((ln, c) => ln + logits[c]);
  const said = new Float64Array(before.length * (width - 1));
  for (let c = 0; c < before.length; c++)
    for (let f = 1; f < width; f++) said[c * (width - 1) + f - 1] = features[c * width + f];
  const penalties = new Float64Array(width - 1).fill(1 / (starts.length - 1));
  const asked = { starts, logMultiplicity: before, width: width - 1, features: said };
  const { weights } = yield* fitSoftmaxRegression(asked, penalties);
  return weights.map((weight, f) => unlearned[f] + weight);
}

/**
 * Held-out rows with what was thought of each candidate before, then what is said of the thin ones.
 *
 * @param shareOf by item; NaN for those that are not thin.
 */
function choicesOf(
  likeness: Likeness,
  shareOf: Float32Array,
  { moments, queries, starts, candidates, logMultiplicity, logits }: HeldOutRows,
): PeoplesChoices {
  const width = 2 + likeness.nColumns;
  const features = new Float64Array(candidates.length * width);
  for (const [r, { items }] of queries.entries()) {
    likeness.readHistory(items);
    for (let c = starts[r]; c < starts[r + 1]; c++) {
      const at = c * width;
      features[at] = logits[c];
      const share = shareOf[candidates[c]];
      if (Number.isNaN(share)) continue;
      features[at + 1] = share;
      features.set(likeness.of(candidates[c]), at + 2);
    }
  }
  const people = Int32Array.from(moments, ({ person }) => person);
  return { starts, logMultiplicity, width, features, people };
}

function scored(choices: Choices, effects: Float64Array): ScoredChoices {
  return { ...choices, logits: logitsOf(choices, Float64Array.of(1, ...effects)) };
}
