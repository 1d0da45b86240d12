import type { Job } from '../../../domain/ports';
import type { HalfSeen } from './half-seen';
import { MadeOnce } from './made-once';

/** Whose votes count where nobody is chosen. */
const VOTERS = 40;
/** Users between two looks at the job. */
const AT_ONCE = 200;

export interface AlikeUser {
  readonly user: number;
  /** 0 … 1. */
  readonly likeness: number;
}

/**
 * Who resembles whom by what both have taken: the cosine over items, where an item of n people weighs 1 ÷ √n, so that
 * two who share a rare one are more alike than two who share what all have. Of everybody else
 * counts what they have taken, of the person asked about what is known.
 */
export class Alike {
  /** @param usersOf users of every item, ascending. @param mass summed weights of a user's items. */
  private constructor(
    private readonly data: HalfSeen,
    private readonly usersOf: readonly (readonly number[])[],
    private readonly mass: Float64Array,
  ) {}

  /** O(pairs of a user and an item). @throws AppError CANCELLED through the job. */
  static async of(data: HalfSeen, job: Job): Promise<Alike> {
    const usersOf: number[][] = Array.from({ length: data.nItems }, () => []);
    const mass = new Float64Array(data.nUsers);
    for (let u = 0; u < data.nUsers; u++) {
      if (u % AT_ONCE === 0) await job.checkpoint('lesson', u, data.nUsers);
      for (const item of data.taken[u]) {
        usersOf[item].push(u);
        mass[u] += weight(data, item);
      }
    }
    return new Alike(data, usersOf, mass);
  }

  /** Everybody who shares something with this person, the most alike first, ties by number. */
  to(user: number): readonly AlikeUser[] {
    const { data } = this;
    const shared = new Float64Array(data.nUsers);
    let own = 0;
    for (const item of data.known[user]) {
      own += weight(data, item);
      for (const other of this.usersOf[item]) shared[other] += weight(data, item);
    }
    const alike: AlikeUser[] = [];
    for (let other = 0; other < data.nUsers; other++) {
      if (other === user || shared[other] === 0) continue;
      alike.push({ user: other, likeness: shared[other] / Math.sqrt(own * this.mass[other]) });
    }
    return alike.sort((a, b) => b.likeness - a.likeness || a.user - b.user);
  }

  /** Votes for every item: the summed likeness of the voters who have it; −Infinity for what this person has. */
  votes(user: number, voters: readonly AlikeUser[] = this.to(user).slice(0, VOTERS)): Float64Array {
    const votes = new Float64Array(this.data.nItems);
    for (const voter of voters) {
      for (const item of this.data.taken[voter.user]) votes[item] += voter.likeness;
    }
    for (const item of this.data.known[user]) votes[item] = -Infinity;
    return votes;
  }
}

function weight(data: HalfSeen, item: number): number {
  return 1 / Math.sqrt(data.users[item]);
}

/** Made once for the data and kept as long as they are. */
export const alikeOf = new MadeOnce<HalfSeen, Alike>((data, job) => Alike.of(data, job));
