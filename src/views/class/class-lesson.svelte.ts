import { type SentencePart, sentence } from '../../charts/summary';
import { calledBy, thingNames } from '../../copy/class-set';
import { LIKES_FROM } from '../../domain/class-code';
import { type ClassPerson, type ClassResult, firstOf, LEAST_CLASS } from '../../domain/class-game';
import { count, listed } from '../../domain/numbers';
import type { AppState } from '../../state/app';
import { query, whileWanted } from '../../state/query.svelte';
import * as say from '../../words/class';
import type { ClassGame } from './class-game.svelte';
import {
  classHeading,
  classNotes,
  type ClassStep,
  luckFinding,
  nearestFinding,
  type OwnGuesser,
  popularFinding,
  STEPS,
} from './class-words';

/** The same answers give the same pictures. */
const SEED = 1;
/** Places of the popular list that are choices beside what comes first. */
const OTHER_PLACES = [4, 8, 13];
const FAVOURITES = 3;
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

/** The steps of a class that looks at its own answers: what each asks, and what it says then. */
export class ClassLesson {
  /** Who is looked at. */
  #person = $state(0);
  own = $state<OwnGuesser>('near');
  readonly #learned;

  /** To be made while its screen is set up. */
  constructor(
    private readonly app: AppState,
    readonly game: ClassGame,
  ) {
    this.#learned = query(
      () => {
        const isAsked = this.step !== 'collect' || app.route.current.sheet !== null;
        return isAsked && this.lacks === 0 ? game.pupils.map(({ likings }) => likings) : null;
      },
      (answers, signal) =>
        whileWanted(app.api, signal, (id) => app.api.learnFromClass(id, answers, SEED, () => undefined)),
    );
  }

  /** From 0. */
  readonly at = $derived.by(() => Math.min(STEPS.length, this.app.route.current.step ?? 1) - 1);
  readonly step = $derived<ClassStep>(STEPS[this.at]);
  readonly steps = STEPS.length;
  readonly names = $derived.by(() => thingNames(this.game.set));
  /** So many more people are needed. */
  readonly lacks = $derived.by(() => Math.max(0, LEAST_CLASS - this.game.pupils.length));

  get result(): ClassResult | null {
    return this.#learned.value;
  }
  get error() {
    return this.#learned.error;
  }
  get person(): number {
    return Math.min(this.#person, this.game.pupils.length - 1);
  }
  look(person: number): void {
    this.#person = person;
  }

  /** What everybody is called: by their own name, or as an animal; the second of one name has a number. */
  readonly called = $derived.by(() => calledBy(this.game.pupils));
  readonly shown = $derived.by<ClassPerson | null>(() => this.result?.people[this.person] ?? null);

  readonly heading = $derived(classHeading(this.step));
  readonly nextHeading = $derived(this.at + 1 < STEPS.length ? classHeading(STEPS[this.at + 1]) : null);
  readonly lead = $derived.by(() => {
    const person = this.called[this.person] ?? '';
    return {
      collect: say.collectLead(),
      popular: say.popularLead(),
      near: say.nearLead(),
      lists: say.listsLead({ person }),
      luck: say.luckLead(),
    }[this.step];
  });
  readonly notes = $derived.by(() => classNotes(this.step, this.called[this.person] ?? ''));

  readonly asks = $derived.by<Asks | null>(() => {
    const { result, shown } = this;
    if (result === null || shown === null) return null;
    const person = this.called[this.person];
    switch (this.step) {
      case 'collect':
        return null;
      case 'popular': {
        const first = firstOf(result.popular);
        const others = OTHER_PLACES.map((place) => result.popular[place]);
        const things = [
          ...first,
          ...others.filter((one) => one !== undefined && !first.includes(one)).slice(first.length - 1),
        ];
        const choices = dealt(things, this.game.pupils.length);
        return {
          prompt: say.popularAsk(),
          labels: choices.map(({ thing }) => this.names[thing]),
          answers: placesIn(choices, (one) => first.includes(one)),
        };
      }
      case 'near': {
        const others = [shown.near[0], ...OTHER_NEIGHBOURS.flatMap((place) => shown.near[place] ?? [])];
        const choices = dealt(others, this.person);
        const { both, agree } = shown.near[0];
        return {
          prompt: say.nearAsk({ person }),
          labels: choices.map((one) => this.called[one.person]),
          about: choices.map((one) => {
            const liked = this.favourites(one.person);
            return liked === null ? say.likesNothing() : say.favourites({ things: liked });
          }),
          answers: placesIn(choices, (one) => one.both === both && one.agree === agree),
        };
      }
      case 'lists': {
        const { everybody } = shown.hits;
        const own = shown.hits[this.own];
        return {
          prompt: say.listsAsk({ person }),
          labels: [say.ownList(), say.asMany(), say.everybodys()],
          answers: [own > everybody ? 0 : own < everybody ? 2 : 1],
        };
      }
      case 'luck': {
        const { better } = result.tests[this.own];
        return {
          prompt: say.luckAsk(),
          labels: [say.ownBetter(), say.cannotTell(), say.everybodyBetter()],
          answers: [better === 'first' ? 0 : better === 'second' ? 2 : 1],
        };
      }
    }
  });

  /** What somebody likes best, as a list in words; null: nothing. */
  favourites(person: number): string | null {
    const { likings } = this.game.pupils[person];
    const liked = [...likings.keys()]
      .filter((thing) => likings[thing] >= LIKES_FROM)
      .sort((a, b) => likings[b] - likings[a] || a - b)
      .slice(0, FAVOURITES);
    return liked.length === 0 ? null : listed(liked.map((thing) => this.names[thing]));
  }

  /** Under which a guess is kept: some are about somebody, or some way of guessing. */
  readonly #about = $derived.by(() => {
    if (this.step === 'popular') return this.step;
    return this.step === 'luck' ? `luck ${this.own}` : `${this.step} ${this.person} ${this.own}`;
  });
  readonly guess = $derived.by(() => this.game.guessOf(this.#about));
  readonly revealed = $derived(this.asks !== null && this.guess.revealed);

  vote(choice: number): void {
    const label = this.asks?.labels[choice];
    if (label === undefined || this.revealed) return;
    this.game.guess(this.#about, { vote: choice });
    this.app.announcer.say(say.yourGuess({ choice: label }));
  }
  reveal(): void {
    if (this.asks !== null) this.game.guess(this.#about, { revealed: !this.guess.revealed });
  }
  go(to: number): void {
    if (to < 0 || to >= STEPS.length || (to > 0 && this.lacks > 0)) return;
    this.app.route.go({ step: to + 1 });
  }
  leave(): void {
    this.app.route.go({ step: null });
  }

  /** What the step says; null until it may. */
  readonly finding = $derived.by<readonly SentencePart[] | null>(() => {
    const { result, shown } = this;
    if (!this.revealed || result === null || shown === null) return null;
    if (this.step === 'popular') return popularFinding(result, this.names);
    if (this.step === 'near') return nearestFinding(result, this.person, this.called);
    if (this.step === 'luck') return luckFinding(result, this.own);
    return sentence(
      say.listsSays({
        person: this.called[this.person],
        own: count(shown.hits[this.own]),
        everybody: count(shown.hits.everybody),
      }),
    );
  });
}

/** The first is the answer; where it comes to stand among the others nobody can foresee. */
function dealt<Choice>([first, ...others]: readonly Choice[], seed: number): readonly Choice[] {
  return others.toSpliced((seed * 7 + 2) % (others.length + 1), 0, first);
}

function placesIn<Choice>(choices: readonly Choice[], of: (choice: Choice) => boolean): readonly number[] {
  return choices.flatMap((one, place) => (of(one) ? [place] : []));
}
