import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { log } from '../../kernels/math';
import type { Rng } from '../../kernels/rng';
import { weighedUsers } from '../popularity-count';
import type { Model, RecipeConfig } from '../recipe';
import { itemVectors, sharedBy } from '../sequence/item-vectors';
import { momentWeights } from '../sequence/moment-weights';
import { NegativeSampler } from '../sequence/negatives';
import type { Calibration } from '../sequence/calibration';
import {
  networkNumbers,
  networkRng,
  NetworkTrainer,
  type LearningNetwork,
} from '../sequence/network-trainer';
import { HeldOut } from '../sequence/held-out';
import { precedentsPlan } from '../sequence/precedents';
import { sequencesOf, targetWeights, type Sequences } from '../sequence/sequences';
import type { Counts } from '../stored-arrays';
import { type Descriptions, describedItems, userFeatureCount } from './descriptions';
import { ItemTable } from './item-table';
import { Learner } from './learner';
import { hrnnModel } from './hrnn-model';
import { momentTypes } from './moment-types';
import { Network } from './hrnn-network';
import { planFor, widthFor, WORK, type PartOfEnsemble, type Plan } from './hrnn-plan';
import { sessionGap } from './session-gap';
import type { HrnnName, HrnnParts } from './stored-model';
import { Stream } from './stream';
import { UserTable } from './user-table';
import { gruLength } from '../../kernels/gru';
import { networkLength, NetworkWeights, type Matrix } from './network-weights';

const PACE: Pace = { rate: 3e-3, dropout: 0.2 };
/** Where every row is read so few times or fewer, there is no time to go slowly, and nothing is learned by heart. */
const FEW_EPOCHS = 3;
const PACE_OF_FEW: Pace = { rate: 6e-3, dropout: 0 };
/** Beside other parts, whose held-out rows weigh a network that was too fast. */
const FEW_EPOCHS_IN_ENSEMBLE = 6;
const PACE_OF_FEW_IN_ENSEMBLE: Pace = { rate: 6e-3, dropout: 0.2 };
const WARM_UP_STEPS = 30;
/** A network unlearns much of what it could know where older rows hardly count. */
const HALF_LIFE = 2;
/** Steps that gradients are taken back through where no parameter says. */
const BPTT = 32;

/** How a network learns. */
interface Pace {
  /** Highest learning rate. */
  readonly rate: number;
  /** Share of the inputs' numbers that are left out at random. */
  readonly dropout: number;
}

/** What the networks of one training have in common. */
interface Setting {
  readonly name: HrnnName;
  readonly data: TrainingData;
  readonly seed: number;
  /** Half-life of targets by their age, as a share of the data's time span; null = all count alike. */
  readonly halfLife: number | null;
  /** What is known of items, users and events; null = the plain recipe. */
  readonly described: Descriptions | null;
  readonly sequences: Sequences;
  readonly plan: Plan;
  readonly pace: Pace;
  readonly gapSec: number;
  readonly users: Counts;
  readonly counts: Int32Array;
  /** Where item vectors begin. */
  readonly vectors: (job: Job) => Promise<Float64Array<ArrayBuffer>>;
  /** Gives items that nobody has had their place in what an epoch has come to (items × (width + 1)). */
  readonly place?: (own: Float32Array, width: number) => void;
}

/** The plain network beside those of another recipe: as wide, learning from the same rows as often. */
export function hrnnBeside(
  common: Pick<Setting, 'data' | 'seed' | 'sequences' | 'counts' | 'vectors' | 'place'>,
  width: number,
  { epochs, rowsAnEpoch }: Pick<Plan, 'epochs' | 'rowsAnEpoch'>,
): LearningNetwork {
  const { data, sequences } = common;
  const { rows, moments } = sequences;
  const plan = planFor(rows, data.nItems, width, BPTT, { flops: Infinity, enough: epochs * rows });
  const setting: Setting = {
    ...common,
    name: 'aws-hrnn',
    halfLife: null,
    described: null,
    plan: { ...plan, epochs, rowsAnEpoch },
    pace: paceFor(epochs, null),
    gapSec: sessionGap(moments),
    users: weighedUsers(data),
  };
  return new LearningHrnn(setting, 0);
}

