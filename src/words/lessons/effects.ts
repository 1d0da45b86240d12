import { verdictOf, type PairedResult } from '../../domain/comparison';
import type { KnownFact, LessonKind } from '../../domain/lesson-facts';

/** What a step says is there, person by person: the difference that its words rest on. */
export function effectOf(fact: KnownFact): PairedResult {
  switch (fact.kind) {
    case 'rows':
      return fact.unmet;
    case 'next-item':
    case 'neighbours':
      return fact.found.more;
    case 'training':
    case 'left-out':
    case 'visits':
    case 'truth':
      return fact.more;
    case 'turn':
      return fact.rise;
    case 'comparison':
      return fact.result;
    case 'order':
      return fact.others;
    case 'popularity':
      return fact.rows[0].more;
    case 'exploration':
      return fact.rows.reduce((most, row) => (row.weight === EXPLORING ? row : most)).more;
  }
}

/** The weight that the step on exploring asks about. */
export const EXPLORING = 0.6;

/** Steps whose words hold only where the difference goes their way. */
const ONE_WAY: readonly LessonKind[] = ['rows', 'neighbours', 'turn', 'order', 'exploration'];

/** Whether the people at hand show it: its interval leaves nothing happening out. What they do not show is not said. */
export function isThere(fact: KnownFact): boolean {
  const effect = effectOf(fact);
  return verdictOf(effect) === 'is' && (effect.better === 'first' || !ONE_WAY.includes(fact.kind));
}
