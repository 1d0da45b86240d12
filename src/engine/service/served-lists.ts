import { isReadOnlyTab } from '../../domain/errors';
import type { NumberedList, ServedList } from '../../domain/tracking';
import type { ProjectFiles } from '../project/project-files';

/** Lists kept; an event names one within minutes of seeing it. */
const KEPT = 500;
/** And beyond these, before all are gone through for those that are too old. */
const MORE = 100;

/** Where served lists outlive the page: the project. */
export type ServedListStore = Pick<ProjectFiles, 'writeServed' | 'readServed' | 'reloads'>;

/**
 * What was served lately, so that an event that names a recommendation tells which items were shown and by whom. The
 * newest lists are kept with the project, as a ring: a reload between a list and its click must not lose either. They
 * stand beside the project's state, which would otherwise be written and sent whole with every request.
 */
export class ServedLists {
  readonly #lists = new Map<string, NumberedList>();
  #recalled: Promise<void> | null = null;
  /** The reload of the project that `#recalled` was read after: another tab may have served lists before the next. */
  #recalledAt = 0;
  #next = 0;

  /** @param onFailure told why a list could not be stored; it counts as long as the page is open. */
  constructor(
    private readonly store: ServedListStore,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Takes a list over; it is stored when it comes to it, and nobody waits for that. */
  keep(list: ServedList): void {
    this.#store(list).catch((error: unknown) => {
      // A tab that only reads keeps what it was served to itself.
      if (!isReadOnlyTab(error)) this.onFailure(error);
    });
  }

  /** Reads what earlier pages were served, once, and again when another tab may have stored some. */
  async recall(): Promise<void> {
    if (this.#recalledAt !== this.store.reloads) this.#recalled = null;
    this.#recalledAt = this.store.reloads;
    this.#recalled ??= this.#read();
    try {
      await this.#recalled;
    } catch (error) {
      this.#recalled = null;
      throw error;
    }
  }

  find(recommendationId: string): ServedList | undefined {
    const list = this.#lists.get(recommendationId);
    return list === undefined || this.#isOld(list) ? undefined : list;
  }

  async #store(list: ServedList): Promise<void> {
    // At once, so that an event may name it in the next call; its number is known when the earlier ones are.
    this.#lists.set(list.recommendationId, { ...list, number: Infinity });
    await this.recall();
    const numbered = { ...list, number: this.#next++ };
    this.#lists.set(list.recommendationId, numbered);
    this.#forget();
    await this.store.writeServed(numbered.number % KEPT, numbered);
  }

  async #read(): Promise<void> {
    const earlier = await this.store.readServed();
    for (const list of earlier) {
      this.#lists.set(list.recommendationId, list);
      this.#next = Math.max(this.#next, list.number + 1);
    }
  }

  #forget(): void {
    if (this.#lists.size <= KEPT + MORE) return;
    for (const [id, list] of this.#lists) if (this.#isOld(list)) this.#lists.delete(id);
  }

  #isOld({ number }: NumberedList): boolean {
    return number <= this.#next - 1 - KEPT;
  }
}
