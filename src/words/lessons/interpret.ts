import { rowsChanged } from '../copy/buckets';
import { peopleToShow } from '../../domain/comparison';
import type { KnownFact, LackingFact, LessonFact } from '../../domain/lesson-facts';
import { rounded } from '../../domain/numbers';
import * as say from '../messages/lessons';
import type { Choices } from './choices';
import { effectOf, isThere } from './effects';
import type { Lesson, LessonStep } from './lesson';
import { personName, type Thing } from './names';
import { read } from './readings';

/** A step as it stands on screen, every word of it computed. */
export interface ShownStep {
  readonly heading: string;
  readonly text: string;
  /** What to commit to, and what can be voted for. */
  readonly asks: Choices & { readonly prompt: string };
  readonly reveals: string;
  /** What stands behind it, for those who want it; empty: nothing more. */
  readonly numbers: string;
  readonly notes: string;
}

/** A step in the words of the data. */
export function showStep(step: LessonStep, fact: KnownFact, thing: Thing): ShownStep {
  const { person, text, asks, choices, reveals, numbers, aside } = read(fact, thing);
  return {
    heading: step.heading({ person, thing }),
    text,
    asks: { ...choices, prompt: asks },
    reveals,
    numbers,
    notes: [step.notes({ thing }), aside].filter(Boolean).join(' '),
  };
}

/** More people than that are no class, no club and no shop. */
const MOST_PEOPLE = 100_000;

/** A fact whose effect is there, as a step shows it; else why not, and what it would take. */
export function knownOr(
  fact: LessonFact,
): { readonly known: KnownFact } | { readonly why: string; readonly instead: string } {
  if (fact.kind === 'lacking') {
    const { why, instead } = LACKING[fact.reason];
    return { why: why(), instead: instead() };
  }
  if (isThere(fact)) return { known: fact };
  const effect = effectOf(fact);
  const people = peopleToShow(effect);
  return {
    why: say.lacksEffect({ people: effect.n }),
    instead:
      people === null || people > MOST_PEOPLE
        ? say.lacksEffectInstead()
        : say.lacksEffectNeeds({ people: rounded(people) }),
  };
}

/** Why the data cannot show a step, and the nearest thing that can be seen. */
const LACKING: {
  readonly [reason in LackingFact['reason']]: {
    readonly why: () => string;
    readonly instead: () => string;
  };
} = {
  truth: { why: say.lacksTruth, instead: say.lacksTruthInstead },
  people: { why: say.lacksPeople, instead: say.lacksPeopleInstead },
  left: { why: say.lacksLeft, instead: say.lacksLeftInstead },
  measure: { why: say.lacksMeasure, instead: say.lacksMeasureInstead },
  tail: { why: say.lacksTail, instead: say.lacksTailInstead },
  changed: { why: rowsChanged, instead: say.lacksChangedInstead },
  kinds: { why: say.lacksKinds, instead: say.lacksKindsInstead },
  visits: { why: say.lacksVisits, instead: say.lacksVisitsInstead },
  versions: { why: say.lacksVersions, instead: say.lacksVersionsInstead },
};

/** The heading before anything is computed. */
export function headingOf(step: LessonStep, thing: Thing, userId: string | null): string {
  return step.heading({ thing, person: userId === null ? say.somebody() : personName(userId) });
}

/** Place of the step asked for (from 1), within those there are. */
export function placeIn({ steps }: Lesson, step: number | null): number {
  return Math.min(steps.length, Math.max(1, step ?? 1)) - 1;
}
