import { membersThat, siteStorage, StoredJson, type Area } from './stored';

/** What somebody has said in a lesson. */
export interface LessonAnswer {
  readonly vote: number | null;
  readonly text: string;
}
const NOTHING: LessonAnswer = { vote: null, text: '' };

/** Choices by step. */
export type Votes = { readonly [step: string]: number };

type Kept = { readonly [step: string]: LessonAnswer };

/**
 * Votes and answers of this device, by project, lesson and step; without storage they live as long as the page. Whether
 * an answer was shown is not kept: who prepares a lesson must not find it told when the class is there.
 */
export class LessonAnswers {
  #kept = $state.raw<Kept>({});

  readonly #stored;

  constructor(area: Area = siteStorage) {
    this.#stored = new StoredJson<Kept>('lessonAnswers', (found) => membersThat(found, isAnswer), area);
    this.#kept = this.#stored.read();
  }

  of(step: string): LessonAnswer {
    return this.#kept[step] ?? NOTHING;
  }

  change(step: string, change: Partial<LessonAnswer>): void {
    this.#keep({ ...this.#kept, [step]: { ...this.of(step), ...change } });
  }

  /** Guesses of a lesson, by step. @param lesson where its steps are kept: project and lesson. */
  votesOf(lesson: string): Votes {
    const own = Object.entries(this.#kept).filter(([step]) => step.startsWith(`${lesson}/`));
    return Object.fromEntries(own.flatMap(([step, { vote }]) => (vote === null ? [] : [[step, vote]])));
  }

  /** Puts these guesses in place of those there are; own words stay. */
  setVotes(lesson: string, votes: Votes): void {
    const steps = Object.keys({ ...this.votesOf(lesson), ...votes });
    const changed = steps.map((step) => [step, { ...this.of(step), vote: votes[step] ?? null }]);
    this.#keep({ ...this.#kept, ...Object.fromEntries(changed) });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    this.#stored.write(kept);
  }
}

function isAnswer(value: unknown): value is LessonAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { vote, text } = value as Partial<LessonAnswer>;
  return (vote === null || typeof vote === 'number') && typeof text === 'string';
}
