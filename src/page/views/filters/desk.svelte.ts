import { untrack } from 'svelte';
import { type AppError, asAppError } from '../../../domain/errors';
import type { FilterCheck, FilterProposals, FilterTrial } from '../../../domain/filter-check';
import { parseFilter, type Syntax } from '../../../filters/grammar';
import type { Workspace } from '../../state/workspace.svelte';

/** A text that is a filter, what it says, and what was found of it. */
interface Readable {
  readonly text: string;
  readonly syntax: Syntax;
  readonly check: FilterCheck;
}

const NOBODY: FilterTrial = { userId: null, itemId: null, values: {}, ids: [] };

/**
 * A filter being written: its name and text, what the checker says of it, and what it leaves of a request that it is tried on.
 * Checks follow the text as fast as they are answered, one at a time; a late one is never shown for a newer text.
 */
export class FilterDesk {
  name = $state('');
  text = $state('');
  /** What was found of `checked`; null while nothing is written. */
  check = $state.raw<FilterCheck | null>(null);
  checked = $state('');
  /** The last text that was a filter: what the builder shows and the counts are of. */
  readable = $state.raw<Readable | null>(null);
  trial = $state.raw<FilterTrial>(NOBODY);
  error = $state.raw<AppError | null>(null);
  #asking = false;
  #behind = false;

  constructor(private readonly workspace: Workspace) {}

  /** Whether the builder and the counts are of the text as it stands. */
  get isReadable(): boolean {
    return this.readable !== null && this.readable.text === this.text;
  }

  write(text: string): void {
    this.text = text;
    if (text.trim() === '') this.check = this.readable = null;
    void this.#look();
  }

  /** Tries it on another request. */
  tryOn(change: Partial<FilterTrial>): void {
    untrack(() => {
      this.trial = { ...this.trial, ...change };
      void this.#look();
    });
  }

  /** What can be written at the caret; null where the text has changed meanwhile. */
  async proposals(caret: number): Promise<FilterProposals | null> {
    const asked = this.text;
    const found = await this.ask(asked, caret);
    return asked === this.text ? found : null;
  }

  /** The same for any text. */
  ask(text: string, caret = text.length): Promise<FilterProposals> {
    return this.workspace.api.completeFilter(text, caret);
  }

  async #look(): Promise<void> {
    this.#behind = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#behind) {
        this.#behind = false;
        const asked = this.text;
        if (asked.trim() === '') continue;
        const check = await this.workspace.api.checkFilter(asked, this.trial);
        if (asked === this.text) this.#show(asked, check);
      }
    } catch (fault) {
      this.error = asAppError(fault);
    } finally {
      this.#asking = false;
    }
  }

  #show(text: string, check: FilterCheck): void {
    this.check = check;
    this.checked = text;
    if (check.error === null) this.readable = { text, syntax: parseFilter(text).syntax, check };
  }
}
