import { isCancelled, type AppError } from '../../domain/errors';
import type { Explanation, ExplanationRequest } from '../../domain/explanations';
import { asAppError } from '../../state/workspace.svelte';

/** One explanation on screen: the old one stays until the newer is there, and a late answer is dropped. */
export class WhyScreen {
  shown = $state.raw<Explanation | null>(null);
  error = $state.raw<AppError | null>(null);
  busy = $state(false);
  #asked = 0;

  constructor(private readonly explain: (request: ExplanationRequest) => Promise<Explanation>) {}

  async ask(request: ExplanationRequest): Promise<void> {
    const sequence = ++this.#asked;
    this.busy = true;
    this.error = null;
    try {
      const explanation = await this.explain(request);
      if (sequence === this.#asked) this.shown = explanation;
    } catch (error) {
      if (sequence === this.#asked && !isCancelled(error)) this.error = asAppError(error);
    } finally {
      if (sequence === this.#asked) this.busy = false;
    }
  }
}
