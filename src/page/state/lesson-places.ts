import { membersThat, siteStorage, StoredJson, type Area } from './stored';

/** The step (from 1) at which each lesson was left on this device; without storage, nothing is known. */
export class LessonPlaces {
  readonly #stored;

  constructor(area: Area = siteStorage) {
    this.#stored = new StoredJson('lessonPlaces', (found) => membersThat(found, isStep), area);
  }

  /** null: not begun, or read to its end. */
  of(lesson: string): number | null {
    return this.#read().get(lesson) ?? null;
  }

  /** @param steps how many there are: at the last one the lesson is over, and begins anew. */
  leave(lesson: string, step: number, steps: number): void {
    const others = [...this.#read()].filter(([id]) => id !== lesson);
    const places = Object.fromEntries(step > 1 && step < steps ? [...others, [lesson, step]] : others);
    this.#stored.write(places);
  }

  #read(): ReadonlyMap<string, number> {
    return new Map(Object.entries(this.#stored.read()));
  }
}

const isStep = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
