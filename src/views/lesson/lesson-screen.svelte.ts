import { SvelteSet } from 'svelte/reactivity';
import { plain, sentence } from '../../charts/summary';
import type { AppError } from '../../domain/errors';
import type { LessonFact } from '../../domain/lesson-facts';
import type { SavedStep } from '../../domain/saved-work';
import { headingOf, placeIn, showStep } from '../../lessons/interpret';
import type { Lesson } from '../../lessons/lesson';
import { questionOf, versionsOf } from '../../lessons/question';
import type { AppState } from '../../state/app';
import type { Votes } from '../../state/lesson-answers.svelte';
import { query, whileWanted } from '../../state/query.svelte';
import * as say from '../../words/lesson';
import { nounsOf } from '../words';
import { contextOf, LESSON_EPOCHS } from './lesson-context';
import { Preparation } from './preparation.svelte';
import type { Work } from './save-work';

/**
 * A lesson being gone through: which step, what it has asked and got, and what was guessed. The old figure stays until the
 * next answer of the same step is there.
 */
export class LessonScreen {
  readonly preparation: Preparation;
  epochs = $state(0);
  playing = $state(false);
  /** Steps whose answer is shown: as long as the lesson is open, so that it opens with none. */
  readonly #told = new SvelteSet<string>();
  /** What “Start afresh” forgot, to be brought back. */
  #forgotten = $state.raw<Votes | null>(null);
  #chosen = $state.raw<readonly string[] | null>(null);
  #chosenBefore = $state.raw<readonly string[] | null>(null);
  readonly #answer;

