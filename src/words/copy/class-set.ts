import { LIKINGS, type Liking } from '../../domain/class-code';
import type { ClassSet, ReadySet } from '../../domain/class-set';
import { hashed } from '../../domain/hashes';
import { count } from '../../domain/numbers';
import * as say from '../messages/classset';
import { saidWhenRead } from '../messages/said-when-read';

/** A name a line. */
const READY: { readonly [set in ReadySet]: () => string } = {
  snacks: say.snacks,
  films: say.films,
  pastimes: say.pastimes,
};
/** Animals times numbers: two of thirty people have the same name about once in five classes. */
const NUMBERS = 99;

/** What the things of a list are called. */
export function thingNames(set: ClassSet): readonly string[] {
  return 'ready' in set ? READY[set.ready]().split('\n') : set.titles;
}

/**
 * Whoever gave no name is an animal with a number, which follows from the code: `Fox 17`. On the phone it is this one; on
 * the wall it may be another animal with the same number.
 */
export function animalOf(code: string): string {
  return animalNamed(animalIn(code), code);
}

/** The number of somebody who gave no name, on the phone as on the wall. */
export function numberOf(code: string): string {
  return count(1 + (Math.floor(hashed(code) / animals().length) % NUMBERS));
}

/**
 * What everybody is called: by their own name, or as an animal that nobody before them is while there are others; the
 * second of one name has a number behind it.
 */
export function calledBy(
  people: readonly { readonly name: string | null; readonly code: string }[],
): readonly string[] {
  const seen = new Map<string, number>();
  const taken = animals().map(() => 0);
  return people.map(({ name, code }) => {
    const own = name ?? animalNamed(takeAnimal(taken, animalIn(code)), code);
    const times = (seen.get(own) ?? 0) + 1;
    seen.set(own, times);
    return times === 1 ? own : `${own} (${count(times)})`;
  });
}

/** Takes the first from there on that has been taken the least. */
function takeAnimal(taken: number[], from: number): number {
  const least = Math.min(...taken);
  let animal = from;
  while (taken[animal] > least) animal = (animal + 1) % taken.length;
  taken[animal]++;
  return animal;
}

function animals(): readonly string[] {
  return say.animals().split('\n');
}

function animalIn(code: string): number {
  return hashed(code) % animals().length;
}

function animalNamed(animal: number, code: string): string {
  return say.called({ animal: animals()[animal], number: numberOf(code) });
}

const WORDS = saidWhenRead({
  4: say.loveIt,
  3: say.likeIt,
  2: say.notMuch,
  1: say.dontLike,
  0: say.unknown,
});

export function likingWords(liking: Liking): string {
  return WORDS[liking];
}

/** Each liking with its words, the warmest first. */
export function likingChoices(): readonly { readonly liking: Liking; readonly words: string }[] {
  return LIKINGS.map((liking) => ({ liking, words: likingWords(liking) }));
}
