import type { Liking } from './class-code';
import { avalanche, hashed } from './hashes';

/** As many as sit in a classroom. */
const MADE_UP_PUPILS = 24;
/** People of one kind like the same things, some more clearly than others. */
const KINDS = 4;
/** With this one most like chocolate, and few like soup, where the class is asked about food. */
const SEED = 4755;
const NOT_KNOWN = 0.08;
/** Of a thing's own goodness, of what somebody's kind says of it, and of what nobody can foresee. */
const WEIGHTS = { thing: 0.7, kind: 1.3, own: 0.7 } as const;

/**
 * The answers of a class that does not exist, to try the game with: so many things, the same answers every time. There is
 * something to find in them, as there is in most classes.
 */
export function madeUpClass(things: number): readonly (readonly Liking[])[] {
  return Array.from({ length: MADE_UP_PUPILS }, (_, person) =>
    Array.from({ length: things }, (_, thing): Liking => {
      if (drawn(`known|${person}|${thing}`) < NOT_KNOWN) return 0;
      const liked =
        WEIGHTS.thing * spread(`thing|${thing}`) +
        WEIGHTS.kind * spread(`kind|${person % KINDS}|${thing}`) +
        WEIGHTS.own * spread(`own|${person}|${thing}`);
      return liked > 0.7 ? 4 : liked > 0 ? 3 : liked > -0.7 ? 2 : 1;
    }),
  );
}

/** −1 … 1 */
function spread(what: string): number {
  return 2 * drawn(what) - 1;
}

/** 0 … 1, the same for the same words. */
function drawn(what: string): number {
  return avalanche(hashed(`${SEED}|${what}`)) / 2 ** 32;
}
