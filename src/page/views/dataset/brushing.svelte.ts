import { asAppError } from '../../../domain/errors';
import type { SelectedData } from '../../../domain/data-selection';
import type { AppState } from '../../state/app';
import { NO_BRUSH, readBrush, selectionOf, writeBrush, type Brush } from '../../state/brush';
import * as say from '../../../words/messages/dataset';

/** Name of the browser's measures of how long answers took; a test reads them. */
const MEASURE = 'brush';

/**
 * The one selection of the data page: what is asked for, and what it holds. One question is on its way at a time; of
 * those that come meanwhile (a drag asks at each step) only the last is asked.
 */
export class Brushing {
  brush = $state.raw<Brush>(NO_BRUSH);
  selected = $state.raw<SelectedData | null>(null);
  #version = '';
  #next: Brush | null = null;
  #busy = false;

  constructor(private readonly app: Pick<AppState, 'api' | 'workspace' | 'toasts' | 'route'>) {}

  /** Follows the address; answers about another version of the data are dropped. */
  follow(text: string | null, version: string): void {
    this.brush = readBrush(text);
    if (version !== this.#version) this.selected = null;
    this.#version = version;
    if (writeBrush(this.brush) === null) {
      this.#next = this.selected = null;
      return;
    }
    this.#next = this.brush;
    if (!this.#busy) void this.#count();
  }

  /** No answer matters any more. */
  leave(): void {
    this.#version = '';
    this.#next = null;
  }

  /** To the address; `more`: part of a gesture that has its place in the history. */
  go(brush: Brush, more = false): void {
    this.app.route.go({ brush: writeBrush(brush) }, more ? 'replace' : 'push');
  }

  async #count(): Promise<void> {
    const { api, toasts } = this.app;
    this.#busy = true;
    while (this.#next !== null) {
      const [brush, version] = [this.#next, this.#version];
      this.#next = null;
      const start = performance.now();
      try {
        const selected = await api.selectData(selectionOf(brush));
        performance.measure(MEASURE, { start });
        if (version === this.#version && writeBrush(this.brush) !== null) this.selected = selected;
      } catch (error) {
        if (version === this.#version)
          void toasts.show(say.selectionFailed({ code: asAppError(error).code }));
      }
    }
    this.#busy = false;
  }
}
