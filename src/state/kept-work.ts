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

  keep(lesson: string, step: SavedStep): void {
    this.#kept = { ...this.#kept, [`${lesson}/${step.step}`]: step };
    this.#stored.write(this.#kept);
  }

  get name(): string {
    return this.#name.read() ?? '';
  }

  set name(name: string) {
    this.#name.write(name === '' ? null : name);
  }
}
