import { type RecipeName, recipesThat } from './recipe-catalogue';

/** Recipes that learn in a world with knobs. */
export const WORLD_RECIPES = recipesThat(({ inWorld }) => inWorld !== undefined);

/** Each 0 … 1: how far tastes lie apart, how noisy choices are, how long histories, how strong fame, how fast taste drifts. */
export const WORLD_KNOBS = ['apart', 'noise', 'length', 'fame', 'drift'] as const;
export type WorldKnob = (typeof WORLD_KNOBS)[number];

/** The same settings give the same figures, to the last byte. */
export interface WorldSettings {
  readonly knobs: { readonly [knob in WorldKnob]: number };
  readonly seed: number;
}

/** Of a hundred films that people watched next, those that stood in lists of ten. */
export interface WorldHits {
  readonly hits: number;
  /** 95 %, by people. */
  readonly low: number;
  readonly high: number;
}

export interface WorldResult {
  readonly people: number;
  readonly films: number;
  /** That the recipes learn from. */
  readonly events: number;
  /** In the order of `WORLD_RECIPES`. */
  readonly recipes: readonly (WorldHits & { readonly recipe: RecipeName })[];
  /** Who knows every taste as it is at that moment, and how famous each film is; chance alone is hidden from them. */
  readonly mindReader: WorldHits;
  readonly verdict: WorldVerdict;
}

/**
 * What these people show: `nothing`, not even a mind reader finds more than chance; `fame`, no recipe finds more than the
 * one that gives everybody the same; `best`, one finds more than each other; `close`, more than the same for everybody, but
 * which of them is best could be luck.
 */
export type WorldVerdict =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fame' }
  | { readonly kind: 'close' }
  | { readonly kind: 'best'; readonly recipe: RecipeName };
