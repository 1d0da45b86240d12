import { isAppError } from '../../../domain/errors';
import type { LessonFact, LessonQuestion } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import type { Arn } from '../../../domain/resources';
import { compareVersions } from '../../measuring/compare';
import type { OpenProject } from '../../project/open-project';
import { exploration, popularity } from './exposure';
import { halfSeen, type HalfSeen } from './half-seen';
import { leftOut } from './left-out';
import { neighbours } from './neighbours';
import { defaultSubject, nextItem } from './next-item';
import { order } from './order';
import { rows } from './rows';
import { training, turn } from './training';
import { truth } from './truth';
import { visits } from './visits';

const METRIC = 'normalized_discounted_cumulative_gain_at_10';

/**
 * What a step of a lesson shows, computed on the open project. Nothing of it is stored; a model that only lessons train
 * lives as long as the data stay as they are. A question that these data cannot answer is answered by `lacking`.
 *
 * @throws AppError I01 for a version that is not ACTIVE, CANCELLED through the job.
 */
export async function answerLesson(
  project: OpenProject,
  question: LessonQuestion,
  job: Job,
): Promise<LessonFact> {
  const data = await halfSeen.of(await project.data.index(), job);
  switch (question.kind) {
    case 'rows':
      return rows(data, job);
    case 'next-item':
      return nextItem(data, question.userId, question.person ?? 0, job);
    case 'comparison':
      return comparison(project, question.versions, job);
    case 'left-out':
      return leftOut(project, question.version, job);
    case 'popularity':
      return popularity(project, data, question.versions, job);
    case 'exploration':
      return exploration(project, data, question.version, job);
    case 'visits':
      return visits(data, job);
    case 'turn':
      return turn(data, await subject(data, null, question.person, job), job);
    default:
      return aboutSomebody(project, data, question, job);
  }
}

async function aboutSomebody(
  project: OpenProject,
  data: HalfSeen,
  question: Extract<LessonQuestion, { kind: 'neighbours' | 'training' | 'order' | 'truth' }>,
  job: Job,
): Promise<LessonFact> {
  const user = await subject(data, question.userId, question.person, job);
  if (user < 0) return { kind: 'lacking', reason: 'people' };
  switch (question.kind) {
    case 'neighbours':
      return neighbours(data, user, question.chosen, question.before, job);
    case 'training':
      return training(data, user, question.epochs, job);
    case 'order':
      return order(project, data, user, question.version, job);
    case 'truth':
      return truth(project, data, user, question.versions, job);
  }
}

/** The person asked about, or whom the question of the next item chooses; −1: nobody. */
async function subject(
  data: HalfSeen,
  userId: string | null,
  person: number | undefined,
  job: Job,
): Promise<number> {
  if (userId !== null) return data.index.userIdx(userId);
  return defaultSubject(data, person ?? 0, job);
}

async function comparison(
  project: OpenProject,
  versions: readonly [Arn, Arn],
  job: Job,
): Promise<LessonFact> {
  try {
    const result = await compareVersions(project, versions, METRIC, job);
    const [first, second] = versions.map((arn) => project.activeVersion(arn).spec.recipe);
    return { kind: 'comparison', recipes: [first, second], result };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_COMPARABLE') return { kind: 'lacking', reason: 'versions' };
    throw error;
  }
}
