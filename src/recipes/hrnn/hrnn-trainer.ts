import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { weighedUsers } from '../popularity-count';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { itemVectors } from '../sequence/item-vectors';
import { momentWeights } from '../sequence/moment-weights';
import { NegativeSampler } from '../sequence/negatives';
import { BestEpoch } from '../sequence/best-epoch';
import { UNCALIBRATED } from '../sequence/calibration';
import { HeldOut } from '../sequence/held-out';
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

const RATE = 3e-3;
const WARM_UP_STEPS = 30;

/**
 * Learns the network with back-propagation through `bptt` steps, by Adam; the rate warms up and falls to 0. Item
 * vectors begin at the leading eigenvectors of who stands near whom.
 */
export class HrnnTrainer implements Trainer {
  readonly epochs: number;
  private readonly sequences: Sequences;
  private readonly heldOut: HeldOut | null;
  private readonly best = new BestEpoch();
  private readonly plan: Plan;
  private readonly gapSec: number;
  private readonly users: Counts;
  private readonly counts: Int32Array;
  private readonly network: Network;
  private readonly userTable: UserTable | null;
  private readonly context: Float64Array;
  private stages: { items: ItemTable; learner: Learner; stream: Stream } | null = null;
  private step = 0;
  private done = 0;
  private report: EpochReport | null = null;
  private current: Model | null = null;

  /**
   * @param described what is known of items, users and events; null = the plain recipe.
   * @param part of an ensemble, which tells by its own held-out rows what the network is worth.
   */
  constructor(
    private readonly name: HrnnName,
    private readonly data: TrainingData,
    private readonly config: RecipeConfig,
    private readonly described: Descriptions | null,
    part: PartOfEnsemble | null = null,
  ) {
    const { parameters, seed, budget } = config;
    const whole = sequencesOf(data, parameters);
    const { heldOut, learned } =
      part === null ? HeldOut.draw(data, whole, seed) : { heldOut: null, learned: whole };
    this.heldOut = heldOut;
    this.sequences = learned;
    const { moments, from, to, rows } = learned;
    const width = part?.width ?? widthFor(Number(parameters.hidden_dimension));
    const begins = described !== null && userFeatureCount(described) > 0;
    let beginnings = 0;
    for (let u = 0; begins && u < moments.nUsers; u++) if (to[u] > from[u]) beginnings++;
    const work = part?.work ?? WORK[budget];
    this.plan = planFor(rows + beginnings, data.nItems, width, Number(parameters.bptt), work);
    this.epochs = this.plan.epochs;
    this.gapSec = sessionGap(moments);
    this.users = weighedUsers(data);
    this.counts = new Int32Array(data.nItems);
    for (const item of moments.items) this.counts[item]++;
    this.network = new Network(width, this.plan.steps, this.plan.lanes, initialWeights(width, seed));
    this.userTable = begins ? new UserTable(described.users, width, new Rng(seed, 'hrnn-users')) : null;
    this.context = new Float64Array((described?.eventTypes ?? 0) * width);
  }

  async trainEpoch(job: Job): Promise<EpochReport> {
    const { rowsAnEpoch, steps } = this.plan;
    await job.checkpoint('epoch', 0, 1);
    if (this.best.isOver && this.report !== null) return this.report;
    const { stream, learner, items } = this.stages ?? (await this.prepare(job));
    stream.draw();
    const { laneLength } = stream;
    let loss = 0;
    for (let from = 0; from < laneLength; from += steps) {
      const look = (): Promise<void> => job.checkpoint('epoch', from, laneLength);
      await look();
      loss += await learner.learn(stream.window(from), this.nextRate(), look);
    }
    await this.examine(items, job);
    this.done++;
    this.report = { label: `epoch ${this.done}`, loss: rowsAnEpoch === 0 ? null : loss / rowsAnEpoch };
    return this.report;
  }

  /** Before the first epoch: where item vectors begin, and all that learns with them. */
  private async prepare(job: Job): Promise<{ items: ItemTable; learner: Learner; stream: Stream }> {
    const { plan, data, described, counts, sequences, network, userTable, context } = this;
    const { parameters, seed } = this.config;
    const { width } = plan;
    const own = await itemVectors(sequences, counts, width, seed, job);
    for (let i = 0; i < counts.length; i++) own[i * (width + 1) + width] = log(counts[i] + 0.1);
    const features = described && (await describedItems(described, own, width + 1, counts, job));
    const items = new ItemTable(own, width + 1, features, new Rng(seed, 'hrnn-own'));
    const negatives = new NegativeSampler(counts, new Rng(seed, 'hrnn-negatives'));
    const learned = { network, items, users: userTable, context };
    const learner = new Learner(learned, plan, negatives, data.nItems);
    const types = momentTypes(data, sequences.moments);
    const rowWeights = momentWeights(data, sequences.moments);
    const weights = targetWeights(sequences.moments, parameters.recency_mask === 'true');
    const ofMoment = Int32Array.from(types, (code) => (code * width < context.length ? code : -1));
    const tables = {
      items: items.values,
      targetWeight: weights.map((weight, p) => weight * rowWeights[p]),
      context: context.length === 0 ? null : { ofMoment, table: context },
      startStates: userTable && userTable.start.bind(userTable),
    };
    const stream = new Stream(sequences, plan, this.gapSec, tables, new Rng(seed, 'hrnn-order'));
    this.stages = { items, learner, stream };
    return this.stages;
  }

  private nextRate(): number {
    const { epochs, rowsAnEpoch, steps, lanes } = this.plan;
    const total = Math.max(1, epochs * Math.ceil(Math.ceil(rowsAnEpoch / lanes) / steps));
    const done = this.step++;
    return RATE * Math.min(1, (done + 1) / WARM_UP_STEPS) * Math.max(0, 1 - done / total);
  }

  /** What this epoch has come to replaces the model there is, unless held-out rows speak against it. */
  private async examine(items: ItemTable, job: Job): Promise<void> {
    const parts = this.copy(items);
    const found = this.heldOut && (await this.heldOut.examine(hrnnModel(parts), job));
    if (this.best.keeps(found && found.gains))
      this.current = hrnnModel({ ...parts, calibration: found?.calibration ?? UNCALIBRATED });
  }

  private copy(items: ItemTable): HrnnParts {
    const { described, network, userTable, plan, sequences, data } = this;
    return {
      name: this.name,
      weights: new Float32Array(network.weights.values),
      own: new Float32Array(items.own),
      users: this.users,
      described: described && {
        itemEncoders: described.itemEncoders,
        items: described.items,
        itemTable: new Float32Array(items.featureTable),
        userEncoders: described.userEncoders,
        users: described.users,
        userTable: new Float32Array(userTable?.table ?? []),
        context: new Float32Array(this.context),
        shiftsColdLists: described.shiftsColdLists,
      },
      width: plan.width,
      longest: sequences.longest,
      gapSec: this.gapSec,
      seed: this.config.seed,
      nUsers: data.nUsers,
      rows: data.items.length,
      calibration: UNCALIBRATED,
    };
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}

/**
 * Where learning begins: both units average what they read, a session starts from the user's state, and a state looks
 * for items like itself; with seeded noise on every matrix.
 */
function initialWeights(width: number, seed: number): Float64Array {
  const h = width;
  const rng = new Rng(seed, 'hrnn-weights');
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
