import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { Adam } from '../../kernels/adam';
import { log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { RowGradients } from '../../kernels/row-gradients';
import { sampledSoftmax } from '../../kernels/sampled-softmax';
import { momentsOf, type Moments } from '../ensemble/moments';
import { distinctUsers } from '../popularity-count';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { itemVectors } from '../sequence/item-vectors';
import { NegativeSampler } from '../sequence/negatives';
import { momentWeights } from '../sequence/moment-weights';
import { BestEpoch } from '../sequence/best-epoch';
import { UNCALIBRATED } from '../sequence/calibration';
import { HeldOut } from '../sequence/held-out';
import type { Sequences } from '../sequence/sequences';
import { initialWeights } from './initial-weights';
import { transformerModel, type TransformerParts } from './transformer-model';
import { Network } from './transformer-network';
import { newItems, placeUntouched, type NewItem } from './new-items';
import { LENGTH, planFor, type Plan } from './transformer-plan';

const RATE = 5e-3;
const WARM_UP_STEPS = 30;
/** Longest gradient, of all weights and items together, that a step follows unshortened. */
const CLIP = 5;
/** Share of the inputs' numbers that are left out at random while learning. */
const DROPOUT = 0.3;

/**
 * Learns the network: all users' histories, in an order drawn for each epoch, form one stream that is cut into
 * windows; every row of a window learns what comes next. The learning rate warms up and falls to 0.
 */
export class TransformerTrainer implements Trainer {
  readonly epochs: number;
  private readonly plan: Plan;
  private readonly sequences: Sequences;
  private readonly heldOut: HeldOut | null;
  private readonly best = new BestEpoch();
  private readonly users: Int32Array;
  private readonly counts: Int32Array;
  private readonly targetWeight: Float64Array;
  private readonly network: Network;
  private readonly networkAdam: Adam;
  private readonly soughtGradient: Float64Array;
  private readonly tableGradient: RowGradients;
  private readonly negatives: NegativeSampler;
  private readonly rng: Rng;
  private readonly dropout: Rng;
  private readonly stretch;
  private table = new Float64Array(0);
  private offered: readonly NewItem[] = [];
  private tableAdam: Adam | null = null;
  private step = 0;
  private done = 0;
  private report: EpochReport | null = null;
  private current: Model | null = null;

  constructor(
    private readonly recipe: RecipeName,
    private readonly data: TrainingData,
    private readonly config: RecipeConfig,
  ) {
    const { parameters, seed, budget } = config;
    const moments = momentsOf(data);
    const whole = {
      moments,
      from: moments.userPtr.slice(0, -1),
      to: moments.userPtr.slice(1),
      longest: LENGTH,
      rows: learnable(moments),
    };
    const { heldOut, learned } = HeldOut.draw(data, whole, seed);
    this.heldOut = heldOut;
    this.sequences = learned;
    const plan = planFor(learned.rows, data.nItems, budget);
    const { shape } = plan;
    this.plan = plan;
    const recent = parameters.apply_recency_bias === 'true';
    this.epochs = plan.epochs;
    this.users = distinctUsers(data);
    this.counts = new Int32Array(data.nItems);
    for (const item of moments.items) this.counts[item]++;
    this.targetWeight = averagingOne(momentWeights(data, moments));
    const weights = initialWeights(shape, seed, recent);
    this.network = new Network(shape, weights, new Float64Array(weights.length), recent);
    this.networkAdam = new Adam(weights, weights.length);
    const rows = shape.windows * shape.length;
    this.soughtGradient = new Float64Array(rows * shape.width);
    this.tableGradient = new RowGradients(data.nItems, shape.width + 1, 2 * rows + plan.negatives);
    this.negatives = new NegativeSampler(this.counts, new Rng(seed, 'transformer-negatives'));
    this.rng = new Rng(seed, 'transformer-order');
    this.dropout = new Rng(seed, 'transformer-dropout');
    this.stretch = {
      items: new Int32Array(rows),
      begins: new Int32Array(rows),
      targets: new Int32Array(rows),
      weights: new Float64Array(rows),
      mask: new Float64Array(rows * shape.width),
    };
  }

  async trainEpoch(job: Job): Promise<EpochReport> {
    const { shape, rowsAnEpoch } = this.plan;
    const { width } = shape;
    await job.checkpoint('epoch', 0, 1);
    if (this.best.isOver && this.report !== null) return this.report;
    if (this.tableAdam === null) {
      const table = await itemVectors(this.sequences, this.counts, width, this.config.seed, job);
      for (let i = 0; i < this.counts.length; i++) {
        table[i * (width + 1) + width] = log(this.counts[i] + 0.1);
      }
      this.offered = await newItems(this.data, this.counts, job);
      this.table = table;
      this.tableAdam = new Adam(table, width + 1);
    }
    const stream = this.drawStream();
    const rows = shape.windows * shape.length;
    let loss = 0;
    for (let from = 0; from < stream.length; from += rows) {
      await job.checkpoint('epoch', from, stream.length);
      this.fill(stream, from);
      loss += this.learn(this.tableAdam);
    }
    await this.examine(job);
    this.done++;
    this.report = { label: `epoch ${this.done}`, loss: rowsAnEpoch === 0 ? null : loss / rowsAnEpoch };
    return this.report;
  }

  /** What this epoch has come to replaces the model there is, unless held-out rows speak against it. */
  private async examine(job: Job): Promise<void> {
    const parts = this.copy();
    const found = this.heldOut && (await this.heldOut.examine(transformerModel(parts), job));
    if (this.best.keeps(found && found.gains))
      this.current = transformerModel({ ...parts, calibration: found?.calibration ?? UNCALIBRATED });
  }

  /** Positions of moments that have one after them: users in a new order, whole as far as the epoch's rows reach. */
  private drawStream(): Int32Array {
    const { moments, from, to } = this.sequences;
    const order = this.rng.shuffle(Int32Array.from({ length: moments.nUsers }, (_, u) => u));
    const stream = new Int32Array(this.plan.rowsAnEpoch);
    let n = 0;
    for (const u of order) {
      for (let p = from[u]; p < to[u] - 1 && n < stream.length; p++) stream[n++] = p;
    }
    return stream;
  }

  /** Rows `from` … of the stream; what lies beyond its end has no target. */
  private fill(stream: Int32Array, from: number): void {
    const { items, begins, targets, weights, mask } = this.stretch;
    const { shape } = this.plan;
    const { moments } = this.sequences;
    for (let k = 0; k < mask.length; k++) {
      mask[k] = this.dropout.uniform() < DROPOUT ? 0 : 1 / (1 - DROPOUT);
    }
    for (let row = 0; row < items.length; row++) {
      const at = from + row;
      const t = row % shape.length;
      const held = at < stream.length;
      const p = held ? stream[at] : 0;
      const goesOn = t > 0 && held && stream[at - 1] === p - 1;
      items[row] = moments.items[p];
      begins[row] = goesOn ? begins[row - 1] : t;
      targets[row] = held ? moments.items[p + 1] : -1;
      weights[row] = held ? this.targetWeight[p + 1] / items.length : 0;
    }
  }

  /** One step down the gradient of a stretch. @returns the summed loss of its rows. */
  private learn(tableAdam: Adam): number {
    const { network, tableGradient, soughtGradient, plan, stretch } = this;
    const { width } = plan.shape;
    const read = { ...stretch, table: this.table };
    network.forward(read, stretch.items.length);
    tableGradient.clear();
    network.gradient.fill(0);
    const negatives = this.negatives.draw(plan.negatives);
    const loss = sampledSoftmax(
      network.sought,
      this.table,
      width,
      stretch,
      negatives,
      soughtGradient,
      tableGradient,
    );
    network.backward(read, soughtGradient, tableGradient);
    let square = 0;
    for (const g of network.gradient) square += g * g;
    const touched = tableGradient.count * tableGradient.width;
    for (let k = 0; k < touched; k++) square += tableGradient.values[k] * tableGradient.values[k];
    const scale = square > CLIP * CLIP ? CLIP / Math.sqrt(square) : 1;
    const rate = this.nextRate();
    this.networkAdam.stepRow(0, network.gradient, 0, rate, scale);
    for (let k = 0; k < tableGradient.count; k++) {
      tableAdam.stepRow(tableGradient.rows[k], tableGradient.values, k * tableGradient.width, rate, scale);
    }
    return loss * stretch.targets.length;
  }

  private nextRate(): number {
    const { epochs, rowsAnEpoch, shape } = this.plan;
    const total = Math.max(1, epochs * Math.ceil(rowsAnEpoch / (shape.windows * shape.length)));
    const done = this.step++;
    return RATE * Math.min(1, (done + 1) / WARM_UP_STEPS) * Math.max(0, 1 - done / total);
  }

  private copy(): TransformerParts {
    const table = Float32Array.from(this.table);
    placeUntouched(table, this.plan.shape.width, this.counts, this.offered);
    return {
      recipe: this.recipe,
      shape: { ...this.plan.shape, windows: 1 },
      weights: Float32Array.from(this.network.weights),
      table,
      users: this.users,
      seed: this.config.seed,
      nUsers: this.data.nUsers,
      rows: this.data.items.length,
      calibration: UNCALIBRATED,
    };
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}

/** Moments that have one after them. */
function learnable({ nUsers, userPtr }: Moments): number {
  let rows = 0;
  for (let u = 0; u < nUsers; u++) rows += Math.max(0, userPtr[u + 1] - userPtr[u] - 1);
  return rows;
}

function averagingOne(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (weight * weights.length) / sum);
}
