import type { BubbleSettings, BubbleWeeks } from '../../domain/bubble-machine';
import type { Liking } from '../../domain/class-code';
import type { ClassResult, Survey } from '../../domain/class-game';
import type { ItemMap } from '../../domain/item-map';
import type { LessonFact, LessonQuestion } from '../../domain/lesson-facts';
import type { Job } from '../../domain/ports';
import type { SourceFile } from '../../data/bytes/source';
import { readSurvey } from '../datasets/read-survey';
import { type BubbleMachine, bubbleWeeks } from '../teaching/bubble/bubble-machine';
import { learnFromClass } from '../teaching/class-game/learn';
import { answerLesson } from '../teaching/lessons/answer-lesson';
import { itemMap } from '../teaching/map/item-map';
import type { Workspace } from './workspace';

/** What explains recommenders: lessons, the map, the bubble machine and a class of one's own. */
export class TeachingCalls {
  /** The newest machine: who asks week by week does not begin anew each time. */
  #machine: BubbleMachine | null = null;

  constructor(private readonly workspace: Workspace) {}

  /** Items by who took them, on a plane. */
  async itemMap(job: Job, seed: number): Promise<ItemMap> {
    return this.workspace.onCurrent(async (project) => itemMap(await project.data.index(), seed, job));
  }

  /** What a step of a lesson shows. */
  async lessonFact(job: Job, question: LessonQuestion): Promise<LessonFact> {
    return this.workspace.onCurrent((project) => answerLesson(project, question, job));
  }

  /** Weeks of a town that follows its lists; needs no project. */
  async bubbleWeeks(job: Job, settings: BubbleSettings, from: number, count: number): Promise<BubbleWeeks> {
    const before = this.#machine;
    // A call that comes meanwhile must not live the same week of the same machine.
    this.#machine = null;
    const { machine, weeks } = await bubbleWeeks(
      before,
      settings,
      { from, count },
      this.workspace.options.pool,
      job,
    );
    this.#machine = machine;
    return weeks;
  }

  /** What a class learns from its own answers; needs no project, and leaves none. */
  async learnFromClass(
    job: Job,
    answers: readonly (readonly Liking[])[],
    seed: number,
  ): Promise<ClassResult> {
    return learnFromClass(answers, seed, this.workspace.options.pool, job);
  }

  /** The answers of a survey with a person in each row and a thing in each column; null where the files hold none. */
  async readSurvey(job: Job, files: readonly SourceFile[]): Promise<Survey | null> {
    return readSurvey(files, job);
  }
}
