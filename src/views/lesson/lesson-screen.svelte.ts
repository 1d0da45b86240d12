import { isCancelled, type AppError } from '../../domain/errors';
import type { LessonFact } from '../../domain/lesson-facts';
import { BASELINE_RECIPE, DEFAULT_RECIPE, type RecipeName } from '../../domain/recipe-catalogue';
import type { JobId, ProjectState } from '../../domain/resources';
import { questionOf, type LessonContext } from '../../lessons/question';
import type { LessonStep } from '../../lessons/lesson';
import type { AppState } from '../../state/app';
import { asAppError } from '../../state/workspace.svelte';

const RUNS_TO = 20;

/** What one lesson has asked and got; the old figure stays until the next answer of the same step is there. */
export class LessonScreen {
  fact = $state.raw<LessonFact | null>(null);
  error = $state.raw<AppError | null>(null);
  /** The step that `fact` answers. */
  of = $state<string | null>(null);
  chosen = $state.raw<readonly string[] | null>(null);
  chosenBefore = $state.raw<readonly string[] | null>(null);
  epochs = $state(0);
  playing = $state(false);
  #asks = 0;

  constructor(private readonly app: AppState) {}

  context(state: ProjectState, userId: string | null): LessonContext {
    const active = (recipe: RecipeName): string | null =>
      state.solutionVersions.findLast(
        (version) =>
          version.spec.recipe === recipe &&
          version.status === 'ACTIVE' &&
          version.recommender === undefined &&
          version.dataVersion === state.dataVersion,
      )?.arn ?? null;
    return {
      userId,
      personal: active(DEFAULT_RECIPE),
      popularity: active(BASELINE_RECIPE),
      chosen: this.chosen,
      chosenBefore: this.chosenBefore,
      epochs: this.epochs,
    };
  }

  /** Asks for what a step shows; a late answer never stands under a newer question. @returns what calls it off. */
  ask(step: LessonStep, context: LessonContext): () => void {
    const question = questionOf(step, context);
    const sequence = ++this.#asks;
    if (this.of !== step.id) this.fact = null;
    this.error = null;
    if (question === 'untrained') return () => undefined;
    const id = crypto.randomUUID() as JobId;
    let over = false;
    this.app.api
      .lessonFact(id, question, () => undefined)
      .then(
        (fact) => {
          if (sequence !== this.#asks) return;
          this.fact = fact;
          this.of = step.id;
        },
        (fault: unknown) => {
          if (sequence === this.#asks && !isCancelled(fault)) this.error = asAppError(fault);
        },
      )
      .finally(() => (over = true));
    return () => {
      if (!over) void this.app.api.cancel(id);
    };
  }

  /** Swaps a neighbour in for the last of the chosen. */
  swap(userId: string): void {
    if (this.fact?.kind !== 'neighbours') return;
    const now = this.fact.neighbours.filter(({ chosen }) => chosen).map((one) => one.userId);
    this.chosenBefore = now;
    this.chosen = [...now.slice(0, -1), userId];
  }

  /** One epoch more; nothing once the run is at its end. */
  step(): void {
    const done = this.fact?.kind === 'training' ? this.fact.points.length : 0;
    this.epochs = Math.min(RUNS_TO, Math.max(this.epochs, done) + 1);
    if (this.epochs === RUNS_TO) this.playing = false;
  }
}
