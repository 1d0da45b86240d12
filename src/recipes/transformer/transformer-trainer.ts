import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { Adam } from '../../kernels/adam';
import { log } from '../../kernels/math';
import type { Rng } from '../../kernels/rng';
import { RowGradients } from '../../kernels/row-gradients';
import { sampledSoftmax } from '../../kernels/sampled-softmax';
import { momentsOf, type Moments } from '../moments/moments';
import { distinctUsers } from '../popularity-count';
import type { Model, RecipeConfig } from '../recipe';
import { hrnnBeside } from '../hrnn/hrnn-trainer';
import { itemVectors, sharedBy } from '../sequence/item-vectors';
import { NegativeSampler } from '../sequence/negatives';
import { momentWeights } from '../sequence/moment-weights';
import type { Calibration } from '../sequence/calibration';
import { HeldOut } from '../sequence/held-out';
import {
  networkNumbers,
  networkRng,
  NetworkTrainer,
  type AroundEpochs,
  type LearningNetwork,
} from '../sequence/network-trainer';
import { precedentsPlan } from '../sequence/precedents';
import { Rounds } from '../sequence/rounds';
import type { Sequences } from '../sequence/sequences';
import { initialWeights } from './initial-weights';
import { transformerModel } from './transformer-model';
import { Network } from './transformer-network';
import { newItems, placeUntouched, type NewItem } from './new-items';
import { LENGTH, planFor, type Plan } from './transformer-plan';

const RATE = 5e-3;
const WARM_UP_STEPS = 30;
const AROUND_EPOCHS: AroundEpochs = { before: 0.25, after: 0.25 };
/** Longest gradient, of all weights and items together, that a step follows unshortened. */
const CLIP = 5;

/** What the networks of one training have in common. */
interface Setting {
  readonly recipe: RecipeName;
  readonly data: TrainingData;
  readonly config: RecipeConfig;
  readonly sequences: Sequences;
  readonly plan: Plan;
  readonly users: Int32Array;
  readonly counts: Int32Array;
  readonly targetWeight: Float64Array;
  /** Where item vectors begin. */
  readonly vectors: (job: Job) => Promise<Float64Array<ArrayBuffer>>;
  /** Gives items that nobody has had their place among item vectors (items × (width + 1)). */
  readonly place: (table: Float32Array, width: number) => void;
}

/**
 * A transformer; where there is work left over, a recurrent network beside it, then another transformer.
 *
 * @param only see `trainerAlone`.
 */
export function transformerTrainer(
  recipe: RecipeName,
  data: TrainingData,
  config: RecipeConfig,
  only?: number,
): NetworkTrainer {
  const { seed, budget } = config;
  const moments = momentsOf(data);
  const whole = {
    moments,
    from: moments.userPtr.slice(0, -1),
    to: moments.userPtr.slice(1),
    longest: LENGTH,
    rows: learnable(moments),
  };
  const { heldOut, learned } = HeldOut.draw(data, whole, seed);
  const plan = planFor(learned.rows, data.nItems, budget);
  const counts = new Int32Array(data.nItems);
  for (const item of moments.items) counts[item]++;
  const { width } = plan.shape;
  const numbers = networkNumbers(plan.networks, only);
  let offered: readonly NewItem[] = [];
  const setting: Setting = {
    recipe,
    data,
    config,
    sequences: learned,
    plan,
    users: distinctUsers(data),
    counts,
    targetWeight: averagingOne(momentWeights(data, moments)),
    vectors: sharedBy(numbers.length, async (job) => {
      offered = await newItems(data, counts, job);
      return itemVectors(learned, counts, width, seed, job);
    }),
    place: (table, tableWidth) => placeUntouched(table, tableWidth, counts, offered),
  };
  const networks = numbers.map((n) =>
    n === 1 ? hrnnBeside({ ...setting, seed }, width, plan) : new LearningTransformer(setting, n),
  );
  return new NetworkTrainer(
    plan.epochs,
    networks,
    only === undefined ? heldOut : null,
    precedentsPlan(moments, config.parameters.apply_recency_bias !== 'false'),
    AROUND_EPOCHS,
  );
}

/**
 * Learns one network: all users' histories, in the order of `Rounds`, form one stream that is cut into windows; every row
 * of a window learns what comes next. The learning rate warms up and falls to 0.
 */
class LearningTransformer implements LearningNetwork {
  private readonly network: Network;
  private readonly networkAdam: Adam;
  private readonly soughtGradient: Float64Array;
  private readonly tableGradient: RowGradients;
  private readonly negatives: NegativeSampler;
  private readonly rounds: Rounds;
  private readonly dropout: Rng;
  private readonly stretch;
  private table = new Float64Array(0);
  private tableAdam: Adam | null = null;
  private step = 0;

