import {
  BUBBLE_WEEKS,
  type BubbleSettings,
  type BubbleSong,
  type BubbleStep,
  type BubbleWeeks,
} from '../../../domain/bubble-machine';
import type { TrainingData } from '../../../domain/histories';
import type { Job, Pool } from '../../../domain/ports';
import { historyOf } from '../../../domain/queries';
import { topK } from '../../../kernels/top-k';
import { explore, type ItemExposure, planExploration } from '../../../recipes/exploration';
import { trainAtOnce } from '../train-at-once';
import { PEOPLE, type Play, Town } from './town';
import { DAY_SEC } from '../../../domain/epoch';

const LIST_LENGTH = 10;
/** Weeks without lists before the first: what the first training learns from. */
const BEFORE = 4;
const WEEK_SEC = 7 * DAY_SEC;
/** New songs are explored for so long. */
const NEW_DAYS = 56;

/**
 * People follow lists, the recipe is trained anew on what they played, week by week, and beside it the same town lives
 * without lists. The recipes and their exploration are those of the service; user-personalization takes about half a
 * second a week, the others a tenth. The same settings give the same weeks.
 */
export class BubbleMachine {
  readonly #town: Town;
  readonly #alone: Town;
  #week = 1 - BEFORE;

  /** @throws RangeError for settings outside their bounds. */
  constructor(
    readonly settings: BubbleSettings,
    private readonly pool: Pool,
  ) {
    requireBounds(settings);
    this.#town = new Town(settings.seed);
    this.#alone = new Town(settings.seed);
  }

  /** The week that comes next; 0 is the last without lists. */
  get week(): number {
    return Math.max(0, this.#week);
  }

  get songs(): readonly BubbleSong[] {
    return this.#town.songs;
  }

  /** Lives the next week. One that is cancelled leaves the machine where it was. @throws AppError CANCELLED. */
  async next(job: Job): Promise<BubbleStep> {
    for (;;) {
      const week = this.#week;
      const lists = week <= 0 ? null : await listsOf(this.#town, this.settings, week, this.pool, job);
      const listed = this.#town.live(week, lists, this.settings.obedience);
      const alone = this.#alone.live(week, null, 0);
      this.#week++;
      if (week >= 0) return { week, listed, alone, plays: this.#town.newest };
    }
  }
}

/**
 * The weeks from one on. A machine that stands there goes on; else one is made that lives through all before.
 *
 * @returns the machine too, for the next call.
 * @throws AppError CANCELLED through the job.
 */
export async function bubbleWeeks(
  before: BubbleMachine | null,
  settings: BubbleSettings,
  { from, count }: { readonly from: number; readonly count: number },
  pool: Pool,
  job: Job,
): Promise<{ readonly machine: BubbleMachine; readonly weeks: BubbleWeeks }> {
  const same = before !== null && JSON.stringify(before.settings) === JSON.stringify(settings);
  const machine = same && before.week === from ? before : new BubbleMachine(settings, pool);
  const until = Math.min(from + count, BUBBLE_WEEKS + 1);
  const steps: BubbleStep[] = [];
  while (machine.week < until) {
    await job.checkpoint('simulate', machine.week, until);
    const step = await machine.next(job);
    if (step.week >= from) steps.push(step);
  }
  return { machine, weeks: { people: PEOPLE, songs: machine.songs, steps } };
}

function requireBounds({ exploration, obedience, seed }: BubbleSettings): void {
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (!isShare(exploration) || !isShare(obedience) || !Number.isInteger(seed))
    throw new RangeError('settings of the bubble machine are out of bounds');
}

/** What everybody is shown in a week, learned from all that was played before it. */
async function listsOf(
  town: Town,
  { recipe, exploration, seed }: BubbleSettings,
  week: number,
  pool: Pool,
  job: Job,
): Promise<readonly Int32Array[]> {
  const data = trainingData(town.plays, town.songs.length);
  const out = town.out(week);
  const model = await trainAtOnce(recipe, data, seed, pool, job);
  const items = exposureOf(town, week, data);
  const isOut = new Uint8Array(town.songs.length).fill(1, 0, out);
  return Array.from({ length: PEOPLE }, (_, person) => {
    const values = new Float64Array(town.songs.length);
    model.scoreUser(historyOf(data, person), values);
    if (exploration > 0 && model.hasScores)
      explore(
        values,
        planExploration(values, items, {
          weight: exploration,
          ageCutOffDays: NEW_DAYS,
          seed,
          purpose: `bubble|${person}|${week}`,
        }),
      );
    return topK(values, data.itemRank, LIST_LENGTH, isOut);
  });
}

/** Of all that was played; songs that are not out have no rows. */
function trainingData(plays: readonly Play[], nItems: number): TrainingData {
  const userPtr = new Int32Array(PEOPLE + 1);
  for (const { person } of plays) userPtr[person + 1]++;
  for (let person = 0; person < PEOPLE; person++) userPtr[person + 1] += userPtr[person];
  const next = userPtr.slice(0, PEOPLE);
  const items = new Int32Array(plays.length);
  const timestampSec = new Float64Array(plays.length);
  for (const { person, song, week } of plays) {
    const at = next[person]++;
    items[at] = song;
    // A minute apart, in the order in which they were played.
    timestampSec[at] = (week + BEFORE) * WEEK_SEC + (at - userPtr[person]) * 60;
  }
  return {
    nUsers: PEOPLE,
    nItems,
    userPtr,
    items,
    timestampSec,
    eventType: new Uint16Array(plays.length),
    rowWeight: null,
    itemRank: Int32Array.from({ length: nItems }, (_, item) => item),
    itemColumns: [],
    userColumns: [],
  };
}

function exposureOf({ songs }: Town, week: number, { items }: TrainingData): ItemExposure {
  const interactions = new Int32Array(songs.length);
  for (const item of items) interactions[item]++;
  return {
    // What was there from the beginning is nobody's news.
    ageSec: Float64Array.from(songs, (song) => (song.week === 0 ? NaN : (week - song.week) * WEEK_SEC)),
    interactions,
    impressions: new Int32Array(songs.length),
  };
}
