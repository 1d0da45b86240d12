import { placeIn } from '../../../words/lessons/interpret';
import type { Lesson } from '../../../words/lessons/lesson';
import type { AppState } from '../../state/app';

/** Where in a lesson somebody is, and the ways on. */
export class LessonSteps {
  readonly lesson = $derived.by(() => this.lessonOf());
  /** From 0. */
  readonly at = $derived.by(() => placeIn(this.lesson, this.app.route.current.step));
  readonly current = $derived(this.lesson.steps[this.at]);
  /** Null after the last. */
  readonly next = $derived(this.lesson.steps[this.at + 1] ?? null);

  constructor(
    private readonly app: Pick<AppState, 'route' | 'lessonPlaces'>,
    private readonly lessonOf: () => Lesson,
  ) {}

  /** Keeps the place, to be come back to. */
  keep(): void {
    this.app.lessonPlaces.leave(this.lesson.id, this.at + 1, this.lesson.steps.length);
  }
  go(to: number): void {
    if (to >= 0 && to < this.lesson.steps.length) this.app.route.go({ step: to + 1 });
  }
  leave(): void {
    this.app.route.go({ lesson: null, step: null });
  }
}
