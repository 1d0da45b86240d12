import { membersThat, siteStorage, StoredJson, type Area } from './stored';

/** What somebody has said in a lesson. */
export interface LessonAnswer {
  readonly vote: number | null;
  readonly text: string;
  readonly revealed: boolean;
}
const NOTHING: LessonAnswer = { vote: null, text: '', revealed: false };

type Kept = { readonly [step: string]: LessonAnswer };

/** Votes and answers of this device, by project, lesson and step; without storage they live as long as the page. */
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
    this.#kept = { ...this.#kept, [step]: { ...this.of(step), ...change } };
    this.#stored.write(this.#kept);
  }
}

function isAnswer(value: unknown): value is LessonAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { vote, text, revealed } = value as Partial<LessonAnswer>;
  return (
    (vote === null || typeof vote === 'number') && typeof text === 'string' && typeof revealed === 'boolean'
  );
}
