import { LIKINGS, type Liking } from '../domain/class-code';
import { type ClassSet, hashed, type ReadySet } from '../domain/class-set';
import { count } from '../domain/numbers';
import * as say from '../words/classset';
import { saidWhenRead } from '../words/said-when-read';

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

/** Whoever gave no name is an animal with a number, which follows from the code: `Fox 17`, on the phone as on the wall. */
export function animalOf(code: string): string {
  const animals = say.animals().split('\n');
  const hash = hashed(code);
  return say.called({
    animal: animals[hash % animals.length],
    number: count(1 + (Math.floor(hash / animals.length) % NUMBERS)),
  });
}

/** What everybody is called: by their own name, or as an animal; the second of one name has a number behind it. */
export function calledBy(
  people: readonly { readonly name: string | null; readonly code: string }[],
): readonly string[] {
  const seen = new Map<string, number>();
  return people.map(({ name, code }) => {
    const own = name ?? animalOf(code);
    const times = (seen.get(own) ?? 0) + 1;
    seen.set(own, times);
    return times === 1 ? own : `${own} (${count(times)})`;
  });
}

const WORDS = saidWhenRead({
  4: say.loveIt,
  3: say.likeIt,
  2: say.notReally,
  1: say.notForMe,
  0: say.unknown,
});

export function likingWords(liking: Liking): string {
  return WORDS[liking];
}

/** Each liking with its words, the warmest first. */
export function likingChoices(): readonly { readonly liking: Liking; readonly words: string }[] {
  return LIKINGS.map((liking) => ({ liking, words: likingWords(liking) }));
}
