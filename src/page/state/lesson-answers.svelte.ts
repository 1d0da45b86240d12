import { isSavedStep, type SavedStep } from '../../domain/saved-work';
import { membersThat, siteStorage, StoredJson, StoredText, type Area } from './stored';

/** What somebody has said to a step of a lesson. */
export interface LessonAnswer {
  readonly vote: number | null;
  readonly text: string;
}

/** A step as it looked, without what was said to it. */
export type SeenStep = Omit<SavedStep, 'asked' | 'answer'> & {
  readonly asked: Omit<NonNullable<SavedStep['asked']>, 'said'> | null;
};

interface Kept extends LessonAnswer {
  /** null: it was answered from elsewhere, or before this was kept. */
  readonly seen: SeenStep | null;
}
const NOTHING: Kept = { vote: null, text: '', seen: null };

/** All of a lesson that was kept, by place. */
export type KeptLesson = { readonly [place: string]: Kept };

/**
 * What has been said in lessons on this device, and what it was said to, by project, lesson, step and whom it is about;
 * and the name that was last put on it. A saved page is a copy, which nothing here changes. Without storage all of it
 * lives as long as the page. Whether an answer was shown is not kept: who prepares a lesson must not find it told when
 * the class is there.
 */
export class LessonAnswers {
  #kept = $state.raw<KeptLesson>({});

  readonly #stored;
  readonly #name;

  constructor(area: Area = siteStorage) {
    this.#stored = new StoredJson('lessonAnswers', keptIn, area);
    this.#name = new StoredText('lessonName', area);
    this.#kept = this.#stored.read();
  }

  of(place: string): LessonAnswer {
    return this.#kept[place] ?? NOTHING;
  }

  say(place: string, change: Partial<LessonAnswer>): void {
    this.#keep({ ...this.#kept, [place]: { ...(this.#kept[place] ?? NOTHING), ...change } });
  }

  /** A step is looked at. What the same question told before stays: looking again loses nothing. */
  see(place: string, seen: SeenStep): void {
    const { [place]: kept = NOTHING, ...others } = this.#kept;
    const earlier = kept.seen !== null && questionIn(kept.seen) === questionIn(seen) ? kept.seen.says : '';
    this.#keep({ ...others, [place]: { ...kept, seen: { ...seen, says: seen.says || earlier } } });
  }

  /** Whatever is kept of a lesson; null where nothing was said in it. @param lesson project and lesson. */
  keptOf(lesson: string): KeptLesson | null {
    const own = Object.entries(this.#kept).filter(([place]) => place.startsWith(`${lesson}/`));
    return own.some(([, { vote, text }]) => vote !== null || text !== '') ? Object.fromEntries(own) : null;
  }

  /** Puts this in place of all that is kept of a lesson. */
  setKept(lesson: string, kept: KeptLesson): void {
    const others = Object.entries(this.#kept).filter(([place]) => !place.startsWith(`${lesson}/`));
    this.#keep({ ...Object.fromEntries(others), ...kept });
  }

  /** The steps of a lesson that were looked at with what was said, each as it was looked at last, in no order. */
  savedOf(lesson: string): readonly SavedStep[] {
    const own = Object.entries(this.#kept).filter(([place]) => place.startsWith(`${lesson}/`));
    const steps = own.flatMap(([, kept]) => (kept.seen === null ? [] : [withAnswer(kept.seen, kept)]));
    return Object.values(Object.fromEntries(steps.map((step) => [step.step, step])));
  }

  get name(): string {
    return this.#name.read() ?? '';
  }

  set name(name: string) {
    this.#name.write(name === '' ? null : name);
  }

  #keep(kept: KeptLesson): void {
    this.#kept = kept;
    this.#stored.write(kept);
  }
}

/** Other data may leave fewer to choose from than there were when somebody voted. */
function withAnswer(seen: SeenStep, { vote, text }: LessonAnswer): SavedStep {
  const { asked } = seen;
  const said = vote !== null && asked?.choices[vote] !== undefined ? vote : null;
  return { ...seen, asked: asked && { ...asked, said }, answer: text };
}

const questionIn = ({ heading, asked }: SeenStep): string => JSON.stringify([heading, asked]);

/** What was kept before steps were has none. */
function keptIn(found: unknown): KeptLesson {
  const answers = Object.entries(membersThat(found, isAnswer));
  return Object.fromEntries(
    answers.map(([place, { vote, text, seen = null }]) => [
      place,
      { vote, text, seen: seen !== null && isSeen(seen) ? seen : null },
    ]),
  );
}

function isAnswer(value: unknown): value is LessonAnswer & Partial<Kept> {
  if (typeof value !== 'object' || value === null) return false;
  const { vote, text } = value as Partial<LessonAnswer>;
  return (vote === null || typeof vote === 'number') && typeof text === 'string';
}

const isSeen = (seen: SeenStep): boolean => isSavedStep(withAnswer(seen, NOTHING));
