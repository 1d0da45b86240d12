import { type RecipeName, recipesThat } from './recipe-catalogue';

/** Recipes that the bubble machine trains anew each week. */
export const BUBBLE_RECIPES = recipesThat(({ isWeekly }) => isWeekly === true);

/** What the bubble machine plays. The same settings give the same film. */
export interface BubbleSettings {
  readonly recipe: RecipeName;
  /** explorationWeight, 0 … 1; it counts for recipes with scores alone. */
  readonly exploration: number;
  /** Of what people play, the share that they take from their list, 0 … 1. */
  readonly obedience: number;
  readonly seed: number;
}

/** One week of the town. Shares are of 0 … 1. */
export interface BubbleWeek {
  /** Of the songs that are out, how many were played at all. */
  readonly played: number;
  /** How unevenly plays fall on the songs that are out: 0 all alike, towards 1 all on one (Gini). */
  readonly gini: number;
  /** Of the songs that are out, how many a person likes less than what they played: the mean over all plays. */
  readonly enjoyed: number;
  /** Of the plays of two people, how many they share: the mean over all pairs. */
  readonly alike: number;
  /** Of the songs that came out in the four weeks up to this one, how many somebody has played; null: none came out. */
  readonly newHeard: number | null;
}

/** A song of the invented town. */
export interface BubbleSong {
  readonly title: string;
  /** Index into the genres of the town. */
  readonly genre: number;
  /** The week in which it came out; 0: it was there from the beginning. */
  readonly week: number;
}

/** A week of both towns. */
export interface BubbleStep {
  readonly week: number;
  readonly listed: BubbleWeek;
  /** The same town without lists. */
  readonly alone: BubbleWeek;
  /** Plays of every song, with lists. */
  readonly plays: Uint16Array;
}

export interface BubbleWeeks {
  readonly people: number;
  readonly songs: readonly BubbleSong[];
  readonly steps: readonly BubbleStep[];
}

export const BUBBLE_WEEKS = 30;

/** How many genres the town has. */
export const BUBBLE_GENRES = 6;