/**
 * @param described what is known of items, users and events; null = the plain recipe.
 * @param part of an ensemble, which tells by its own held-out rows what the network is worth.
 * @param only see `trainerAlone`.
 */
export function hrnnTrainer(
  name: HrnnName,
  data: TrainingData,
  config: RecipeConfig,
  described: Descriptions | null,
  part: PartOfEnsemble | null,
  only?: number,
): NetworkTrainer {
  const { parameters, seed, budget } = config;
  const whole = sequencesOf(data, parameters);
  const { heldOut, learned } =
    part === null ? HeldOut.draw(data, whole, seed) : { heldOut: null, learned: whole };
  const { moments, from, to, rows } = learned;
  const width = part?.width ?? widthFor(Number(parameters.hidden_dimension));
  let beginnings = 0;
  if (described !== null && userFeatureCount(described) > 0)
    for (let u = 0; u < moments.nUsers; u++) if (to[u] > from[u]) beginnings++;
  const work = part?.work ?? WORK[budget];
  const plan = planFor(rows + beginnings, data.nItems, width, Number(parameters.bptt), work);
  const numbers = networkNumbers(plan.networks, only);
  const counts = new Int32Array(data.nItems);
  for (const item of moments.items) counts[item]++;
  const setting: Setting = {
    name,
    data,
    seed,
    halfLife: parameters.recency_mask === 'true' ? HALF_LIFE : null,
    described,
    sequences: learned,
    plan,
    pace: paceFor(plan.epochs, part),
    gapSec: sessionGap(moments),
    users: weighedUsers(data),
    counts,
    vectors: sharedBy(numbers.length, (job) => itemVectors(learned, counts, width, seed, job)),
  };
  const networks = numbers.map((n) => new LearningHrnn(setting, n));
  return new NetworkTrainer(
    plan.epochs,
    networks,
    only === undefined ? heldOut : null,
    described?.shiftsColdLists === false
      ? null
      : precedentsPlan(moments, parameters.recency_mask !== 'false'),
  );
}

function paceFor(epochs: number, part: PartOfEnsemble | null): Pace {
  if (part !== null) return epochs > FEW_EPOCHS_IN_ENSEMBLE ? PACE : PACE_OF_FEW_IN_ENSEMBLE;
  return epochs > FEW_EPOCHS ? PACE : PACE_OF_FEW;
}

/**
 * Learns one network with back-propagation through `bptt` steps, by Adam; the rate warms up and falls to 0. Item
 * vectors begin at the leading eigenvectors of who stands near whom.
 */
class LearningHrnn implements LearningNetwork {
  private readonly network: Network;
  private readonly userTable: UserTable | null;
  private readonly context: Float64Array;
  private stages: { items: ItemTable; learner: Learner; stream: Stream } | null = null;
  private step = 0;

  /** @param n which one it is of those that learn: each has its own chance. */
  constructor(
    private readonly setting: Setting,
    private readonly n: number,
  ) {
    const { described, plan } = setting;
    const { width, steps, lanes } = plan;
    this.network = new Network(width, steps, lanes, initialWeights(width, this.rng('hrnn-weights')));
    this.userTable =
      described !== null && userFeatureCount(described) > 0
        ? new UserTable(described.users, width, this.rng('hrnn-users'))
        : null;
    this.context = new Float64Array((described?.eventTypes ?? 0) * width);
  }

  private rng(purpose: string): Rng {
    return networkRng(this.setting.seed, purpose, this.n);
  }

  async learn(job: Job): Promise<number | null> {
    const { rowsAnEpoch, steps } = this.setting.plan;
    const { stream, learner } = (this.stages ??= await this.prepare(job));
    stream.draw();
    const { laneLength } = stream;
    let loss = 0;
    for (let from = 0; from < laneLength; from += steps) {
      const look = (): Promise<void> => job.checkpoint('epoch', from, laneLength);
      await look();
      loss += await learner.learn(stream.window(from), this.nextRate(), look);
    }
    return rowsAnEpoch === 0 ? null : loss / rowsAnEpoch;
  }

