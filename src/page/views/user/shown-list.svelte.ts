import type { AppError } from '../../../domain/errors';
import type { ExplanationRequest } from '../../../domain/explanations';
import type { AppState } from '../../state/app';
import { query, type Query } from '../../state/query.svelte';
import { versionName } from '../words';
import { answerOf, whyRequest, type Answer, type Ask } from './ask';
import type { Answering } from './answering.svelte';
import { sharedOf } from './shared';

/** The list on screen: the answer to what was asked last and is answered. The old one stays until the new one is there. */
export class ShownList {
  readonly #list: Query<{ readonly ask: Ask }, Answer>;

  /**
   * To be made while its screen is set up.
   *
   * @param question what is asked, and what else would change the answer; null: nothing can be asked yet.
   */
  constructor(
    private readonly app: Pick<AppState, 'api' | 'workspace' | 'route'>,
    private readonly answering: Answering,
    question: () => { readonly ask: Ask } | null,
  ) {
    this.#list = query(question, ({ ask }) => answerOf(app.api, ask), { keep: true });
  }

  get answer(): Answer | null {
    return this.#list.value;
  }
  /** A newer question than the one on screen is being answered. */
  get busy(): boolean {
    return this.#list.loading;
  }
  get error(): AppError | null {
    return this.#list.error;
  }
  readonly list = $derived.by(() => this.answer?.list ?? null);
  readonly version = $derived.by(
    () => this.answering.versions.find(({ arn }) => arn === this.answer?.ask.versionArn) ?? null,
  );
  readonly shared = $derived(this.list && sharedOf(this.list, this.answer?.beside ?? null));
  /** A list was put in order. */
  readonly ordered = $derived((this.answer?.ask.inputList ?? null) !== null);
  readonly scored = $derived(
    this.list?.items.some(({ timesEvenShare }) => timesEvenShare !== undefined) ?? false,
  );
  /** What stands beside the list, where it is not what everybody gets. */
  readonly besideName = $derived.by(() => {
    const { versions, popularity } = this.answering;
    const other = versions.find(({ arn }) => arn === this.answer?.ask.besideArn);
    if (other === undefined || other.arn === popularity?.arn || this.ordered) return null;
    return versionName(other, this.app.workspace.project?.solutionVersions ?? []);
  });
  /** Asks why the list has the item of the address; null where it asks about none. */
  readonly why = $derived.by((): ExplanationRequest | null => {
    const about = this.app.route.current.why;
    return about === null || this.answer === null ? null : whyRequest(this.answer, about);
  });
}
