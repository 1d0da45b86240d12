import type { Rng } from '../../../src/kernels/rng';

/** Something wrong with what became of one input: it broke something, or was taken for something else than it is. */
export interface Finding {
  readonly kind: 'crash' | 'loss';
  readonly why: string;
}

/** A door of the product that takes what anybody may hand in. */
export interface Target<Input> {
  /** One input, from the random numbers and its place in the run alone: the same ones make the same input. */
  make(random: Rng, at: number): Input;
  /**
   * Hands the input in and holds what comes of it against an independent reading. Whatever it throws is a crash.
   *
   * @param seen is told the kind of each outcome, so that a run shows which ways the inputs took.
   */
  attempt(input: Input, seen: (outcome: string) => void): Promise<Finding | null> | Finding | null;
  /** The input so that a person can see what it is. */
  show(input: Input): string;
}

export function loss(why: string): Finding {
  return { kind: 'loss', why };
}

/** Words that a sentence for a person never holds, unless the input did. */
const SLIPS = /\bundefined\b|\[object |\bNaN\b|\$\{/;

/** A finding where a sentence is empty or shows the code behind it; `input` is what may be cited in it. */
export function badSentence(sentence: string, input: string): Finding | null {
  const slip = SLIPS.exec(sentence.replace(/“[^”]*”/g, ''))?.[0];
  if (sentence.trim() !== '' && (slip === undefined || input.includes(slip))) return null;
  return loss(`a sentence says “${sentence}”`);
}
