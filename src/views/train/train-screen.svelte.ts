import { plain } from '../../charts/summary';
import { recipeWords } from '../../copy/recipes';
import type { DatasetCard } from '../../domain/card';
import { isCancelled, type AppError } from '../../domain/errors';
import type { OnProgress } from '../../domain/ports';
import { BASELINE_RECIPE, RECIPE_NAMES, type RecipeName } from '../../domain/recipe-catalogue';
import type { RecipeDescription } from '../../domain/recipes';
import type { DatasetResource, JobId, SolutionVersion } from '../../domain/resources';
import type { AppState } from '../../state/app';
import type { Tempo } from '../../state/jobs.svelte';
import { query } from '../../state/query.svelte';
import * as say from '../../words/train';
import { isServable, newestFirst, versionName } from '../words';
import { formError, isUpdate, specOf, startForm, type TrainingForm } from './form';
import { isConcluded } from './leaderboard';
import { resultSentence } from './result';
import { updatable } from './update';

type App = Pick<AppState, 'api' | 'workspace' | 'jobs' | 'route' | 'toasts' | 'announcer' | 'firstRun'>;

/** The page of training: its form, what runs, and the version that is shown beside it. */
export class TrainScreen {
  form: TrainingForm = $state.raw(startForm(42));
  readonly #recipes;
  readonly #card;

  readonly project = $derived.by(() => this.app.workspace.project);
  readonly versions = $derived(newestFirst(this.project?.solutionVersions ?? []));
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

  /** To be made while its screen is set up. @param onbegin called at the beginning of every training. */
  constructor(
    private readonly app: App,
    private readonly onbegin: () => void = () => undefined,
  ) {
    const { api, workspace, route } = app;
    const { seed, recipe } = route.current;
    const asked = RECIPE_NAMES.find((name) => name === recipe);
    this.form = { ...startForm(seed ?? 42), ...(asked && { recipe: asked }) };
    const data = () => workspace.dataKey;
    this.#recipes = query(data, () => api.listRecipes(), { keep: true });
    this.#card = query(data, () => api.describeData(), { keep: true });
  }

  get recipes(): readonly RecipeDescription[] {
    return this.#recipes.value ?? [];
  }
  get loadError(): AppError | null {
    return this.#recipes.error;
  }
  /** They only narrow a choice; the overview page reports why the data cannot be read. */
  get eventTypes(): DatasetCard['eventTypes'] {
    return this.#card.value?.eventTypes ?? [];
  }
  /** Why nothing can be trained now. */
  get blocked(): string | null {
    if (this.running !== null) return say.oneAtATime();
    return this.app.workspace.writer ? null : say.anotherTab();
  }
  get datasets(): readonly DatasetResource[] {
    return this.project?.datasets ?? [];
  }
  get comparing(): boolean {
    return this.project !== null && this.recipes.length > 0 && this.form.how === 'recipe';
  }
  /** The chosen one; undefined until it is known. */
  get recipe(): RecipeDescription | undefined {
    return this.recipes.find(({ name }) => name === this.form.recipe);
  }
  /** A first training was asked for elsewhere, and what its form needs is known. */
  get isAskedFor(): boolean {
    return this.app.firstRun.asked && this.recipe !== undefined;
  }

  set(change: Partial<TrainingForm>): void {
    this.form = { ...this.form, ...change };
  }

  /** Begins the training that was asked for elsewhere, where it can be. */
  trainAsAsked(): void {
    this.app.firstRun.forget();
    if (this.blocked === null && formError(this.form, this.recipe) === null) this.train('play', true);
  }

  /** @param opens the list is what was asked for: it opens when this is done. */
  train(tempo: Tempo = 'play', opens = false): void {
    const { form, app } = this;
    const spec = specOf(form, this.recipe);
    const label = form.how === 'automl' ? 'AutoML' : recipeWords(form.recipe).name;
    const base = isUpdate(form) ? updatable(form.recipe, this.versions) : null;
    if (base === null)
      void this.#run(label, (id, onProgress) => app.api.train(id, spec, onProgress), tempo, opens);
    else void this.#run(label, (id, onProgress) => app.api.updateSolution(id, base.solution, onProgress));
  }

  /** Each recipe with its defaults; a discarded one takes those after it away, a failed one does not. */
  compare(names: readonly RecipeName[]): void {
    const { workspace, toasts, api, jobs } = this.app;
    const asked = workspace.project?.project;
    if (asked === undefined) return;
    const { seed, budget } = this.form;
    void jobs.inTurn(names, async (recipe) => {
      // The worker trains on whatever project is open: these were meant for one.
      if (workspace.opening !== null || workspace.project?.project.id !== asked.id) {
        void toasts.show(say.notBegun({ project: asked.name }));
        return false;
      }
      const spec = specOf({ ...startForm(Number(seed)), recipe, budget }, undefined);
      return this.#run(recipeWords(recipe).name, (id, onProgress) => api.train(id, spec, onProgress));
    });
  }

  /** Takes up a version that a closed page has interrupted. */
  resume({ arn, spec }: SolutionVersion): void {
    const { api, firstRun } = this.app;
    const label = spec.performAutoML === true ? 'AutoML' : recipeWords(spec.recipe).name;
    const opens = this.project !== null && firstRun.wasBegunIn(this.project.project.id);
    void this.#run(label, (id, onProgress) => api.resumeTraining(id, arn, onProgress), 'play', opens);
  }

  /** @returns false where the person discarded it. */
  async #run(
    label: string,
    work: (id: JobId, onProgress: OnProgress) => Promise<SolutionVersion>,
    tempo: Tempo = 'play',
    opens = false,
  ): Promise<boolean> {
    const { jobs, route, firstRun, announcer, toasts } = this.app;
    const { current: asked } = route;
    const of = this.project?.project.id;
    if (opens && of !== undefined) firstRun.begin(of);
    else firstRun.end();
    this.onbegin();
    try {
      const version = await jobs.run('train', label, work, tempo);
      firstRun.end();
      // Whoever looks at something else by now goes on doing so.
      if (route.view === 'train' && route.current.project === asked.project) {
        if (opens && isServable(version)) route.go({ view: 'recommendations', version: version.arn });
        else route.go({ version: version.arn }, 'replace');
      }
      announcer.say(plain(resultSentence(version)));
      return true;
    } catch (error) {
      if (!isCancelled(error)) return true; // the job says why
      firstRun.end();
      void toasts.show(say.trainingDiscarded({ name: label }));
      return false;
    }
  }
}
