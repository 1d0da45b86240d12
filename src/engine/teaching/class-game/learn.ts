import { LIKES_FROM, type Liking } from '../../../domain/class-code';
import {
  CLASS_LIST,
  type ClassPerson,
  type ClassResult,
  type Guesser,
  LEAST_CLASS,
  likesOf,
  type ThingCounts,
} from '../../../domain/class-game';
import type { PairedResult } from '../../../domain/comparison';
import type { Job, Pool } from '../../../domain/ports';
import { pairedTest } from '../../../kernels/metrics/paired-test';
import { mainAxes } from '../lessons/main-axes';
import { guessByEverybody, guessByNear, type Guesses } from './guesses';
import { againstLuck, type Answers, nearTo } from './near';
import { guessByRecipe } from './recipe-guess';

/**
 * A class learns from its own answers: who is near whom, what everybody gets, what each gets, and whether that is more
 * than luck. Nothing is kept. About a second for thirty people and twenty things.
 *
 * @throws RangeError for fewer than LEAST_CLASS people; AppError CANCELLED.
 */
export async function learnFromClass(
  answers: Answers,
  seed: number,
  pool: Pool,
  job: Job,
): Promise<ClassResult> {
  if (answers.length < LEAST_CLASS) throw new RangeError('too few people for a class');
  const near = nearTo(answers);
  const places = mainAxes(answers.map(taste));
  const by: { readonly [guesser in Guesser]: Guesses } = {
    everybody: guessByEverybody(answers),
    near: guessByNear(answers),
    recipe: await guessByRecipe(answers, seed, pool, job),
  };
  const people = answers.map((likings, person): ClassPerson => {
    const listBy = (guesser: Guesser, isKnown: boolean): readonly number[] =>
      ordered(by[guesser][person], by.everybody[person]).filter((thing) => likings[thing] > 0 === isKnown);
    const lists = {
      everybody: listBy('everybody', true),
      near: listBy('near', true),
      recipe: listBy('recipe', true),
    };
    const hits = {
      everybody: hitsOf(lists.everybody, likings),
      near: hitsOf(lists.near, likings),
      recipe: hitsOf(lists.recipe, likings),
    };
    const [x, y] = places[person];
    return { x, y, near: near[person], lists, hits, unknown: listBy('near', false) };
  });
  const against = (guesser: Guesser): Promise<PairedResult> =>
    pairedTest(
      people.map(({ hits }) => hits[guesser] - hits.everybody),
      seed,
      (done, total) => job.checkpoint('class', done, total),
    );
  return {
    popular: popularOf(answers),
    people,
    nearest: againstLuck(answers, near, seed),
    tests: { near: await against('near'), recipe: await against('recipe') },
  };
}

/** How far above or below their usual answer everything is for somebody; 0 for what they do not know. */
function taste(likings: readonly Liking[]): Float64Array {
  const known = likings.filter((liking) => liking > 0);
  const usual = known.reduce<number>((sum, liking) => sum + liking, 0) / Math.max(1, known.length);
  return Float64Array.from(likings, (liking) => (liking === 0 ? 0 : liking - usual));
}

/** Things by a guess, the best first; equal ones by another, then as they stand in the list. */
function ordered(guess: Float64Array, then: Float64Array): readonly number[] {
  return Array.from(guess.keys()).sort((a, b) => guess[b] - guess[a] || then[b] - then[a] || a - b);
}

function hitsOf(list: readonly number[], likings: readonly Liking[]): number {
  return list.slice(0, CLASS_LIST).filter((thing) => likings[thing] >= LIKES_FROM).length;
}

function popularOf(answers: Answers): readonly ThingCounts[] {
  const counts = Array.from(answers[0], (_, thing) => {
    const said = [0, 0, 0, 0, 0];
    for (const likings of answers) said[likings[thing]]++;
    return { thing, said };
  });
  return counts.sort((a, b) => likesOf(b) - likesOf(a) || a.thing - b.thing);
}
