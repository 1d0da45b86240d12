import type { NamedItemRow, SessionTrace, StateStep } from '../domain/learning';
import { count, counted, decimals, percent } from '../domain/numbers';
import { sentence, type ChartSummary } from './summary';

const nameOf = ({ title, itemId }: NamedItemRow): string => title ?? itemId;
const length = (value: number): string => decimals(value, 2);

/** Where the next event stood, in words. */
function placeWords({ nextRank }: StateStep): string {
  return nextRank === null ? 'nothing came after it yet' : `what came next stood at ${count(nextRank)}`;
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
  const finding =
    median === undefined
      ? 'There are too few events to follow the state.'
      : `What came next stood among the first *${percent(median / catalogueSize)}* of ${count(catalogueSize)} items half of the time (place ${count(median)} or better)${
          inside.length === 0 || sessions === 0
            ? '.'
            : `; the first event of a session moves the state by ${length(first)}, the others by ${length(rest)}.`
        }`;
  return {
    sentence: sentence(finding),
    label: `How ${counted(steps.length, 'event', 'events')} in ${counted(sessions, 'session', 'sessions')} moved the state of the network, and where what came next stood.`,
    table: {
      caption: 'The state after each event, oldest first',
      columns: [
        { label: 'Event', numeric: true },
        { label: 'Item' },
        { label: 'Session' },
        { label: 'State moved by', numeric: true },
        { label: 'User state moved by', numeric: true },
        { label: 'Expected next' },
        { label: 'Place of what came', numeric: true },
      ],
      rows: steps.map((step, at) => [
        String(at + 1),
        nameOf(step),
        step.begins ? 'begins' : '',
        length(step.moved),
        step.userMoved === null ? '–' : length(step.userMoved),
        nameOf(step.expected),
        step.nextRank === null ? '–' : count(step.nextRank),
      ]),
    },
    points: steps.map(
      (step) =>
        `${nameOf(step)}${step.begins ? ', a session begins' : ''}: state moved by ${length(step.moved)}${
          step.userMoved === null ? '' : `, user state by ${length(step.userMoved)}`
        }; expects ${nameOf(step.expected)}, ${placeWords(step)}`,
    ),
  };
}