  /** Before the first epoch: where item vectors begin, and all that learns with them. */
  private async prepare(job: Job): Promise<{ items: ItemTable; learner: Learner; stream: Stream }> {
    const { network, userTable, context } = this;
    const { plan, pace, data, described, counts, sequences, halfLife, gapSec, vectors } = this.setting;
    const { width } = plan;
    const own = await vectors(job);
    for (let i = 0; i < counts.length; i++) own[i * (width + 1) + width] = log(counts[i] + 0.1);
    const features = described && (await describedItems(described, own, width + 1, counts, job));
    const items = new ItemTable(own, width + 1, features, this.rng('hrnn-own'));
    const negatives = new NegativeSampler(counts, this.rng('hrnn-negatives'));
    const learned = { network, items, users: userTable, context };
    const learner = new Learner(learned, plan, negatives, data.nItems);
    const types = momentTypes(data, sequences.moments);
    const rowWeights = momentWeights(data, sequences.moments);
    const weights = targetWeights(sequences.moments, halfLife);
    const ofMoment = Int32Array.from(types, (code) => (code * width < context.length ? code : -1));
    const tables = {
      items: items.values,
      targetWeight: weights.map((weight, p) => weight * rowWeights[p]),
      context: context.length === 0 ? null : { ofMoment, table: context },
      startStates: userTable && userTable.start.bind(userTable),
    };
    const reading = { ...plan, gapSec, dropout: pace.dropout };
    return { items, learner, stream: new Stream(sequences, reading, tables, this.rng('hrnn-order')) };
  }

  private nextRate(): number {
    const { plan, pace } = this.setting;
    const { epochs, rowsAnEpoch, steps, lanes } = plan;
    const total = Math.max(1, epochs * Math.ceil(Math.ceil(rowsAnEpoch / lanes) / steps));
    const done = this.step++;
    return pace.rate * Math.min(1, (done + 1) / WARM_UP_STEPS) * Math.max(0, 1 - done / total);
  }

  snapshot(): (calibration: Calibration) => Model {
    const { network, userTable, context, stages } = this;
    const { name, described, plan, sequences, data, seed, gapSec, users, place } = this.setting;
    if (stages === null) throw new RangeError('no epoch has finished');
    const own = new Float32Array(stages.items.own);
    place?.(own, plan.width);
    const parts: Omit<HrnnParts, 'calibration'> = {
      name,
      weights: new Float32Array(network.weights.values),
      own,
      users,
      described: described && {
        itemEncoders: described.itemEncoders,
        items: described.items,
        itemTable: new Float32Array(stages.items.featureTable),
        userEncoders: described.userEncoders,
        users: described.users,
        userTable: new Float32Array(userTable?.table ?? []),
        context: new Float32Array(context),
        shiftsColdLists: described.shiftsColdLists,
      },
      width: plan.width,
      longest: sequences.longest,
      gapSec,
      seed,
      nUsers: data.nUsers,
      rows: data.items.length,
    };
    return (calibration) => hrnnModel({ ...parts, calibration });
  }
}

/**
 * Where learning begins: both units average what they read, a session starts from the user's state, and a state looks
 * for items like itself; with seeded noise on every matrix.
 */
function initialWeights(width: number, rng: Rng): Float64Array {
  const h = width;
  const values = new Float64Array(networkLength(h));
  const weights = new NetworkWeights(h, values);
  const noise = (at: number, length: number): void => {
    for (let k = 0; k < length; k++) values[at + k] += (0.3 / Math.sqrt(h)) * rng.normal();
  };
  const begin = ({ at, rows, columns }: Matrix, diagonal: number): void => {
    noise(at, rows * columns);
    if (diagonal !== 0) for (let k = 0; k < columns; k++) values[at + k * columns + k] += diagonal;
  };
  for (const unit of [0, gruLength(h)]) {
    noise(unit, 6 * h * h);
    for (let k = 0; k < h; k++) values[unit + 2 * h * h + k * h + k] += 1;
    values.fill(1, unit + 6 * h * h + h, unit + 6 * h * h + 2 * h);
  }
  begin(weights.start, 1);
  begin(weights.gates, 0);
  begin(weights.seekSession, 1);
  begin(weights.seekUser, USER_PART);
  return values;
}

/** How much of what is looked for comes from the user's state at first. */
const USER_PART = 0.5;
