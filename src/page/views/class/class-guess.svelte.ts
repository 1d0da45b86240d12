import { type SentencePart, sentence } from '../../charts/summary';
import { CLASS_LIST, firstOf } from '../../../domain/class-game';
import { count, listed } from '../../../domain/numbers';
import type { Announcer } from '../../state/announcer.svelte';
import * as lessonWords from '../../../words/messages/lesson';
import * as say from '../../../words/messages/class';
import type { ClassLesson } from './class-lesson.svelte';
import { agreesNoLess, luckFinding, luckNumbers, nearestFinding, popularFinding } from './class-words';

/** Places of the popular list that are choices beside what comes first. */
const OTHER_PLACES = [4, 8, 13];
/** As far as that from the nearest are the people who are choices beside them. */
const OTHER_NEIGHBOURS = [3, 8, 15];

interface Asks {
  readonly prompt: string;
  readonly labels: readonly string[];
  /** Under each, before anybody guesses. */
  readonly about?: readonly string[];
  /** More than one where several are equal. */
  readonly answers: readonly number[];
}

/** What a step asks the class, what it guesses, and what is said then. */
export class ClassGuess {
  constructor(
    private readonly announcer: Announcer,
    private readonly lesson: ClassLesson,
  ) {}

  readonly asks = $derived.by<Asks | null>(() => {
    const { result, shown, step, person, own, called, names } = this.lesson;
    if (result === null || shown === null) return null;
    switch (step) {
      case 'collect':
        return null;
      case 'popular': {
        const first = firstOf(result.popular);
        const others = OTHER_PLACES.map((place) => result.popular[place]);
        const things = [
          ...first,
          ...others.filter((one) => one !== undefined && !first.includes(one)).slice(first.length - 1),
        ];
        const choices = dealt(things, this.lesson.game.pupils.length);
        return {
          prompt: say.popularAsk(),
          labels: choices.map(({ thing }) => names[thing]),
          answers: placesIn(choices, (one) => first.includes(one)),
        };
      }
      case 'near': {
        const others = [shown.near[0], ...OTHER_NEIGHBOURS.flatMap((place) => shown.near[place] ?? [])];
        const choices = dealt(others, person);
        const [nearest] = shown.near;
        return {
          prompt: say.nearAsk({ person: called[person] }),
          labels: choices.map((one) => called[one.person]),
          about: choices.map((one) => {
            const liked = this.lesson.favourites(one.person);
            return liked === null ? say.likesNothing() : say.favourites({ things: liked });
          }),
          answers: placesIn(choices, (one) => agreesNoLess(one, nearest)),
        };
      }
      case 'lists': {
        const { everybody } = shown.hits;
        const hits = shown.hits[own];
        const five = (list: readonly number[]): string =>
          listed(list.slice(0, CLASS_LIST).map((thing) => names[thing]));
        return {
          prompt: say.listsAsk({ person: called[person] }),
          labels: [say.ownList(), say.asMany(), say.everybodys()],
          about: [five(shown.lists[own]), '', five(shown.lists.everybody)],
          answers: [hits > everybody ? 0 : hits < everybody ? 2 : 1],
        };
      }
      case 'luck': {
        const { better } = result.tests[own];
        return {
          prompt: say.luckAsk(),
          labels: [say.ownBetter(), say.cannotTell(), say.everybodys()],
          answers: [better === 'first' ? 0 : better === 'second' ? 2 : 1],
        };
      }
    }
  });

  /** Under which a guess is kept: some are about somebody, or some way of guessing. */
  readonly #about = $derived.by(() => {
    const { step, person, own } = this.lesson;
    if (step === 'popular') return step;
    return step === 'luck' ? `luck ${own}` : `${step} ${person} ${own}`;
  });
  readonly guess = $derived.by(() => this.lesson.game.guessOf(this.#about));
  readonly revealed = $derived(this.asks !== null && this.guess.revealed);

  vote(choice: number): void {
    const label = this.asks?.labels[choice];
    if (label === undefined || this.revealed) return;
    this.lesson.game.guess(this.#about, { vote: choice });
    this.announcer.say(lessonWords.yourGuess({ choice: label }));
  }
  reveal(): void {
    if (this.asks !== null) this.lesson.game.guess(this.#about, { revealed: !this.guess.revealed });
  }

  /** What the step says; null until it may. */
  readonly finding = $derived.by<readonly SentencePart[] | null>(() => {
    const { result, shown, step, person, own, called, names } = this.lesson;
    if (!this.revealed || result === null || shown === null) return null;
    if (step === 'popular') return popularFinding(result, names);
    if (step === 'near') return nearestFinding(result, person, called);
    if (step === 'luck') return luckFinding(result, own);
    const about = { person: called[person] };
    const [mine, everybody] = [count(shown.hits[own]), count(shown.hits.everybody)];
    return sentence(
      mine === everybody
        ? say.listsTied({ ...about, hits: mine })
        : say.listsSays({ ...about, own: mine, everybody }),
    );
  });
  /** The numbers behind it; empty: there are none, or they may not be seen yet. */
  readonly numbers = $derived.by(() => {
    const { result, step, own } = this.lesson;
    return this.revealed && result !== null && step === 'luck' ? luckNumbers(result, own) : '';
  });
}

/** The first is the answer; where it comes to stand among the others nobody can foresee. */
function dealt<Choice>([first, ...others]: readonly Choice[], seed: number): readonly Choice[] {
  return others.toSpliced((seed * 7 + 2) % (others.length + 1), 0, first);
}

function placesIn<Choice>(choices: readonly Choice[], of: (choice: Choice) => boolean): readonly number[] {
  return choices.flatMap((one, place) => (of(one) ? [place] : []));
}
