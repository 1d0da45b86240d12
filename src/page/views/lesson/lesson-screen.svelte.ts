import type { AppError } from '../../../domain/errors';
import type { LessonFact } from '../../../domain/lesson-facts';
import { headingOf, knownOr, showStep } from '../../../words/lessons/interpret';
import type { Lesson } from '../../../words/lessons/lesson';
import { questionOf } from '../../../words/lessons/question';
import type { AppState } from '../../state/app';
import { query, whileWanted } from '../../state/query.svelte';
import { nounsOf } from '../words';
import { contextOf } from './lesson-context';
import { LessonRun } from './lesson-run.svelte';
import { LessonSteps } from './lesson-steps.svelte';
import { Preparation } from './preparation.svelte';

/**
 * A lesson being gone through: what its step has asked and got. The old figure stays until the next answer of the same
 * step is there.
 */
export class LessonScreen {
  readonly steps: LessonSteps;
  readonly preparation: Preparation;
  /** What is played with in a step. */
  readonly run = new LessonRun(() => this.fact);
  readonly #answer;

  readonly route = $derived.by(() => this.app.route.current);
  readonly project = $derived.by(() => this.app.workspace.project);
  readonly step = $derived.by(() => this.steps.current);
  /** Under which guesses and work of this lesson are kept: on other data they are others. */
  readonly keptAt = $derived.by(() => `${this.project?.project.id ?? 'sample'}/${this.steps.lesson.id}`);
  readonly student = $derived(this.route.only !== null);
  readonly #thing = $derived(nounsOf(this.project).thing);
  readonly #context = $derived.by(
    () =>
      this.project &&
      contextOf(this.project, {
        userId: this.route.user,
        person: this.steps.lesson.person,
        chosen: this.run.chosen,
        chosenBefore: this.run.chosenBefore,
        epochs: this.run.epochs,
      }),
  );
  /** What the engine is asked for the step; null without data. */
  readonly question = $derived(this.#context && questionOf(this.step, this.#context));
  readonly untrained = $derived(this.question === 'untrained');

  /** To be made while its screen is set up. */
  constructor(
    private readonly app: AppState,
    lessonOf: () => Lesson,
  ) {
    const { api, workspace } = app;
    this.steps = new LessonSteps(app, lessonOf);
    this.preparation = new Preparation(app);
    this.#answer = query(
      () =>
        this.question === null || this.question === 'untrained'
          ? null
          : { step: this.step.id, question: this.question, data: workspace.dataKey },
      ({ question }, signal) =>
        whileWanted(api, signal, (id) => api.lessonFact(id, question, () => undefined)),
      { keep: true },
    );
  }

  get fact(): LessonFact | null {
    return this.#answer.of?.step === this.step.id ? this.#answer.value : null;
  }
  get error(): AppError | null {
    return this.#answer.error ?? this.preparation.error;
  }
  /** What these data show of the step, or why they cannot; null until it is computed. */
  readonly found = $derived.by(() => this.fact && knownOr(this.fact));
  readonly shown = $derived.by(() => {
    const { found } = this;
    return found !== null && 'known' in found ? showStep(this.step, found.known, this.#thing) : null;
  });
  readonly heading = $derived(this.shown?.heading ?? headingOf(this.step, this.#thing, this.route.user));
  /** Of the step after this one; null: there is none. */
  readonly nextHeading = $derived.by(() => {
    const { next } = this.steps;
    const person = this.fact !== null && 'userId' in this.fact ? this.fact.userId : this.route.user;
    return next && headingOf(next, this.#thing, person);
  });
  get isTrained(): boolean {
    return this.#context !== null && this.#context.personal !== null;
  }

  /** Another step is on screen. */
  arrive(): void {
    this.steps.keep();
    this.run.playing = false;
  }
}
