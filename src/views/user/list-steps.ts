import type { Nouns } from '../../charts/summary';
import type { FilterStep, RecommendationList } from '../../domain/recommendations';
import { parseFilter, type Expression } from '../../filters/grammar';

/** A step from the catalogue to the list: what is left after it, in words for wide and narrow screens, and as asked. */
export interface StepWords {
  readonly long: string;
  readonly short: string;
  readonly code: string;
}

/** @param scored whether the items have scores, and not only an order. */
export function listSteps(
  { steps, rankedBy }: Pick<RecommendationList, 'steps' | 'rankedBy'>,
  nouns: Nouns,
  scored: boolean,
): readonly StepWords[] {
  const ordered = steps.at(0)?.kind === 'inputList';
  return steps.map((step): StepWords => {
    switch (step.kind) {
      case 'catalogue': {
        const code = 'catalogue';
        if (rankedBy === 'rise') return { long: `${nouns.items} that rise`, short: 'rising', code };
        if (rankedBy === 'likeness')
          return { long: `${nouns.items} that go with it`, short: 'similar', code };
        return { long: `${nouns.items} the recipe knows`, short: 'known', code };
      }
      case 'inputList':
        return { long: `${nouns.items} given`, short: 'given', code: 'inputList' };
      case 'numResults':
        if (ordered) return { long: 'put in order', short: 'in order', code: 'personalizedRanking' };
        return {
          long: scored ? 'highest scores shown' : 'first ones shown',
          short: 'shown',
          code: `numResults ${step.remaining}`,
        };
      case 'filter':
        return filterWords(step, nouns);
    }
  });
}

/** The two quick filters by what they let through, any other by that it is one. */
function filterWords({ expression }: FilterStep, nouns: Nouns): StepWords {
  const [first] = parseFilter(expression ?? '').syntax.expressions;
  if (first === undefined) return { long: 'pass the filter', short: 'pass', code: expression ?? '' };
  // As it is written, without what most filters begin with.
  const { start } = first.where[0][0].subject.field.span;
  const code = `${first.action} … ${(expression ?? '').slice(start)}`;
  const past = nouns.verb === 'watch' ? 'watched' : 'chosen';
  const [condition, ...others] = first.where.flat();
  const { subject, test } = condition;
  if (others.length > 0 || test.kind !== 'list' || test.operator !== 'IN')
    return { long: 'pass the filter', short: 'pass', code };
  if (isOn(first, 'EXCLUDE', 'interactions') && subject.field.text.toUpperCase() === 'EVENT_TYPE')
    return { long: `not ${past} yet`, short: `not ${past}`, code };
  const [only, second] = test.operands;
  if (isOn(first, 'INCLUDE', 'items') && only.kind === 'string' && second === undefined)
    return { long: only.value, short: only.value, code };
  return { long: 'pass the filter', short: 'pass', code };
}

/** Whether an expression does that with items, by its first condition's dataset. */
function isOn({ action, target, where }: Expression, wanted: Expression['action'], dataset: string): boolean {
  return (
    action === wanted &&
    target.text.toLowerCase() === 'itemid' &&
    where[0][0].subject.dataset.text.toLowerCase() === dataset
  );
}
