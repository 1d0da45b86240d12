const KEY = 'foretaste.lesson-places';

/** The step (from 1) at which each lesson was left on this device; without storage, nothing is known. */
export class LessonPlaces {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#storage = storage;
  }

  /** null: not begun, or read to its end. */
  of(lesson: string): number | null {
    return this.#read().get(lesson) ?? null;
  }

  /** @param steps how many there are: at the last one the lesson is over, and begins anew. */
  leave(lesson: string, step: number, steps: number): void {
    const others = [...this.#read()].filter(([id]) => id !== lesson);
    const places = Object.fromEntries(step > 1 && step < steps ? [...others, [lesson, step]] : others);
    this.#storage?.setItem(KEY, JSON.stringify(places));
  }

  #read(): ReadonlyMap<string, number> {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '{}');
      if (typeof kept !== 'object' || kept === null) return new Map();
      const places = Object.entries(kept).filter(
        (entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] > 0,
      );
      return new Map(places);
    } catch (error) {
      // Somebody else's text under our name: begin anew.
      if (error instanceof SyntaxError) return new Map();
      throw error;
    }
  }
}
