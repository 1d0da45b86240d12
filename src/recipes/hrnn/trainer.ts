import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { Adam } from '../../kernels/adam';
import { log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { RowGradients } from '../../kernels/row-gradients';
import { sampledSoftmax } from '../../kernels/sampled-softmax';
import { distinctUsers } from '../popularity-count';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { itemVectors } from '../sequence/item-vectors';
import { NegativeSampler } from '../sequence/negatives';
import { sequencesOf, targetWeights } from '../sequence/sequences';
import type { Sequences } from '../sequence/sequences';
import { followsAt } from './follows';
import { initialWeights } from './initial-weights';
import { hrnnModel } from './model';
import { Network, NEW_USER } from './network';
import type { Window } from './network';
import { planFor } from './plan';
import type { Plan } from './plan';

const RATE = 3e-3;
const WARM_UP_STEPS = 30;
/** Longest gradient, of all weights and items together, that a step follows unshortened. */
const CLIP = 5;
/** Share of the inputs' numbers that are left out at random while learning. */
const DROPOUT = 0.2;

/**
 * Learns the network with back-propagation through `bptt` steps: all users' histories, in an order drawn for each
 * epoch, form one stream that is cut into lanes read side by side. The learning rate warms up and falls to 0.
 */
export class HrnnTrainer implements Trainer {
  readonly epochs: number;
  private readonly sequences: Sequences;
  private readonly plan: Plan;
  private readonly users: Int32Array;
  private readonly counts: Int32Array;
  private readonly targetWeight: Float64Array;
  private readonly network: Network;
  private readonly networkAdam: Adam;
  private readonly soughtGradient: Float64Array;
  private readonly tableGradient: RowGradients;
  private readonly negatives: NegativeSampler;
  private readonly rng: Rng;
  private table = new Float64Array(0);
  private tableAdam: Adam | null = null;
  private step = 0;
  private done = 0;
  private current: Model | null = null;

  constructor(
    private readonly data: TrainingData,
    private readonly config: RecipeConfig,
  ) {
    const { parameters, seed, budget } = config;
    const width = Number(parameters.hidden_dimension);
    this.sequences = sequencesOf(data, parameters);
    const { moments, rows } = this.sequences;
    this.plan = planFor(rows, data.nItems, width, Number(parameters.bptt), budget);
    this.epochs = this.plan.epochs;
    this.users = distinctUsers(data);
    this.counts = new Int32Array(data.nItems);
    for (const item of moments.items) this.counts[item]++;
    this.targetWeight = targetWeights(moments, parameters.recency_mask === 'true');
    const { steps, lanes, negatives } = this.plan;
    const weights = initialWeights(width, seed);
    this.network = new Network(width, steps, lanes, weights, new Float64Array(weights.length));
    this.networkAdam = new Adam(weights, weights.length);
    this.soughtGradient = new Float64Array(steps * lanes * width);
    this.tableGradient = new RowGradients(data.nItems, width + 1, 2 * steps * lanes + negatives);
    this.negatives = new NegativeSampler(this.counts, new Rng(seed, 'hrnn-negatives'));
    this.rng = new Rng(seed, 'hrnn-order');
  }

  async trainEpoch(job: Job): Promise<EpochReport> {
    const { width, rowsAnEpoch, steps, lanes } = this.plan;
    await job.checkpoint('epoch', 0, 1);
    if (this.tableAdam === null) {
      const table = await itemVectors(this.sequences, this.counts, width, this.config.seed, job);
      for (let i = 0; i < this.counts.length; i++) {
        table[i * (width + 1) + width] = log(this.counts[i] + 0.1);
      }
      this.table = table;
      this.tableAdam = new Adam(table, width + 1);
    }
    const stream = this.drawStream();
    const laneLength = Math.ceil(stream.length / lanes);
    let loss = 0;
    for (let from = 0; from < laneLength; from += steps) {
      await job.checkpoint('epoch', from, laneLength);
      loss += this.learn(this.window(stream, laneLength, from), this.tableAdam);
    }
    this.current = this.copy();
    this.done++;
    return { label: `epoch ${this.done}`, loss: rowsAnEpoch === 0 ? null : loss / rowsAnEpoch };
  }

  /** Positions of moments that have one after them: users in a new order, whole as far as the epoch's rows reach. */
  private drawStream(): Int32Array {
    const { moments, from } = this.sequences;
    const order = this.rng.shuffle(Int32Array.from({ length: moments.nUsers }, (_, u) => u));
    const stream = new Int32Array(this.plan.rowsAnEpoch);
    let n = 0;
    for (const u of order) {
      for (let p = from[u]; p < moments.userPtr[u + 1] - 1 && n < stream.length; p++) stream[n++] = p;
    }
    return stream;
  }

  /** Steps `from` … of every lane; what lies beyond the end of a lane has no target. */
  private window(
    stream: Int32Array,
    laneLength: number,
    from: number,
  ): Window & { targets: Int32Array; weights: Float64Array } {
    const { steps, lanes, width } = this.plan;
    const { items, timestampSec } = this.sequences.moments;
    const slots = steps * lanes;
    const window = {
      items: new Int32Array(slots),
      follows: new Uint8Array(slots).fill(NEW_USER),
      targets: new Int32Array(slots).fill(-1),
      weights: new Float64Array(slots),
      table: this.table,
      mask: new Float64Array(slots * width),
    };
    for (let k = 0; k < window.mask.length; k++) {
      window.mask[k] = this.rng.uniform() < DROPOUT ? 0 : 1 / (1 - DROPOUT);
    }
    for (let slot = 0; slot < slots; slot++) {
      const lane = slot % lanes;
      const within = from + Math.floor(slot / lanes);
      const at = lane * laneLength + within;
      if (within >= laneLength || at >= stream.length) continue;
      const p = stream[at];
      const goesOn = within > 0 && stream[at - 1] === p - 1;
      window.items[slot] = items[p];
      window.follows[slot] = goesOn ? followsAt(timestampSec, p, -1) : NEW_USER;
      window.targets[slot] = items[p + 1];
      window.weights[slot] = this.targetWeight[p + 1] / slots;
    }
    return window;
  }

  /** One step down the gradient of a window. @returns the summed loss of its rows. */
  private learn(window: ReturnType<HrnnTrainer['window']>, tableAdam: Adam): number {
    const { network, tableGradient, soughtGradient, plan } = this;
    network.forward(window);
    tableGradient.clear();
    network.gradient.fill(0);
    const negatives = this.negatives.draw(plan.negatives);
    const loss = sampledSoftmax(
      network.sought,
      this.table,
      plan.width,
      window,
      negatives,
      soughtGradient,
      tableGradient,
    );
    network.backward(window, soughtGradient, tableGradient);
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
    network.refresh();
    return loss * window.targets.length;
  }

  private nextRate(): number {
    const { epochs, rowsAnEpoch, steps, lanes } = this.plan;
    const total = Math.max(1, epochs * Math.ceil(Math.ceil(rowsAnEpoch / lanes) / steps));
    const done = this.step++;
    return RATE * Math.min(1, (done + 1) / WARM_UP_STEPS) * Math.max(0, 1 - done / total);
  }

  private copy(): Model {
    return hrnnModel({
      weights: Float32Array.from(this.network.weights),
      table: Float32Array.from(this.table),
      users: this.users,
      width: this.plan.width,
      longest: this.sequences.longest,
      seed: this.config.seed,
      nUsers: this.data.nUsers,
      rows: this.data.items.length,
    });
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}
