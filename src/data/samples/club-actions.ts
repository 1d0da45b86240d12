import { sigmoid } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import type { Club, Person } from './people';
import { genres, type Genre } from './words';
import { DAY_SEC } from '../../domain/epoch';

/** What the club can ask of somebody, and whom it suits: log-odds of saying yes, and what moves them. */
interface ClubAction {
  readonly id: string;
  readonly name: string;
  readonly category: 'Membership' | 'Profile' | 'Community' | 'Tickets';
  /** 1 … 10, as the service counts it. */
  readonly value: number;
  /** Days before the club asks again. */
  readonly repeatDays: number;
  /** The club stopped asking for it then. */
  readonly expiresSec?: number;
  /** It is so new that nobody was asked yet. */
  readonly isNew?: true;
  readonly level: number;
  /** Per ten years above forty. */
  readonly age?: number;
  /** Per doubling of what somebody does at the club. */
  readonly activity?: number;
  /** Per unit of how much a genre draws them. */
  readonly taste?: { readonly [genre in Genre]?: number };
}

/** 2025-09-01. */
const SUMMER_END_SEC = 1_756_684_800;

const ACTIONS: readonly ClubAction[] = [
  {
    id: 'join-the-membership',
    name: 'Join the membership',
    category: 'Membership',
    value: 10,
    repeatDays: 30,
    level: -1.6,
    age: 0.35,
    activity: 0.6,
  },
  {
    id: 'become-a-patron',
    name: 'Become a patron',
    category: 'Membership',
    value: 9,
    repeatDays: 30,
    level: -2,
    age: 0.7,
    activity: 0.3,
    taste: { Documentary: 0.5 },
  },
  {
    id: 'rate-five-films',
    name: 'Rate five films',
    category: 'Profile',
    value: 3,
    repeatDays: 7,
    level: -0.6,
    age: -0.3,
    activity: 0.5,
  },
  {
    id: 'complete-the-profile',
    name: 'Complete the profile',
    category: 'Profile',
    value: 2,
    repeatDays: 30,
    level: -0.9,
    age: -0.5,
  },
  {
    id: 'invite-a-friend',
    name: 'Invite a friend',
    category: 'Community',
    value: 7,
    repeatDays: 7,
    level: -1.3,
    age: -0.6,
    activity: 0.3,
  },
  {
    id: 'write-a-review',
    name: 'Write a review',
    category: 'Community',
    value: 4,
    repeatDays: 7,
    level: -1.5,
    activity: 0.9,
    taste: { Drama: 0.4 },
  },
  {
    id: 'come-to-the-family-matinee',
    name: 'Come to the family matinee',
    category: 'Tickets',
    value: 5,
    repeatDays: 7,
    level: -1.4,
    taste: { Family: 1.2, Animation: 0.8 },
  },
  {
    id: 'come-to-the-horror-night',
    name: 'Come to the horror night',
    category: 'Tickets',
    value: 6,
    repeatDays: 7,
    level: -1.2,
    age: -0.3,
    taste: { Horror: 1.4, Thriller: 0.4 },
  },
  {
    id: 'come-to-the-open-air',
    name: 'Come to the summer open air',
    category: 'Tickets',
    value: 5,
    repeatDays: 7,
    expiresSec: SUMMER_END_SEC,
    level: -0.5,
    taste: { Romance: 0.8 },
  },
  {
    id: 'enter-the-short-film-contest',
    name: 'Enter the short film contest',
    category: 'Community',
    value: 6,
    repeatDays: 14,
    isNew: true,
    level: 0,
  },
];

/** The club asks in the last weeks of its two years. */
const WEEKS = 10;
/** Offers that somebody sees, on average. */
const OFFERS = 15;

export interface ClubActions {
  readonly actionsCsv: string;
  readonly actionInteractionsCsv: string;
}

/**
 * What the people of a club were asked to do, and did. Whether somebody does follows from who they are and what they
 * like, and from chance; once done, the club lets its repeat frequency pass before it asks again.
 *
 * @param quarters of the tastes, of which the last counts. @param toSec the end of the two years.
 */
export function clubActions(
  seed: number,
  club: Club,
  { quarters, toSec }: { readonly quarters: number; readonly toSec: number },
): ClubActions {
  const fromSec = toSec - WEEKS * 7 * DAY_SEC;
  const offered = ACTIONS.filter(
    ({ isNew, expiresSec = Infinity }) => isNew !== true && expiresSec > fromSec,
  );
  const rows: { readonly atSec: number; readonly line: string }[] = [];
  club.people.forEach((person, p) => {
    const rng = new Rng(seed, `actions ${p}`);
    const draws = club.taste.subarray((p * quarters + quarters - 1) * genres.length);
    const add = (type: string, { id }: ClubAction, atSec: number): void => {
      rows.push({ atSec, line: `${person.userId},${id},${type},${atSec}` });
    };
    const again = new Map<ClubAction, number>();
    const gap = (WEEKS * 7 * DAY_SEC) / OFFERS;
    for (let now = fromSec + rng.exponential() * gap; now < toSec; now += 3600 + rng.exponential() * gap) {
      const atSec = Math.floor(now);
      if (atSec < person.joinedSec) continue;
      const action = offered[rng.below(offered.length)];
      const [takes, declines, delay] = [rng.uniform(), rng.uniform(), rng.exponential()];
      if ((again.get(action) ?? 0) > atSec) continue;
      add('VIEWED', action, atSec);
      const answerSec = atSec + 60 + Math.floor(Math.min(6, delay) * DAY_SEC);
      if (takes < sigmoid(logOdds(action, person, draws))) {
        if (answerSec < toSec) add('TAKEN', action, answerSec);
      } else if (declines < 0.4) add('NOT_TAKEN', action, atSec + 30);
      again.set(action, answerSec + action.repeatDays * DAY_SEC);
    }
  });
  rows.sort((a, b) => a.atSec - b.atSec || (a.line < b.line ? -1 : 1));
  return {
    actionsCsv: table(
      'ACTION_ID,NAME,CATEGORY,VALUE,CREATION_TIMESTAMP,ACTION_EXPIRATION_TIMESTAMP,REPEAT_FREQUENCY',
      ACTIONS.map(({ id, name, category, value, isNew, expiresSec, repeatDays }) => {
        const createdSec = isNew ? toSec - DAY_SEC : fromSec - 30 * DAY_SEC;
        return `${id},${name},${category},${value},${createdSec},${expiresSec ?? ''},${repeatDays}`;
      }),
    ),
    actionInteractionsCsv: table(
      'USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP',
      rows.map(({ line }) => line),
    ),
  };
}

function logOdds(
  { level, age = 0, activity = 0, taste = {} }: ClubAction,
  person: Person,
  draws: Float64Array,
) {
  let sum = level + (age * (person.age - 40)) / 10;
  // What most people do is about a hundred things.
  for (let doubled = person.nEvents; doubled > 100; doubled /= 2)
    sum += activity * Math.min(1, doubled / 200);
  genres.forEach((genre, g) => (sum += (taste[genre] ?? 0) * draws[g]));
  return sum;
}

function table(head: string, lines: readonly string[]): string {
  return [head, ...lines].join('\n') + '\n';
}