  readonly lesson = $derived.by(() => this.lessonOf());
  readonly #route = $derived.by(() => this.app.route.current);
  readonly #project = $derived.by(() => this.app.workspace.project);
  /** From 0. */
  readonly at = $derived(placeIn(this.lesson, this.#route.step));
  readonly step = $derived(this.lesson.steps[this.at]);
  readonly isLast = $derived(this.at === this.lesson.steps.length - 1);
  readonly student = $derived(this.#route.only !== null);
  readonly #thing = $derived(nounsOf(this.#project).thing);
  readonly #context = $derived(
    this.#project &&
      contextOf(this.#project, {
        userId: this.#route.user,
        person: this.lesson.person,
        chosen: this.#chosen,
        chosenBefore: this.#chosenBefore,
        epochs: this.epochs,
      }),
  );
  readonly #question = $derived(this.#context && questionOf(this.step, this.#context));
  readonly untrained = $derived(this.#question === 'untrained');

  /** To be made while its screen is set up. */
  constructor(
    private readonly app: AppState,
    private readonly lessonOf: () => Lesson,
  ) {
    const { api, workspace } = app;
    this.preparation = new Preparation(app);
    this.#answer = query(
      () =>
        this.#question === null || this.#question === 'untrained'
          ? null
          : { step: this.step.id, question: this.#question, data: workspace.dataKey },
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
  readonly shown = $derived.by(() => {
    const { fact } = this;
    return fact === null || fact.kind === 'lacking' ? null : showStep(this.step, fact, this.#thing);
  });
  readonly heading = $derived(this.shown?.heading ?? headingOf(this.step, this.#thing, this.#route.user));
  /** Of the step after this one; null: there is none. */
  readonly nextHeading = $derived.by(() => {
    const next = this.lesson.steps[this.at + 1];
    const person = this.fact !== null && 'userId' in this.fact ? this.fact.userId : this.#route.user;
    return next === undefined ? null : headingOf(next, this.#thing, person);
  });
  /** Under which a guess is kept. It is about somebody: another person asks anew. */
  readonly #place = $derived.by(() => {
    const { fact } = this;
    const person = fact !== null && 'userId' in fact ? [fact.userId] : [];
    const project = this.#project?.project.id ?? 'sample';
    return [project, this.lesson.id, this.step.id, ...person].join('/');
  });
  readonly answer = $derived.by(() => {
    const kept = this.app.lessonAnswers.of(this.#place);
    // Other data may leave fewer to choose from than there were.
    const isThere = this.shown?.asks?.labels[kept.vote ?? -1] !== undefined;
    return { ...kept, vote: isThere ? kept.vote : null };
  });
  readonly revealed = $derived(
    this.shown !== null && (this.shown.asks === null || this.#told.has(this.#place)),
  );
  /** What the step says, whether or not it may: for whoever presents. */
  readonly answerTold = $derived(this.shown === null ? null : plain(sentence(this.shown.reveals)));
  /** What the step says, once it may; null before. */
  readonly says = $derived(this.revealed ? this.answerTold : null);

  get isTrained(): boolean {
    return this.#context !== null && this.#context.personal !== null;
  }
  /** The epochs that were asked for are there, and the next one is due. */
  get isNextDue(): boolean {
    return this.playing && this.fact?.kind === 'training' && this.fact.points.length >= this.epochs;
  }

  /** Another step is on screen. */
  arrive(): void {
    this.app.lessonPlaces.leave(this.lesson.id, this.at + 1, this.lesson.steps.length);
    this.playing = false;
  }
  go(to: number): void {
    if (to >= 0 && to < this.lesson.steps.length) this.app.route.go({ step: to + 1 });
  }
  leave(): void {
    this.app.route.go({ lesson: null, step: null });
  }

  vote(choice: number): void {
    const label = this.shown?.asks?.labels[choice];
    if (label === undefined || this.revealed) return;
    this.app.lessonAnswers.change(this.#place, { vote: choice });
    this.app.announcer.say(say.yourGuess({ choice: label }));
  }
  /** Shows the answer, or hides it again. */
  reveal(): void {
    if (this.shown?.asks && !this.#told.delete(this.#place)) this.#told.add(this.#place);
  }

  /** Guesses made on this device in earlier goes; null: nothing to forget. */
  readonly guesses = $derived.by(() => {
    const votes = this.app.lessonAnswers.votesOf(this.#kept);
    return Object.keys(votes).length === 0 ? null : votes;
  });
  get canBringBack(): boolean {
    return this.#forgotten !== null;
  }
  /** Forgets the guesses and hides the answers; saved work and own words stay. */
  startAfresh(): void {
    this.#forgotten = this.guesses;
    this.#told.clear();
    this.app.lessonAnswers.setVotes(this.#kept, {});
  }
  bringBack(): void {
    if (this.#forgotten !== null) this.app.lessonAnswers.setVotes(this.#kept, this.#forgotten);
    this.#forgotten = null;
  }
  /** Answers in own words. */
  write(text: string): void {
    this.app.lessonAnswers.change(this.#place, { text });
  }

  /** Swaps a neighbour in for the last of the chosen. */
  swap(userId: string): void {
    if (this.fact?.kind !== 'neighbours') return;
    const now = this.fact.neighbours.filter(({ chosen }) => chosen).map((one) => one.userId);
    this.#chosenBefore = now;
    this.#chosen = [...now.slice(0, -1), userId];
  }
  /** One epoch more; nothing once the run is at its end. */
  oneEpoch(): void {
    const done = this.fact?.kind === 'training' ? this.fact.points.length : 0;
    this.epochs = Math.min(LESSON_EPOCHS, Math.max(this.epochs, done) + 1);
    if (this.epochs === LESSON_EPOCHS) this.playing = false;
  }

  /** What is made of the step on screen; null while it is computed. */
  readonly made = $derived.by((): SavedStep | null => {
    const { shown, answer } = this;
    if (shown === null) return null;
    const { asks } = shown;
    return {
      step: this.step.id,
      heading: shown.heading,
      text: shown.text,
      asked:
        asks === null
          ? null
          : { prompt: asks.prompt, choices: [...asks.labels], said: answer.vote, right: asks.answer },
      answer: answer.text,
      says: [this.says, this.says === null ? null : shown.numbers].filter(Boolean).join(' '),
    };
  });
  /** Under which this lesson's work is kept: on other data it is other work. */
  readonly #kept = $derived.by(() => `${this.#project?.project.id ?? 'sample'}/${this.lesson.id}`);
  keep(): void {
    if (this.made !== null) this.app.keptWork.keep(this.#kept, this.made);
  }

  /** The whole lesson as far as it was looked at, to be saved as a page. @param pictures drawings, by step. */
  work(name: string, pictures: Work['pictures']): Work {
    const seen = this.app.keptWork.of(this.#kept);
    return {
      saved: {
        form: 1,
        lesson: this.lesson.id,
        title: this.#route.title ?? this.lesson.title(),
        name,
        data: this.#project?.project.name ?? '',
        savedAtMs: Date.now(),
        steps: this.lesson.steps.flatMap(({ id }) => seen.filter(({ step }) => step === id)),
      },
      where: [],
      seed: this.#seed,
      pictures,
    };
  }

  /** Of the version that is shown; what lessons train themselves always begins with 42. */
  get #seed(): number {
    const question = this.#question;
    const [arn] = question === null || question === 'untrained' ? [] : versionsOf(question);
    return this.#project?.solutionVersions.find((version) => version.arn === arn)?.spec.seed ?? 42;
  }
}
