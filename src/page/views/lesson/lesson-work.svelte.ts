import { versionsOf } from '../../../words/lessons/question';
import type { AppState } from '../../state/app';
import type { SeenStep } from '../../state/lesson-answers.svelte';
import type { LessonGuess } from './lesson-guess.svelte';
import type { LessonScreen } from './lesson-screen.svelte';
import type { Work } from './save-work';

/** What is made of a lesson: kept step by step, and saved as one page. */
export class LessonWork {
  constructor(
    private readonly app: Pick<AppState, 'lessonAnswers'>,
    private readonly screen: LessonScreen,
    private readonly guess: LessonGuess,
  ) {}

  /** The step on screen as it looks; null while it is computed. */
  readonly seen = $derived.by((): SeenStep | null => {
    const { shown, step } = this.screen;
    const { says } = this.guess;
    if (shown === null) return null;
    const { asks } = shown;
    return {
      step: step.id,
      heading: shown.heading,
      text: shown.text,
      asked: { prompt: asks.prompt, choices: [...asks.labels], right: asks.answer },
      says: [says, says === null ? null : shown.numbers].filter(Boolean).join(' '),
    };
  });
  keep(): void {
    if (this.seen !== null) this.app.lessonAnswers.see(this.guess.place, this.seen);
  }

  /** The whole lesson as far as it was looked at, to be saved as a page. @param pictures drawings, by step. */
  whole(name: string, pictures: Work['pictures']): Work {
    const { route, project, keptAt } = this.screen;
    const { lesson } = this.screen.steps;
    const seen = this.app.lessonAnswers.savedOf(keptAt);
    return {
      saved: {
        form: 1,
        lesson: lesson.id,
        title: route.title ?? lesson.title(),
        name,
        data: project?.project.name ?? '',
        savedAtMs: Date.now(),
        steps: lesson.steps.flatMap(({ id }) => seen.filter(({ step }) => step === id)),
      },
      where: [],
      seed: this.#seed,
      pictures,
    };
  }

  /** Of the version that is shown; what lessons train themselves always begins with 42. */
  get #seed(): number {
    const { question, project } = this.screen;
    const [arn] = question === null || question === 'untrained' ? [] : versionsOf(question);
    return project?.solutionVersions.find((version) => version.arn === arn)?.spec.seed ?? 42;
  }
}
