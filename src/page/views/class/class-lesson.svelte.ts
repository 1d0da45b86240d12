import { calledBy, thingNames } from '../../../words/copy/class-set';
import { LIKES_FROM } from '../../../domain/class-code';
import { type ClassPerson, type ClassResult, LEAST_CLASS } from '../../../domain/class-game';
import { listed } from '../../../domain/numbers';
import type { AppState } from '../../state/app';
import { query, whileWanted } from '../../state/query.svelte';
import * as say from '../../../words/messages/class';
import type { ClassGame } from './class-game.svelte';
import { classHeading, classNotes, type ClassStep, type OwnGuesser, STEPS } from './class-words';

/** The same answers give the same pictures. */
const SEED = 1;
const FAVOURITES = 3;
/** The steps of a class that looks at its own answers: where it is, who is looked at, and what was learned. */
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

  /** What somebody likes best, as a list in words; null: nothing. */
  favourites(person: number): string | null {
    const { likings } = this.game.pupils[person];
    const liked = [...likings.keys()]
      .filter((thing) => likings[thing] >= LIKES_FROM)
      .sort((a, b) => likings[b] - likings[a] || a - b)
      .slice(0, FAVOURITES);
    return liked.length === 0 ? null : listed(liked.map((thing) => this.names[thing]));
  }

  go(to: number): void {
    if (to < 0 || to >= STEPS.length || (to > 0 && this.lacks > 0)) return;
    this.app.route.go({ step: to + 1 });
  }
  leave(): void {
    this.app.route.go({ step: null });
  }
}
