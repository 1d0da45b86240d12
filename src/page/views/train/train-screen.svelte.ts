import { plain } from '../../charts/summary';
import { recipeWords } from '../../../words/copy/recipes';
import type { DatasetCard } from '../../../domain/card';
import { isCancelled, type AppError } from '../../../domain/errors';
import type { OnProgress } from '../../../domain/ports';
import { RECIPE_NAMES, type RecipeName } from '../../../domain/recipe-catalogue';
import type { RecipeDescription } from '../../../domain/recipes';
import type { DatasetResource, JobId, SolutionVersion } from '../../../domain/resources';
import type { AppState } from '../../state/app';
import type { Tempo } from '../../state/jobs.svelte';
import { query } from '../../state/query.svelte';
import * as shared from '../../../words/messages/shared';
import * as say from '../../../words/messages/train';
import { isOnePersons, isServable } from '../words';
import { formError, isUpdate, specOf, startForm, type TrainingForm } from './form';
import { besidePopularity, resultSentence } from './result';
import { Trainings } from './trainings.svelte';
import { updatable } from './update';

type App = Pick<AppState, 'api' | 'workspace' | 'jobs' | 'route' | 'toasts' | 'announcer' | 'firstRun'>;

/** The page of training: its form, and what it sets going. */
export class TrainScreen {
  form: TrainingForm = $state.raw(startForm(42));
  readonly trainings: Trainings;
  readonly #recipes;
  readonly #card;

  /** To be made while its screen is set up. @param onbegin called at the beginning of every training. */
  constructor(
    private readonly app: App,
    private readonly onbegin: () => void,
  ) {
    this.trainings = new Trainings(app);
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
    if (this.trainings.running !== null) return shared.oneAtATime();
    return this.app.workspace.writer ? null : shared.anotherTab();
  }
  get datasets(): readonly DatasetResource[] {
    return this.app.workspace.project?.datasets ?? [];
  }
  /** There are people to measure what was learned on. */
  get measures(): boolean {
    return !isOnePersons(this.app.workspace.project);
  }
  get comparing(): boolean {
    const isOpen = this.app.workspace.project !== null && this.recipes.length > 0;
    return isOpen && this.measures && this.form.how === 'recipe';
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
    const base = isUpdate(form) ? updatable(form.recipe, this.trainings.versions) : null;
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
    const { api, firstRun, workspace } = this.app;
    const label = spec.performAutoML === true ? 'AutoML' : recipeWords(spec.recipe).name;
    const opens = workspace.project !== null && firstRun.wasBegunIn(workspace.project.project.id);
    void this.#run(label, (id, onProgress) => api.resumeTraining(id, arn, onProgress), 'play', opens);
  }

  /** @returns false where the person discarded it. */
  async #run(
    label: string,
    work: (id: JobId, onProgress: OnProgress) => Promise<SolutionVersion>,
    tempo: Tempo = 'play',
    opens = false,
  ): Promise<boolean> {
    const { jobs, route, firstRun, announcer, toasts, workspace } = this.app;
    const { current: asked } = route;
    const of = workspace.project?.project.id;
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
      const beside = await besidePopularity(
        this.app.api,
        workspace.project,
        version,
        new AbortController().signal,
      );
      announcer.say(plain(resultSentence(version, beside)));
      return true;
    } catch (error) {
      if (!isCancelled(error)) return true; // the job says why
      firstRun.end();
      void toasts.show(say.trainingDiscarded({ name: label }));
      return false;
    }
  }
}
