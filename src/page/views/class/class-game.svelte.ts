import { type CodeFault, exampleCode, type Liking, readCode, writeCode } from '../../../domain/class-code';
import { classEntries } from '../../../domain/class-entries';
import type { Survey } from '../../../domain/class-game';
import { type ClassSet, classSetFault, isReadySet, thingsIn } from '../../../domain/class-set';
import { madeUpClass } from '../../../domain/made-up-class';
import { StoredJson, tabStorage } from '../../state/stored';

/** Somebody of the class. */
export interface Pupil {
  /** null: none was given. */
  readonly name: string | null;
  readonly code: string;
  readonly likings: readonly Liking[];
}

/** What could not be taken, and why. */
export interface Refused {
  /** That came with it. */
  readonly name: string | null;
  readonly code: string;
  readonly why: CodeFault | { readonly kind: 'same' | 'full' | 'example' };
}

/** How many people of a survey were taken, were there already, and had no room. */
export interface SurveyTally {
  readonly taken: number;
  readonly there: number;
  readonly left: number;
}

/** What a class was asked to guess at a step. */
interface Guess {
  readonly vote: number | null;
  readonly revealed: boolean;
}

interface Kept {
  readonly set: ClassSet;
  readonly isMadeUp: boolean;
  readonly pupils: readonly { readonly name: string | null; readonly code: string }[];
}

/** More have no room on a wall. */
const MOST_PUPILS = 60;
const NO_GUESS: Guess = { vote: null, revealed: false };

/** A class that is being asked: what, and what each has said. It lives as long as the tab, loading it again included. */
export class ClassGame {
  #set = $state.raw<ClassSet>({ ready: 'snacks' });
  pupils = $state.raw<readonly Pupil[]>([]);
  /** The pupils are made up, to try the game with. */
  isMadeUp = $state(false);
  /** Of what was given last. */
  refused = $state.raw<readonly Refused[]>([]);
  #guesses = $state.raw<{ readonly [about: string]: Guess }>({});
  readonly #stored: StoredJson<Kept | null> = new StoredJson('classAnswers', keptOf, tabStorage);

  constructor() {
    const kept = this.#stored.read();
    if (kept === null) return;
    this.#set = kept.set;
    this.isMadeUp = kept.isMadeUp;
    this.pupils = kept.pupils.flatMap(({ name, code }) => {
      const read = readCode(code, kept.set);
      return 'kind' in read ? [] : [{ name, ...read }];
    });
  }

  get set(): ClassSet {
    return this.#set;
  }

  /** Another list: answers to the one before say nothing of it, and are gone. */
  ask(set: ClassSet): void {
    this.#set = set;
    this.empty();
  }

  /** Nobody has said anything. */
  empty(): void {
    this.pupils = this.refused = [];
    this.isMadeUp = false;
    this.#guesses = {};
    this.#keep();
  }

  /** Those who have answered; nobody of a made-up class has. */
  get answered(): readonly Pupil[] {
    return this.isMadeUp ? [] : this.pupils;
  }