  /** @param n which one it is of those that learn: each has its own chance. */
  constructor(
    private readonly setting: Setting,
    n: number,
  ) {
    const { plan, data, counts, config } = setting;
    const { shape } = plan;
    const rng = (purpose: string): Rng => networkRng(config.seed, purpose, n);
    const recent = config.parameters.apply_recency_bias === 'true';
    const weights = initialWeights(shape, rng('transformer-weights'), recent);
    this.network = new Network(shape, weights, new Float64Array(weights.length), recent);
    this.networkAdam = new Adam(weights, weights.length);
    const rows = shape.windows * shape.length;
    this.soughtGradient = new Float64Array(rows * shape.width);
    this.tableGradient = new RowGradients(data.nItems, shape.width + 1, 2 * rows + plan.pace.negatives);
    this.negatives = new NegativeSampler(counts, rng('transformer-negatives'));
    this.rounds = new Rounds(setting.sequences.moments.nUsers, rng('transformer-order'));
    this.dropout = rng('transformer-dropout');
    this.stretch = {
      items: new Int32Array(rows),
      begins: new Int32Array(rows),
      targets: new Int32Array(rows),
      weights: new Float64Array(rows),
      mask: plan.pace.dropout === 0 ? null : new Float64Array(rows * shape.width),
    };
  }

  async learn(job: Job): Promise<number | null> {
    const { shape, rowsAnEpoch } = this.setting.plan;
    const tableAdam = (this.tableAdam ??= await this.prepare(job));
    const stream = this.drawStream();
    const rows = shape.windows * shape.length;
    let loss = 0;
    for (let from = 0; from < stream.length; from += rows) {
      await job.checkpoint('epoch', from, stream.length);
      this.fill(stream, from);
      loss += this.descend(tableAdam);
    }
    return rowsAnEpoch === 0 ? null : loss / rowsAnEpoch;
  }

  /** Before the first epoch: where item vectors begin. */
  private async prepare(job: Job): Promise<Adam> {
    const { counts, plan, vectors } = this.setting;
    const { width } = plan.shape;
    const table = await vectors(job);
    for (let i = 0; i < counts.length; i++) table[i * (width + 1) + width] = log(counts[i] + 0.1);
    this.table = table;
    return new Adam(table, width + 1);
  }

  /** Positions of moments that have one after them: users whole as far as the epoch's rows reach. */
  private drawStream(): Int32Array {
    const { sequences, plan } = this.setting;
    const { from, to } = sequences;
    const stream = new Int32Array(plan.rowsAnEpoch);
    let n = 0;
    while (n < stream.length) {
      const u = this.rounds.next();
      for (let p = from[u]; p < to[u] - 1 && n < stream.length; p++) stream[n++] = p;
    }
    return stream;
  }

  /** Rows `from` … of the stream; what lies beyond its end has no target. */
  private fill(stream: Int32Array, from: number): void {
    const { items, begins, targets, weights, mask } = this.stretch;
    const { plan, sequences, targetWeight } = this.setting;
    const { dropout } = plan.pace;
    const keep = 1 / (1 - dropout);
    const { shape } = plan;
    const { moments } = sequences;
    if (mask !== null)
      for (let k = 0; k < mask.length; k++) mask[k] = this.dropout.uniform() < dropout ? 0 : keep;
    for (let row = 0; row < items.length; row++) {
      const at = from + row;
      const t = row % shape.length;
      const held = at < stream.length;
      const p = held ? stream[at] : 0;
      const goesOn = t > 0 && held && stream[at - 1] === p - 1;
      items[row] = moments.items[p];
      begins[row] = goesOn ? begins[row - 1] : t;
      targets[row] = held ? moments.items[p + 1] : -1;
      weights[row] = held ? targetWeight[p + 1] / items.length : 0;
    }
  }

  /** One step down the gradient of a stretch. @returns the summed loss of its rows. */
  private descend(tableAdam: Adam): number {
    const { network, tableGradient, soughtGradient, stretch } = this;
    const { plan } = this.setting;
    const { width } = plan.shape;
    const read = { ...stretch, table: this.table };
    network.forward(read, stretch.items.length);
    tableGradient.clear();
    network.gradient.fill(0);
    const negatives = this.negatives.draw(plan.pace.negatives);
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
    const { epochs, rowsAnEpoch, shape } = this.setting.plan;
    const total = Math.max(1, epochs * Math.ceil(rowsAnEpoch / (shape.windows * shape.length)));
    const done = this.step++;
    return RATE * Math.min(1, (done + 1) / WARM_UP_STEPS) * Math.max(0, 1 - done / total);
  }

  snapshot(): (calibration: Calibration) => Model {
    const { recipe, data, config, plan, users, place } = this.setting;
    const table = Float32Array.from(this.table);
    place(table, plan.shape.width);
    const parts = {
      recipe,
      shape: { ...plan.shape, windows: 1 },
      weights: Float32Array.from(this.network.weights),
      table,
      users,
      seed: config.seed,
      nUsers: data.nUsers,
      rows: data.items.length,
    };
    return (calibration) => transformerModel({ ...parts, calibration });
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
