import type { SavedStep } from '../../domain/saved-work';
import { versionsOf } from '../../lessons/question';
import type { AppState } from '../../state/app';
import type { LessonGuess } from './lesson-guess.svelte';
import type { LessonScreen } from './lesson-screen.svelte';
import type { Work } from './save-work';

/** What is made of a lesson: kept step by step, and saved as one page. */
export class LessonWork {
  constructor(
    private readonly app: Pick<AppState, 'keptWork'>,
    private readonly screen: LessonScreen,
    private readonly guess: LessonGuess,
  ) {}

  /** What is made of the step on screen; null while it is computed. */
  readonly made = $derived.by((): SavedStep | null => {
    const { shown, step } = this.screen;
    const { answer, says } = this.guess;
    if (shown === null) return null;
    const { asks } = shown;
    return {
      step: step.id,
      heading: shown.heading,
      text: shown.text,
      asked:
        asks === null
          ? null
          : { prompt: asks.prompt, choices: [...asks.labels], said: answer.vote, right: asks.answer },
      answer: answer.text,
      says: [says, says === null ? null : shown.numbers].filter(Boolean).join(' '),
    };
  });
  keep(): void {
    if (this.made !== null) this.app.keptWork.keep(this.screen.keptAt, this.made);
  }

  /** The whole lesson as far as it was looked at, to be saved as a page. @param pictures drawings, by step. */
  whole(name: string, pictures: Work['pictures']): Work {
    const { lesson, route, project, keptAt } = this.screen;
    const seen = this.app.keptWork.of(keptAt);
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
