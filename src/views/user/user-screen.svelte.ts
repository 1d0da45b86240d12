import { isCancelled, type AppError } from '../../domain/errors';
import type { RecommendationList, RecommendationRequest, UserHistory } from '../../domain/recommendations';
import { asAppError } from '../../state/workspace.svelte';
import type { StudioApi } from '../../worker/api';

/** What a list on screen was asked with. */
export interface Ask {
  readonly userId: string;
  readonly versionArn: string;
  readonly popularityArn: string | null;
  readonly filterExpression: string | undefined;
}

export interface Answer {
  readonly ask: Ask;
  readonly list: RecommendationList;
  /** Popularity's list under the same filter; null where no popularity version is there. */
  readonly popular: RecommendationList | null;
}

/**
 * One person's screen: what was asked and what is shown are apart, so that the old list stays until the new one is
 * there. Every question has a number; an answer that is late is dropped.
 */
export class UserScreen {
  shown = $state.raw<Answer | null>(null);
  asked = $state.raw<Ask | null>(null);
  error = $state.raw<AppError | null>(null);
  history = $state.raw<UserHistory | null>(null);
  #lists = 0;
  #histories = 0;

  constructor(
    private readonly api: StudioApi,
    /** Wraps each call, so that the page hears of a dead worker. */
    private readonly guard: <Result>(call: () => Promise<Result>) => Promise<Result>,
  ) {}

  /** A newer question than the one on screen is being answered. */
  get busy(): boolean {
    return this.error === null && this.asked !== null && this.asked !== this.shown?.ask;
  }

  async recommend(ask: Ask): Promise<void> {
    const sequence = ++this.#lists;
    this.asked = ask;
    this.error = null;
    const request = (arn: string): RecommendationRequest => ({
      solutionVersionArn: arn,
      userId: ask.userId,
      ...(ask.filterExpression === undefined ? {} : { filterExpression: ask.filterExpression }),
    });
    try {
      const popularity = ask.popularityArn === ask.versionArn ? null : ask.popularityArn;
      const [list, popular] = await this.guard(() =>
        Promise.all([
          this.api.getRecommendations(request(ask.versionArn)),
          popularity === null ? null : this.api.getRecommendations(request(popularity)),
        ]),
      );
      if (sequence === this.#lists) this.shown = { ask, list, popular };
    } catch (error) {
      if (sequence === this.#lists && !isCancelled(error)) this.error = asAppError(error);
    }
  }

  /** Newest `limit` events of the person. */
  async recall(userId: string, limit: number): Promise<void> {
    const sequence = ++this.#histories;
    try {
      const history = await this.guard(() => this.api.getUserHistory(userId, limit));
      if (sequence === this.#histories) this.history = history;
    } catch (error) {
      if (sequence === this.#histories && !isCancelled(error)) this.error = asAppError(error);
    }
  }
}
