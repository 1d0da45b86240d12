/** Lists kept; an event names one within minutes of seeing it. */
const KEPT = 1000;

/** What was served lately, so that an event that names a recommendation tells which items were shown. */
export class ServedLists {
  readonly #lists = new Map<string, readonly string[]>();

  keep(recommendationId: string, itemIds: readonly string[]): void {
    this.#lists.set(recommendationId, itemIds);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > KEPT) this.#lists.delete(oldest);
  }

  itemsOf(recommendationId: string): readonly string[] | undefined {
    return this.#lists.get(recommendationId);
  }
}
