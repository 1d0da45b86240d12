import { SvelteSet } from 'svelte/reactivity';
import { plain, sentence } from '../../charts/summary';
import type { AppState } from '../../state/app';
import type { KeptLesson } from '../../state/lesson-answers.svelte';
import * as say from '../../../words/messages/lesson';
import type { LessonScreen } from './lesson-screen.svelte';

/** What somebody guesses and writes in a lesson, and which of its steps have shown their answer. */
export class LessonGuess {
  /** Steps whose answer is shown: as long as the lesson is open, so that it opens with none. */
  readonly #told = new SvelteSet<string>();
  /** What “Start afresh” forgot, to be brought back. */
  #forgotten = $state.raw<KeptLesson | null>(null);

  constructor(
    private readonly app: Pick<AppState, 'lessonAnswers' | 'announcer'>,
    private readonly screen: LessonScreen,
  ) {}

  /** Under which a guess is kept. It is about somebody: another person asks anew. */
  readonly place = $derived.by(() => {
    const { fact, keptAt, step } = this.screen;
    const person = fact !== null && 'userId' in fact ? [fact.userId] : [];
    return [keptAt, step.id, ...person].join('/');
  });
  readonly answer = $derived.by(() => {
    const kept = this.app.lessonAnswers.of(this.place);
    // Other data may leave fewer to choose from than there were.
    const isThere = this.screen.shown?.asks.labels[kept.vote ?? -1] !== undefined;
    return { ...kept, vote: isThere ? kept.vote : null };
  });
  readonly revealed = $derived.by(() => {
    return this.screen.shown !== null && this.#told.has(this.place);
  });
  /** What the step says, whether or not it may: for whoever presents. */
  readonly answerTold = $derived.by(() => {
    const { shown } = this.screen;
    return shown === null ? null : plain(sentence(shown.reveals));
  });
  /** What the step says, once it may; null before. */
  readonly says = $derived(this.revealed ? this.answerTold : null);

  vote(choice: number): void {
    const label = this.screen.shown?.asks.labels[choice];
    if (label === undefined || this.revealed) return;
    this.app.lessonAnswers.say(this.place, { vote: choice });
    this.app.announcer.say(say.yourGuess({ choice: label }));
  }
  /** Shows the answer, or hides it again. */
  reveal(): void {
    if (this.screen.shown !== null && !this.#told.delete(this.place)) this.#told.add(this.place);
  }

  /** What was made of this lesson on this device in earlier goes; null: nothing to forget. */
  readonly said = $derived.by(() => this.app.lessonAnswers.keptOf(this.screen.keptAt));
  get canBringBack(): boolean {
    return this.#forgotten !== null;
  }
  /** Forgets whatever was said in this lesson and hides its answers, as for the next class. Saved pages stay. */
  startAfresh(): void {
    this.#forgotten = this.said;
    this.#told.clear();
    this.app.lessonAnswers.setKept(this.screen.keptAt, {});
  }
  bringBack(): void {
    if (this.#forgotten !== null) this.app.lessonAnswers.setKept(this.screen.keptAt, this.#forgotten);
    this.#forgotten = null;
  }
  /** Answers in own words. */
  write(text: string): void {
    this.app.lessonAnswers.say(this.place, { text });
  }
}
