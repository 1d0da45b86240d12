import { fullName } from '../../domain/item-names';
import type { NamedItemRow, SessionTrace, StateStep } from '../../domain/learning';
import { count, decimals, percent } from '../../domain/numbers';
import * as say from '../../words/messages/training-charts';
import { finding, type ChartSummary } from './summary';

const nameOf: (item: NamedItemRow) => string = fullName;
const length = (value: number): string => decimals(value, 2);

/** Where the next event stood, in words. */
function placeWords({ nextRank }: StateStep): string {
  return nextRank === null ? say.nothingAfter() : say.cameAt({ rank: nextRank });
}

/** What a recurrent network's walk along a history says. */
export function summarizeWalk({ steps, catalogueSize }: SessionTrace): ChartSummary {
  const ranks = steps.flatMap(({ nextRank }) => nextRank ?? []).sort((a, b) => a - b);
  const median = ranks.at(Math.floor((ranks.length - 1) / 2));
  const sessions = steps.filter(({ begins }) => begins).length;
  const inside = steps.filter(({ begins }) => !begins);
  const mean = (of: readonly StateStep[]): number =>
    of.length === 0 ? 0 : of.reduce((sum, { moved }) => sum + moved, 0) / of.length;
  const first = mean(steps.filter(({ begins }) => begins));
  const rest = mean(inside);
  const place = median && {
    share: percent(median / catalogueSize),
    items: count(catalogueSize),
    place: count(median),
  };
  return {
    sentence: !place
      ? [{ text: say.tooFewEvents() }]
      : finding(
          inside.length === 0 || sessions === 0
            ? say.stoodAmong(place)
            : say.stoodAmongMoved({ ...place, first: length(first), rest: length(rest) }),
        ),
    label: say.walkLabel({ events: steps.length, sessions }),
    table: {
      caption: say.stateAfterEach(),
      columns: [
        { label: say.event(), numeric: true },
        { label: say.item() },
        { label: say.session() },
        { label: say.stateMovedBy(), numeric: true },
        { label: say.userStateMovedBy(), numeric: true },
        { label: say.expectedNext() },
        { label: say.placeOfWhatCame(), numeric: true },
      ],
      rows: steps.map((step, at) => [
        count(at + 1),
        nameOf(step),
        step.begins ? say.begins() : '',
        length(step.moved),
        step.userMoved === null ? '–' : length(step.userMoved),
        nameOf(step.expected),
        step.nextRank === null ? '–' : count(step.nextRank),
      ]),
    },
    points: steps.map((step) => {
      const of = {
        item: nameOf(step),
        begins: step.begins ? ('yes' as const) : ('other' as const),
        moved: length(step.moved),
        expected: nameOf(step.expected),
        place: placeWords(step),
      };
      return step.userMoved === null
        ? say.walkPoint(of)
        : say.walkPointUser({ ...of, userMoved: length(step.userMoved) });
    }),
  };
}
