import { isSavedStep, type SavedStep } from '../domain/saved-work';
import { membersThat, siteStorage, StoredJson, StoredText, type Area } from './stored';

type Kept = { readonly [place: string]: SavedStep };

/**
 * What has been made of each step of a lesson on this device, so that one file can hold all of it however often the page
 * was left, and the name that was last put on it. By project and lesson.
 */
export class KeptWork {
  #kept: Kept;
  readonly #stored;
  readonly #name;

  constructor(area: Area = siteStorage) {
    this.#stored = new StoredJson<Kept>('lessonWork', (found) => membersThat(found, isSavedStep), area);
    this.#name = new StoredText('lessonName', area);
    this.#kept = this.#stored.read();
  }

  /** Steps that have been looked at, in no order. */
  of(lesson: string): readonly SavedStep[] {
    return Object.entries(this.#kept)
      .filter(([place]) => place.startsWith(`${lesson}/`))
      .map(([, step]) => step);
  }

  /** What was said to the same question before stays until something else is said: looking again loses nothing. */
  keep(lesson: string, step: SavedStep): void {
    const place = `${lesson}/${step.step}`;
    this.#kept = { ...this.#kept, [place]: withEarlier(step, this.#kept[place]) };
    this.#stored.write(this.#kept);
  }

  get name(): string {
    return this.#name.read() ?? '';
  }

  set name(name: string) {
    this.#name.write(name === '' ? null : name);
  }
}

function withEarlier(step: SavedStep, earlier: SavedStep | undefined): SavedStep {
  if (earlier === undefined || questionIn(step) !== questionIn(earlier)) return step;
  const { asked, says } = step;
  return {
    ...step,
    asked: asked && { ...asked, said: asked.said ?? earlier.asked?.said ?? null },
    says: says === '' ? earlier.says : says,
  };
}

const questionIn = ({ heading, asked }: SavedStep): string =>
  JSON.stringify([heading, asked?.prompt, asked?.choices, asked?.right]);
