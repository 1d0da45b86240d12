import type { Nouns } from '../../charts/summary';
import type { FilterStep, RecommendationList } from '../../../domain/recommendations';
import { parseFilter, type Expression } from '../../../filters/grammar';
import * as say from '../../../words/messages/user';

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
        const code = say.stepCatalogue();
        const { items } = nouns;
        if (rankedBy === 'rise') return { long: say.stepRise({ items }), short: say.stepRiseShort(), code };
        if (rankedBy === 'likeness')
          return { long: say.stepLike({ items }), short: say.stepLikeShort(), code };
        if (rankedBy === 'place') return { long: say.stepBrought({ items }), short: say.inTheList(), code };
        return { long: say.stepKnown({ items }), short: say.stepKnownShort(), code };
      }
      case 'inputList':
        return {
          long: say.stepGiven({ items: nouns.items }),
          short: say.stepGivenShort(),
          code: 'inputList',
        };
      case 'numResults':
        if (ordered)
          return { long: say.stepOrdered(), short: say.stepOrderedShort(), code: 'personalizedRanking' };
        return {
          long: scored ? say.stepHighest() : say.stepFirst(),
          short: say.stepShownShort(),
          code: `numResults ${step.remaining}`,
        };
      case 'filter':
        return filterWords(step, nouns);
    }
  });
}

/** The two quick filters by what they let through. */
function filterWords({ expression }: FilterStep, { thing }: Nouns): StepWords {
  const [first] = parseFilter(expression ?? '').syntax.expressions;
  if (first === undefined) return passing(expression ?? '');
  // As it is written, without what most filters begin with.
  const { start } = first.where[0][0].subject.field.span;
  const code = `${first.action} … ${(expression ?? '').slice(start)}`;
  const [condition, ...others] = first.where.flat();
  const { subject, test } = condition;
  if (others.length > 0 || test.kind !== 'list' || test.operator !== 'IN') return passing(code);
  if (isOn(first, 'EXCLUDE', 'interactions') && subject.field.text.toUpperCase() === 'EVENT_TYPE')
    return { long: say.stepNotHad({ thing }), short: say.stepNotHadShort({ thing }), code };
  const [only, second] = test.operands;
  if (isOn(first, 'INCLUDE', 'items') && only.kind === 'string' && second === undefined)
    return { long: only.value, short: only.value, code };
  return passing(code);
}

/** Any filter by that it is one. */
function passing(code: string): StepWords {
  return { long: say.stepPass(), short: say.stepPassShort(), code };
}

/** Whether an expression does that with items, by its first condition's dataset. */
function isOn({ action, target, where }: Expression, wanted: Expression['action'], dataset: string): boolean {
  return (
    action === wanted &&
    target.text.toLowerCase() === 'itemid' &&
    where[0][0].subject.dataset.text.toLowerCase() === dataset
  );
}
