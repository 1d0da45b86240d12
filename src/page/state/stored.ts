import { jsonIn } from '../../domain/json';

/** What the app keeps in the browser beside the projects, and under which name. Another name forgets what people have. */
const KEYS = {
  theme: 'foretaste.theme',
  language: 'foretaste.language',
  keepAnswered: 'foretaste.keepAnswered',
  singleKeys: 'foretaste.singleKeys',
  prices: 'foretaste.prices',
  places: 'foretaste.places',
  projects: 'foretaste.projects',
  lessonPlaces: 'foretaste.lesson-places',
  lessonAnswers: 'foretaste.lessons',
  lessonName: 'foretaste.lesson-name',
  firstRun: 'foretaste.first-run',
  stageSeconds: 'foretaste.stage-seconds',
  wroteUntil: 'foretaste-wrote-until',
  deletions: 'foretaste.deleting',
  leftImport: 'foretaste.left-import',
  phone: 'foretaste.phone',
  classAnswers: 'foretaste.class',
} as const;

type Key = keyof typeof KEYS;
export type Area = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;

/** What this site may keep in the browser; null where the browser blocks site data. */
export function siteStorage(frame: Pick<Window, 'localStorage'> = window): Storage | null {
  return unlessBlocked(() => frame.localStorage);
}

/** What this tab alone keeps until it is closed, loading it again included; null where the browser blocks site data. */
export function tabStorage(): Storage | null {
  return unlessBlocked(() => window.sessionStorage);
}

function unlessBlocked(area: () => Storage | null | undefined): Storage | null {
  try {
    return area() ?? null;
  } catch (error) {
    // Reading the property throws where the browser blocks site data.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A text in the browser. Where storage is blocked or full, nothing is kept: it is then forgotten with the page. */
export class StoredText {
  readonly #key: string;

  constructor(
    key: Key,
    private readonly area: Area = siteStorage,
  ) {
    this.#key = KEYS[key];
  }

  /** Whether a change in another tab was of this. */
  isAt(key: string | null): boolean {
    return key === this.#key;
  }

  read(): string | null {
    return this.area()?.getItem(this.#key) ?? null;
  }

  /** @param text null: nothing is kept any more. */
  write(text: string | null): void {
    try {
      if (text === null) this.area()?.removeItem(this.#key);
      else this.area()?.setItem(this.#key, text);
    } catch (error) {
      // Full.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}

/** A value in the browser as JSON. */
export class StoredJson<Value> {
  readonly #text: StoredText;

  /** @param check gives what can be made of what stands there; null: nothing does, or no JSON. */
  constructor(
    key: Key,
    private readonly check: (found: unknown) => Value,
    area: Area,
  ) {
    this.#text = new StoredText(key, area);
  }

  read(): Value {
    // No JSON: somebody else's text under our name.
    return this.check(jsonIn(this.#text.read() ?? '') ?? null);
  }

  /** @param value null: nothing is kept any more. */
  write(value: Value | null): void {
    this.#text.write(value === null ? null : JSON.stringify(value));
  }
}

/** The members of a stored object that are such values; none where something else was found. */
export function membersThat<Value>(
  found: unknown,
  isValue: (value: unknown) => value is Value,
): Readonly<Record<string, Value>> {
  if (typeof found !== 'object' || found === null) return {};
  const members = Object.entries(found).filter((entry): entry is [string, Value] => isValue(entry[1]));
  return Object.fromEntries(members);
}
