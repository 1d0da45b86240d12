import { siteStorage } from './site-storage';

/** What somebody has said in a lesson. */
export interface LessonAnswer {
  readonly vote: number | null;
  readonly text: string;
  readonly revealed: boolean;
}
const NOTHING: LessonAnswer = { vote: null, text: '', revealed: false };
const KEY = 'foretaste.lessons';

type Kept = { readonly [step: string]: LessonAnswer };

/** Votes and answers of this device, by project, lesson and step; without storage they live as long as the page. */
export class LessonAnswers {
  #kept = $state.raw<Kept>({});

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null = siteStorage()) {
    const stored = this.storage?.getItem(KEY);
    this.#kept = stored ? readKept(stored) : {};
  }

  of(step: string): LessonAnswer {
    return this.#kept[step] ?? NOTHING;
  }

  change(step: string, change: Partial<LessonAnswer>): void {
    this.#kept = { ...this.#kept, [step]: { ...this.of(step), ...change } };
    this.storage?.setItem(KEY, JSON.stringify(this.#kept));
  }
}

function readKept(text: string): Kept {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, answer]) => isAnswer(answer)));
  } catch (error) {
    // Somebody else's text under our name: begin anew.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isAnswer(value: unknown): value is LessonAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { vote, text, revealed } = value as Partial<LessonAnswer>;
  return (
    (vote === null || typeof vote === 'number') && typeof text === 'string' && typeof revealed === 'boolean'
  );
}
