import { LIKES_FROM, type Liking } from '../../../domain/class-code';
import { agreement, type Answers, likeness } from './near';

/** For each person, a number for every thing; higher is guessed to be liked more. */
export type Guesses = readonly Float64Array[];

/** The mean of the class counts like one person who is alike in everything. */
const CLASS_WEIGHT = 1;

/** How many others like each thing. */
export function guessByEverybody(answers: Answers): Guesses {
  return answers.map((likings, me) =>
    Float64Array.from(likings, (_, thing) => countOf(answers, me, thing, (liking) => liking >= LIKES_FROM)),
  );
}

/**
 * What the others say of each thing, each weighed by how much they agree with somebody on everything but that thing; what
 * the class says on the whole decides where nobody is near.
 */
export function guessByNear(answers: Answers): Guesses {
  return answers.map((likings, me) =>
    Float64Array.from(likings, (_, thing) => {
      let sum = 0;
      let weights = 0;
      answers.forEach((other, person) => {
        if (person === me || other[thing] === 0) return;
        const weight = nearness(agreement(likings, other, thing));
        sum += weight * other[thing];
        weights += weight;
      });
      const known = countOf(answers, me, thing, (liking) => liking > 0);
      const mean = countOf(answers, me, thing, (liking) => liking) / Math.max(1, known);
      return (sum + CLASS_WEIGHT * mean) / (weights + CLASS_WEIGHT);
    }),
  );
}

/** Nobody who agrees on half or less is near; the nearer count far more. 0 … 1. */
function nearness(shared: { readonly both: number; readonly agree: number }): number {
  return Math.max(0, 2 * likeness(shared) - 1) ** 2;
}

function countOf(
  answers: Answers,
  me: number,
  thing: number,
  of: (liking: Liking) => number | boolean,
): number {
  return answers.reduce(
    (sum, likings, person) => (person === me ? sum : sum + Number(of(likings[thing]))),
    0,
  );
}
