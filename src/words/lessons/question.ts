import type { LessonQuestion } from '../../domain/lesson-facts';
import type { Arn } from '../../domain/resources';
import type { LessonStep } from './lesson';

/** What of the open project a lesson goes by. */
export interface LessonContext {
  /** Whom it is about; null: whom the data choose. */
  readonly userId: string | null;
  /** Which of those whom the data offer it is about where nobody is named. */
  readonly person: number;
  /** ACTIVE versions on the data as they are; null where there is none. */
  readonly personal: Arn | null;
  readonly popularity: Arn | null;
  /** Neighbours whose votes count, and whose counted before. */
  readonly chosen: readonly string[] | null;
  readonly chosenBefore: readonly string[] | null;
  /** Epochs asked for by hand. */
  readonly epochs: number;
}

/** Versions that a question is about, the one that learns first. */
export function versionsOf(question: LessonQuestion): readonly Arn[] {
  if ('versions' in question) return question.versions;
  return 'version' in question ? [question.version] : [];
}

/** What the step asks of the engine; `untrained` as long as a version that it is about is not there. */
export function questionOf(step: LessonStep, context: LessonContext): LessonQuestion | 'untrained' {
  const { userId, person, personal, popularity, chosen, chosenBefore, epochs } = context;
  const both = personal === null || popularity === null ? null : ([personal, popularity] as const);
  switch (step.shows) {
    case 'rows':
      return { kind: 'rows' };
    case 'visits':
      return { kind: 'visits' };
    case 'turn':
      return { kind: 'turn', person };
    case 'next-item':
      return { kind: 'next-item', userId, person };
    case 'neighbours':
      return { kind: 'neighbours', userId, person, chosen, before: chosenBefore };
    case 'training':
      return { kind: 'training', userId, person, epochs };
    case 'comparison':
      return both === null ? 'untrained' : { kind: 'comparison', versions: both };
    case 'popularity':
      return both === null ? 'untrained' : { kind: 'popularity', versions: both };
    case 'truth':
      return both === null ? 'untrained' : { kind: 'truth', userId, person, versions: both };
    case 'left-out':
      return personal === null ? 'untrained' : { kind: 'left-out', version: personal };
    case 'exploration':
      return personal === null ? 'untrained' : { kind: 'exploration', version: personal };
    case 'order':
      return personal === null ? 'untrained' : { kind: 'order', userId, person, version: personal };
  }
}
