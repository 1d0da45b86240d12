import { groupBy } from '../../domain/tallies';
import type { SavedStep, SavedWork } from '../../domain/saved-work';

/** One question of a lesson, and what a class said to it. */
export interface StepSummary {
  readonly heading: string;
  /** The same question over the same data; null: nothing was voted on. */
  readonly asked: {
    readonly prompt: string;
    readonly choices: readonly { readonly label: string; readonly people: number; readonly right: boolean }[];
    /** Who voted. */
    readonly people: number;
  } | null;
  /** In own words, by name. */
  readonly answers: readonly { readonly name: string; readonly answer: string }[];
}

/** What a class made of a lesson. */
export interface LessonSummary {
  readonly title: string;
  readonly people: number;
  readonly names: readonly string[];
  readonly steps: readonly StepSummary[];
}

/**
 * Works of a class, lesson by lesson, as first met. Of one name's works on a lesson the one saved last counts; works
 * without a name all count, but the same page given twice is one. A question is the same where its words and its choices
 * are: asked over other data it stands apart.
 */
export function summarize(works: readonly SavedWork[]): readonly LessonSummary[] {
  const byLesson = groupBy(newest(works), ({ lesson }) => lesson);
  return [...byLesson.values()].map((own) => ({
    title: own[0].title,
    people: own.length,
    names: own.map(({ name }) => name).filter((name) => name !== ''),
    steps: stepsOf(own),
  }));
}

function newest(works: readonly SavedWork[]): readonly SavedWork[] {
  const kept = new Map<string, SavedWork>();
  for (const work of works) {
    const who = work.name.trim() === '' ? JSON.stringify(work) : work.name.trim().toLowerCase();
    const key = `${work.lesson}|${who}`;
    const other = kept.get(key);
    if (other === undefined || other.savedAtMs <= work.savedAtMs) kept.set(key, work);
  }
  return [...kept.values()];
}

function stepsOf(works: readonly SavedWork[]): readonly StepSummary[] {
  const said = works.flatMap(({ name, steps }) => steps.map((step) => ({ name, step })));
  const same = groupBy(said, ({ step }) =>
    JSON.stringify([step.step, step.heading, step.asked?.prompt, step.asked?.choices, step.asked?.right]),
  );
  return [...same.values()].map((own) => ({
    heading: own[0].step.heading,
    asked: votesOf(own.map(({ step }) => step.asked)),
    answers: own
      .map(({ name, step }) => ({ name, answer: step.answer.trim() }))
      .filter(({ answer }) => answer !== ''),
  }));
}

function votesOf(asked: readonly SavedStep['asked'][]): StepSummary['asked'] {
  const [first] = asked;
  if (first === null) return null;
  const votes = asked.map((one) => one?.said ?? null).filter((said) => said !== null);
  return {
    prompt: first.prompt,
    choices: first.choices.map((label, choice) => ({
      label,
      people: votes.filter((said) => said === choice).length,
      right: choice === first.right,
    })),
    people: votes.length,
  };
}
