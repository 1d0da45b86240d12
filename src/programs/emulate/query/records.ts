import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, jsonIn } from '../../../domain/json';
import { writeSynced } from '../store/write-synced';

/** What is kept of each kind, by name. */
interface Kept {
  readonly [kind: string]: { readonly [name: string]: unknown } | undefined;
}

/** What the services beside Personalize keep: things by kind and name, told as they came. Known at once, stored in turn. */
export class Records {
  readonly #path: string;
  #kept: Kept = {};
  #writes: Promise<unknown> = Promise.resolve();

  /** @throws what a person is told, where what is kept is not whole. */
  constructor(folder: string) {
    this.#path = join(folder, 'iam.json');
    if (!existsSync(this.#path)) return;
    const kept = jsonIn(readFileSync(this.#path, 'utf8'));
    if (!isObject(kept)) throw new Error(`${this.#path} is not whole.`);
    this.#kept = kept as unknown as Kept;
  }

  /** Null where there is none. The caller knows what it has put under the kind. */
  find<Thing>(kind: string, name: string): Thing | null {
    const named = this.#kept[kind] ?? {};
    return Object.hasOwn(named, name) ? (named[name] as Thing) : null;
  }

  /** In the order in which they came. */
  all<Thing>(kind: string): readonly (readonly [name: string, thing: Thing])[] {
    return Object.entries(this.#kept[kind] ?? {}) as [string, Thing][];
  }

  /** Resolves when it is stored. @param thing undefined: there is none any more. */
  async put(kind: string, name: string, thing: unknown): Promise<void> {
    // JSON has no place for what is undefined.
    this.#kept = { ...this.#kept, [kind]: { ...this.#kept[kind], [name]: thing } };
    if (thing === undefined)
      this.#kept = {
        ...this.#kept,
        [kind]: Object.fromEntries(this.all(kind).filter(([other]) => other !== name)),
      };
    const write = this.#writes.then(() => writeSynced(this.#path, JSON.stringify(this.#kept)));
    this.#writes = write.catch(() => undefined); // whoever waits for it hears it
    await write;
  }
}
