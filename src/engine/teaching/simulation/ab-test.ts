import type { SimulatedVisit, Standing } from '../../../domain/simulation';
import { Rng } from '../../../kernels/rng';
import {
  counted,
  differenceAtAllTimes,
  meanAtAllTimes,
  NOTHING,
  type Tally,
} from '../../../kernels/metrics/always-valid';
import { follow, type Mind } from './visitor';

/** Lists that a person looks through, one after the other, before they leave. */
const LISTS_A_VISIT = 3;
/** Nothing is said before so many people were given to each campaign: the intervals hold for many. */
const FEWEST_EACH = 25;

/** What the people of a test are shown and think. */
export interface TestSubjects {
  readonly userIds: readonly string[];
  mindOf(userId: string): Mind | Promise<Mind>;
  /** The next list of the campaign for the person. */
  ask(arm: 0 | 1, userId: string): Promise<readonly string[]>;
  /** Told of each item followed, before the next list is asked for. */
  onFollow(visit: FollowedItem): Promise<void>;
}

export interface FollowedItem {
  readonly userId: string;
  readonly arm: 0 | 1;
  readonly itemId: string;
  /** Visit and list, both from 1. */
  readonly visit: number;
  readonly list: number;
}

export interface Visit extends Omit<SimulatedVisit, 'lists'> {
  /** The place followed in each list from 0, or −1. */
  readonly followed: readonly number[];
  readonly lists: readonly (readonly string[])[];
}

/**
 * An A/B test: everybody comes by once, in an order drawn from the seed, is given to one of two campaigns by a hash of
 * who they are, and looks through three lists. A person counts once, with the share of their lists that they followed:
 * people are given to campaigns independently, lists of one person are not independent. The same seed, people and lists
 * give the same test.
 */
export class AbTest {
  readonly planned: number;
  readonly #order: readonly string[];
  #tallies: readonly [Tally, Tally] = [NOTHING, NOTHING];
  #decided: Standing['decided'] = null;
  #visits = 0;

  constructor(
    private readonly seed: number,
    private readonly subjects: TestSubjects,
  ) {
    this.#order = new Rng(seed, 'ab-test|order').shuffle([...subjects.userIds].sort());
    this.planned = this.#order.length;
  }

  get isOver(): boolean {
    return this.#visits === this.planned;
  }

  /** The next person's visit. @throws RangeError when everybody has been there. */
  async next(): Promise<Visit> {
    if (this.isOver) throw new RangeError('everybody has been there');
    const userId = this.#order[this.#visits++];
    const number = this.#visits;
    const arm = armOf(this.seed, userId);
    const mind = await this.subjects.mindOf(userId);
    const rng = new Rng(this.seed, `ab-test|visit|${userId}`);
    const followedBefore = new Set<string>();
    const remembering: Mind = {
      likingOf: (itemId) => mind.likingOf(itemId),
      knows: (itemId) => followedBefore.has(itemId) || mind.knows(itemId),
    };
    const lists: (readonly string[])[] = [];
    const followed: number[] = [];
    for (let list = 1; list <= LISTS_A_VISIT; list++) {
      const items = await this.subjects.ask(arm, userId);
      const place = follow(items, remembering, rng);
      lists.push(items);
      followed.push(place);
      if (place < 0) continue;
      const itemId = items[place];
      followedBefore.add(itemId);
      await this.subjects.onFollow({ userId, arm, itemId, visit: number, list });
    }
    this.#count(arm, followed.filter((place) => place >= 0).length / LISTS_A_VISIT);
    return { number, userId, arm, followed, lists, standing: this.#standing() };
  }

  #count(arm: 0 | 1, share: number): void {
    const [first, second] = this.#tallies;
    this.#tallies = arm === 0 ? [counted(first, share), second] : [first, counted(second, share)];
  }

  #standing(): Standing {
    const [first, second] = this.#tallies;
    const difference = differenceAtAllTimes(first, second, this.planned);
    const enough = Math.min(first.n, second.n) >= FEWEST_EACH;
    if (this.#decided === null && enough && (difference.low > 0 || difference.high < 0)) {
      this.#decided = { better: difference.low > 0 ? 0 : 1, visit: this.#visits };
    }
    return {
      people: [first.n, second.n],
      rates: [meanAtAllTimes(first, this.planned / 2), meanAtAllTimes(second, this.planned / 2)],
      difference,
      decided: this.#decided,
    };
  }
}

/** Which campaign a person is given to: the same whenever they come. */
export function armOf(seed: number, userId: string): 0 | 1 {
  return new Rng(seed, `ab-test|arm|${userId}`).uint32() >= 2 ** 31 ? 1 : 0;
}