  /** A class that does not exist, which the first real answer sends away. */
  makeUp(): void {
    const likings = madeUpClass(thingsIn(this.#set));
    this.empty();
    this.isMadeUp = true;
    this.#change(likings.map((own) => ({ name: null, code: writeCode(own, this.#set), likings: own })));
  }

  /**
   * Takes the codes of a text; what cannot be taken stands in `refused`.
   *
   * @param twice also those that are there already, and the example: two may have answered alike. @returns how many were taken.
   */
  take(text: string, twice = false): number {
    const refused: Refused[] = [];
    let taken = 0;
    for (const { name, code } of classEntries(text, this.#set)) {
      const read = readCode(code, this.#set);
      const refuse = (why: Refused['why']) => refused.push({ name, code, why });
      if ('kind' in read) refuse(read);
      else if (!twice && read.code === exampleCode(this.#set)) refuse({ kind: 'example' });
      else if (!twice && this.answered.some((pupil) => pupil.code === read.code)) refuse({ kind: 'same' });
      else if (this.answered.length >= MOST_PUPILS) refuse({ kind: 'full' });
      else {
        this.#add([{ name, ...read }]);
        taken++;
      }
    }
    this.refused = refused;
    return taken;
  }

  /** How many things of the list, by these names, a survey asks about. */
  fits(survey: Survey, names: readonly string[]): number {
    return names.filter((name) => survey.things.some((thing) => alike(thing, name))).length;
  }

  /**
   * Takes the answers of a survey. Who stands in one that was taken before, by the same name and with the same answers, is
   * not taken again.
   *
   * @param names of the things of the list. @param asSet what it asks about, where that becomes the list. @returns null where
   *   the things are others.
   */
  takeSurvey(survey: Survey, names: readonly string[], asSet: ClassSet | null): SurveyTally | null {
    if (asSet !== null) this.ask(asSet);
    const wanted = asSet === null ? names : survey.things;
    const places = wanted.map((name) => survey.things.findIndex((thing) => alike(thing, name)));
    if (places.every((place) => place < 0)) return null;
    const people = survey.people.map(({ name, likings }) => {
      const own = places.map((place): Liking => (place < 0 ? 0 : likings[place]));
      return { name, code: writeCode(own, this.#set), likings: own };
    });
    const answering = people.filter(({ likings }) => likings.some((liking) => liking > 0));
    const before = this.answered.map(({ name, code }) => `${code} ${name}`);
    const fresh = answering.filter(({ name, code }) => {
      const at = before.indexOf(`${code} ${name}`);
      if (at >= 0) before.splice(at, 1);
      return at < 0;
    });
    const taken = fresh.slice(0, MOST_PUPILS - this.answered.length);
    this.#add(taken);
    this.refused = [];
    return {
      taken: taken.length,
      there: answering.length - fresh.length,
      left: fresh.length - taken.length,
    };
  }

  remove(pupil: Pupil): void {
    this.#change(this.pupils.filter((other) => other !== pupil));
  }

  rename(pupil: Pupil, name: string): void {
    const given = name.trim() === '' ? null : name.trim();
    this.#change(this.pupils.map((other) => (other === pupil ? { ...pupil, name: given } : other)));
  }

  guessOf(about: string): Guess {
    return this.#guesses[about] ?? NO_GUESS;
  }
  guess(about: string, change: Partial<Guess>): void {
    this.#guesses = { ...this.#guesses, [about]: { ...this.guessOf(about), ...change } };
  }

  #add(pupils: readonly Pupil[]): void {
    if (pupils.length === 0) return;
    const before = this.answered;
    this.isMadeUp = false;
    this.#change([...before, ...pupils]);
  }

  #change(pupils: readonly Pupil[]): void {
    this.pupils = pupils;
    // Guesses are about those who were there.
    this.#guesses = {};
    this.#keep();
  }

  #keep(): void {
    const pupils = this.pupils.map(({ name, code }) => ({ name, code }));
    this.#stored.write({ set: this.#set, isMadeUp: this.isMadeUp, pupils });
  }
}

function alike(one: string, other: string): boolean {
  const bare = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare(one) === bare(other);
}

function keptOf(found: unknown): Kept | null {
  if (typeof found !== 'object' || found === null) return null;
  const { set, isMadeUp, pupils } = found as Partial<Kept>;
  const isSet =
    typeof set === 'object' &&
    set !== null &&
    ('ready' in set
      ? isReadySet(set.ready)
      : Array.isArray(set.titles) && set.titles.every(isText) && classSetFault(set.titles) === null);
  const isPupil = (one: Kept['pupils'][number] | null): boolean =>
    one !== null && isText(one.code) && (one.name === null || isText(one.name));
  if (!isSet || !Array.isArray(pupils) || !pupils.every(isPupil)) return null;
  return { set, isMadeUp: isMadeUp === true, pupils };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
