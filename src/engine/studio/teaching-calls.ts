import type { BehindTheDoor } from '../../domain/door';
import type { Survey } from '../../domain/class-game';
import type { Job } from '../../domain/ports';
import type { SourceFile } from '../../import/open/bytes/source';
import { readSurvey } from '../datasets/read-survey';
import { type BubbleMachine, bubbleWeeks } from '../teaching/bubble/bubble-machine';
import { learnFromClass } from '../teaching/class-game/learn';
import { answerLesson } from '../teaching/lessons/answer-lesson';
import { itemMap } from '../teaching/map/item-map';
import { measureWorld } from '../teaching/world/measure-world';
import type { TrainingJob } from '../project/job-token';
import type { Workspace } from './workspace';

/** What explains recommenders: lessons, the map, the bubble machine and a class of one's own. */
export function teachingCalls(workspace: Workspace) {
  const { pool } = workspace.options;
  /** The newest machine: who asks week by week does not begin anew each time. */
  let newest: BubbleMachine | null = null;
  const calls = {
    itemMap: (job, seed) =>
      workspace.onCurrent(async (project) =>
        itemMap(await project.data.index(), seed, job, (map) => job.showMap(map)),
      ),
    lessonFact: (job: Job, question) =>
      workspace.onCurrent((project) => answerLesson(project, question, job)),
    async bubbleWeeks(job: Job, settings, from, count) {
      const before = newest;
      // A call that comes meanwhile must not live the same week of the same machine.
      newest = null;
      const { machine, weeks } = await bubbleWeeks(before, settings, { from, count }, pool, job);
      newest = machine;
      return weeks;
    },
    measureWorld: (job: Job, settings) => measureWorld(settings, pool, job),
    learnFromClass: async (job: Job, answers, seed) => learnFromClass(answers, seed, pool, job),
  } satisfies Partial<BehindTheDoor<TrainingJob>>;
  return {
    ...calls,
    readSurvey: async (job: Job, files: readonly SourceFile[]): Promise<Survey | null> =>
      readSurvey(files, job),
  };
}
