import type { WhatIf } from '../../../domain/recommendations';
import type { NamedItem } from '../../../domain/explanations';

interface Changes {
  readonly without: readonly NamedItem[];
  readonly with: readonly NamedItem[];
}
const NONE: Changes = { without: [], with: [] };

/** What a history is pretended to be on one person's screen; nothing of it is kept. */
export class WhatIfScreen {
  #changes = $state.raw<Changes>(NONE);
  #before = $state.raw<readonly Changes[]>([]);
  /** Checkboxes are offered in the history. */
  editing = $state(false);

  /** Items whose events are ignored, in the order they were unticked. */
  get without(): readonly NamedItem[] {
    return this.#changes.without;
  }

  get added(): readonly NamedItem[] {
    return this.#changes.with;
  }

  get active(): boolean {
    return this.#changes.without.length + this.#changes.with.length > 0;
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** As a request has it. */
  get asked(): WhatIf | undefined {
    if (!this.active) return undefined;
    const ids = (items: readonly NamedItem[]): readonly string[] => items.map(({ itemId }) => itemId);
    return { without: ids(this.#changes.without), with: ids(this.#changes.with) };
  }

  ignores(itemId: string): boolean {
    return this.#changes.without.some((item) => item.itemId === itemId);
  }

  /** Unticks an item of the history, or ticks it again; one that was added goes. */
  tick(item: NamedItem, on: boolean): void {
    const others = (items: readonly NamedItem[]): readonly NamedItem[] =>
      items.filter(({ itemId }) => itemId !== item.itemId);
    const wasAdded = this.#changes.with.some(({ itemId }) => itemId === item.itemId);
    const without = others(this.#changes.without);
    this.#change({
      without: on || wasAdded ? without : [...without, item],
      with: on ? this.#changes.with : others(this.#changes.with),
    });
  }

  add(item: NamedItem): void {
    const others = this.#changes.with.filter(({ itemId }) => itemId !== item.itemId);
    this.#change({ ...this.#changes, with: [...others, item] });
  }

  undo(): void {
    this.#changes = this.#before.at(-1) ?? NONE;
    this.#before = this.#before.slice(0, -1);
  }

  /** The history as it is; can be undone. */
  clear(): void {
    this.#change(NONE);
  }

  /** Forgets everything: somebody else is on screen. */
  reset(): void {
    this.#changes = NONE;
    this.#before = [];
  }

  #change(changes: Changes): void {
    this.#before = [...this.#before, this.#changes];
    this.#changes = changes;
  }
}
