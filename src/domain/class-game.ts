import { LIKES_FROM, type Liking } from './class-code';
import type { PairedResult } from './comparison';

/** Fewer have nobody near them to learn from. */
export const LEAST_CLASS = 5;
/** How many guesses a list has. */
export const CLASS_LIST = 5;

/** Two people, by what both know. */
export interface Near {
  /** Index of the other. */
  readonly person: number;
  /** Things that both know. */
  readonly both: number;
  /** Of these, those that both like or both do not. */
  readonly agree: number;
}

/**
 * Whose guess it is: how many others like a thing; what the people near say of it, the nearer the more; or the recipe that
 * the service is asked for first.
 */
export type Guesser = 'everybody' | 'near' | 'recipe';

export interface ClassPerson {
  /** Place on a plane on which who answers alike lies near: −1 … 1. */
  readonly x: number;
  readonly y: number;
  /** Everybody else, the most alike first. */
  readonly near: readonly Near[];
  /**
   * Things that they know, what is guessed that they like most first. No guess has seen what they said of that very thing.
   */
  readonly lists: { readonly [by in Guesser]: readonly number[] };
  /** Of the first five guesses, those that they do like. */
  readonly hits: { readonly [by in Guesser]: number };
  /** Things that they do not know, by what the people near say. */
  readonly unknown: readonly number[];
}

/** How many people say what of a thing. */
export interface ThingCounts {
  readonly thing: number;
  /** By liking, from 0, not known, to 4, loved. */
  readonly said: readonly number[];
}

export function likesOf({ said }: ThingCounts): number {
  return said.reduce((sum, n, liking) => (liking >= LIKES_FROM ? sum + n : sum), 0);
}

/** Everything that as many like as the first. */
export function firstOf(popular: readonly ThingCounts[]): readonly ThingCounts[] {
  return popular.filter((one) => likesOf(one) === likesOf(popular[0]));
}

/** What a class that learns from itself comes to. */
export interface ClassResult {
  /** Things that most people like first; equal ones as they stand in the list. */
  readonly popular: readonly ThingCounts[];
  readonly people: readonly ClassPerson[];
  /** Of what two know, the share on which everybody agrees with who is nearest to them: the mean over people. */
  readonly nearest: {
    readonly agree: number;
    /** The same where every thing's answers are dealt out among the people at random. */
    readonly dealt: number;
    /** Of such deals, the share in which it was no less. */
    readonly luck: number;
  };
  /** Hits of one's own list against those of everybody's, first and second, by who guesses one's own. */
  readonly tests: { readonly [by in Exclude<Guesser, 'everybody'>]: PairedResult };
}

/** What a survey says: a row for each person, a thing for each column. */
export interface Survey {
  readonly things: readonly string[];
  /** A person without a name has null. */
  readonly people: readonly { readonly name: string | null; readonly likings: readonly Liking[] }[];
}
