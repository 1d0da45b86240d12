import { BROUGHT_ALONG } from '../../../domain/brought-along';
import { BASELINE_RECIPE, servesOf } from '../../../domain/recipe-catalogue';
import type { AppState } from '../../state/app';
import { isServable, newestFirst, versionName } from '../words';
import { isConcluded } from './leaderboard';

/** What answers with people, or with what to ask of them. */
const NO_LISTS = new Set(['segments', 'actions']);

/** What the page of training tells of: the training that runs, what became of those before, and the version that is shown. */
export class Trainings {
  readonly project = $derived.by(() => this.app.workspace.project);
  /** Lists that were brought along are no training’s. */
  readonly versions = $derived(
    newestFirst(this.project?.solutionVersions ?? []).filter(({ spec }) => spec.recipe !== BROUGHT_ALONG),
  );
  readonly #inAddress = $derived.by(() => {
    const { version } = this.app.route.current;
    return this.versions.find(({ arn }) => arn === version);
  });
  readonly #latest = $derived.by(() => this.app.jobs.latest('train'));
  readonly running = $derived(this.#latest?.active ? this.#latest : null);
  readonly failed = $derived(this.#latest?.status === 'failed' ? this.#latest.error : null);
  readonly shown = $derived(
    this.#inAddress ??
      this.versions.find(({ status, curve }) => status === 'ACTIVE' && curve.length > 0) ??
      this.versions.find(({ status }) => status === 'ACTIVE') ??
      null,
  );
  /** The next step is to look, not to train again. */
  readonly ready = $derived(this.shown !== null && isServable(this.shown));
  /** The version that is being trained after a search, or whose search goes on. */
  readonly tuned = $derived(
    this.running === null
      ? null
      : (this.versions.find(
          ({ status, tuning }) => status === 'CREATE IN_PROGRESS' && tuning !== undefined,
        ) ?? null),
  );
  /** What is trained comes to lists of items. */
  readonly lists = $derived(
    this.versions
      .filter(({ status }) => /PENDING|IN_PROGRESS/.test(status))
      .every(({ spec }) => !NO_LISTS.has(servesOf(spec.recipe))),
  );
  readonly searching = $derived(
    this.tuned?.tuning !== undefined && !isConcluded(this.tuned) && this.running?.progress?.phase !== 'fit',
  );
  readonly interrupted = $derived(
    this.running === null
      ? (this.versions.find(
          ({ failureReason, dataVersion }) =>
            failureReason === 'interrupted' && dataVersion === this.project?.dataVersion,
        ) ?? null)
      : null,
  );
  /** The version in the address, or the newest, if its training failed and nothing here has told so yet. */
  readonly lost = $derived.by(() => {
    const asked = this.#inAddress ?? this.versions.at(0);
    const told = this.running !== null || this.failed !== null || asked?.failureReason === 'interrupted';
    return told || asked?.status !== 'CREATE FAILED' ? null : asked;
  });
  /** The mark to reach: the best of the versions that were measured as the one in training will be. */
  readonly best = $derived.by(() => {
    const training = this.versions.find(({ status }) => status === 'CREATE IN_PROGRESS');
    let top: { name: string; ndcgAt10: number } | null = null;
    for (const version of this.versions) {
      const ndcgAt10 = version.metrics?.values.normalized_discounted_cumulative_gain_at_10;
      const { status, dataVersion, spec } = version;
      if (status !== 'ACTIVE' || ndcgAt10 === undefined || dataVersion !== this.project?.dataVersion)
        continue;
      if (spec.recipe === BASELINE_RECIPE) continue;
      // Measured on other rows, it is no mark to reach.
      if (training !== undefined && spec.eventType !== training.spec.eventType) continue;
      if (top === null || ndcgAt10 > top.ndcgAt10)
        top = { name: versionName(version, this.versions), ndcgAt10 };
    }
    return top;
  });

  constructor(private readonly app: Pick<AppState, 'workspace' | 'jobs' | 'route'>) {}
}
