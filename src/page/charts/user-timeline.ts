import { day, span, timeOfDay } from '../../domain/numbers';
import { groupBy } from '../../domain/tallies';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/list-charts';
import * as shared from '../../words/messages/shared';
import { finding, plain, type ChartSummary } from './summary';

/** One thing a person did. */
export interface TimelineEvent {
  readonly timestampSec: number;
  readonly eventType: string | null;
  /** What it was about, as a person says it. */
  readonly name: string;
}

/** The newest part of a history that a test hides: it begins at `fromSec` and holds `events`. */
export interface TestPart {
  readonly fromSec: number;
  readonly events: number;
}

/** A stretch of time, both ends within it. */
export interface TimeWindow {
  readonly fromSec: number;
  readonly toSec: number;
}

/** The events of one type; above five types the rarest share the last lane. */
export interface TimelineLane {
  readonly name: string;
  /** Oldest first, each with its place in the whole history. */
  readonly events: readonly { readonly event: TimelineEvent; readonly place: number }[];
}

/** Events too close to tell apart at this zoom, as one mark. */
export interface TimelineMark {
  readonly lane: number;
  readonly x: number;
  readonly count: number;
  /** How many of them a test hides. */
  readonly hidden: number;
  readonly words: string;
}

const MOST_LANES = 5;
/** Pixels that a mark has to itself. */
const APART = 9;
/** What is zoomed into at most. */
const LEAST_SPAN = 60;

/** Oldest first; of equal times the one listed later is the older, as in a history that comes newest first. */
export function oldestFirst(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return [...events].reverse().sort((a, b) => a.timestampSec - b.timestampSec);
}

/** @param events oldest first. */
export function lanesOf(events: readonly TimelineEvent[]): readonly TimelineLane[] {
  const placed = events.map((event, place) => ({ event, place }));
  const byType = groupBy(placed, ({ event }) => event.eventType ?? say.event());
  const sorted = [...byType].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const own = sorted.length > MOST_LANES ? sorted.slice(0, MOST_LANES - 1) : sorted;
  const rest = sorted.slice(own.length);
  const lanes = own.map(([name, members]) => ({ name, events: members }));
  if (rest.length === 0) return lanes;
  const others = rest.flatMap(([, members]) => members).sort((a, b) => a.place - b.place);
  return [...lanes, { name: chart.otherTypes({ types: rest.length }), events: others }];
}

/** The whole history with a little room at both ends; one moment gets a day. */
export function wholeWindow(events: readonly TimelineEvent[]): TimeWindow {
  const from = events[0]?.timestampSec ?? 0;
  const to = events.at(-1)?.timestampSec ?? 0;
  const room = to > from ? (to - from) * 0.02 : 43_200;
  return { fromSec: from - room, toSec: to + room };
}

/** The date at each tick of an axis; where several stand on one day, the time at all but the first. */
export function tickWords(
  ticks: readonly Date[],
  dated: (timestampSec: number) => string,
): readonly string[] {
  const dates = ticks.map((tick) => dated(tick.getTime() / 1000));
  return dates.map((date, at) => (date === dates[at - 1] ? timeOfDay(ticks[at].getTime() / 1000) : date));
}

/** Half or twice as much time around the same middle, never outside of `whole` nor under a minute. */
export function zoomed(window: TimeWindow, whole: TimeWindow, factor: number): TimeWindow {
  const length = Math.max(LEAST_SPAN, (window.toSec - window.fromSec) * factor);
  const middle = (window.fromSec + window.toSec) / 2;
  return within({ fromSec: middle - length / 2, toSec: middle + length / 2 }, whole);
}

/** Half a window earlier (−1) or later (1). */
export function panned(window: TimeWindow, whole: TimeWindow, direction: -1 | 1): TimeWindow {
  const by = ((window.toSec - window.fromSec) / 2) * direction;
  return within({ fromSec: window.fromSec + by, toSec: window.toSec + by }, whole);
}

function within({ fromSec, toSec }: TimeWindow, whole: TimeWindow): TimeWindow {
  const length = Math.min(toSec - fromSec, whole.toSec - whole.fromSec);
  const from = Math.min(Math.max(fromSec, whole.fromSec), whole.toSec - length);
  return { fromSec: from, toSec: from + length };
}

/**
 * What is drawn of a window: events nearer than a mark's width share one. Marks come in reading order, by time and
 * then lane.
 *
 * @param total events of the whole history, of which the last `test.events` are hidden.
 */
export function marksOf(
  lanes: readonly TimelineLane[],
  window: TimeWindow,
  width: number,
  total: number,
  test: TestPart | null,
): readonly TimelineMark[] {
  const scale = width / Math.max(1, window.toSec - window.fromSec);
  const firstHidden = test === null ? Infinity : total - test.events;
  const marks = lanes.flatMap((lane, at) => {
    const inside = lane.events.filter(
      ({ event: { timestampSec } }) => timestampSec >= window.fromSec && timestampSec <= window.toSec,
    );
    const columns = groupBy(inside, ({ event: { timestampSec } }) =>
      Math.floor(((timestampSec - window.fromSec) * scale) / APART),
    );
    return [...columns].map(([column, members]): TimelineMark => ({
      lane: at,
      x: Math.min(width - APART / 2, (column + 0.5) * APART),
      count: members.length,
      hidden: members.filter(({ place }) => place >= firstHidden).length,
      words: wordsOf(members, lane.name, firstHidden),
    }));
  });
  return marks.sort((a, b) => a.x - b.x || a.lane - b.lane);
}

const NAMED = 3;

function wordsOf(
  members: readonly { readonly event: TimelineEvent; readonly place: number }[],
  lane: string,
  firstHidden: number,
): string {
  const from = day(members[0].event.timestampSec);
  const to = day(members[members.length - 1].event.timestampSec);
  const names = members.slice(0, NAMED).map(({ event }) => event.name);
  const more = members.length - NAMED;
  const when = from === to ? from : chart.fromTo({ from, to });
  const what = more > 0 ? chart.andMore({ names: names.join(', '), more }) : names.join(', ');
  const mark =
    members[0].event.eventType === null
      ? say.markWords({ when, what })
      : say.markWordsType({ when, type: lane, what });
  return members[members.length - 1].place >= firstHidden ? say.inTest({ mark }) : mark;
}

/**
 * A person’s events over time, and where the test begins.
 *
 * @param events oldest first.
 * @param who as in “User 408”.
 */
export function summarizeUserTimeline(
  who: string,
  events: readonly TimelineEvent[],
  test: TestPart | null,
  points: readonly string[],
): ChartSummary {
  const first = events[0];
  const last = events.at(-1);
  const train = events.length - (test?.events ?? 0);
  const facts = { who, events: events.length };
  const range =
    first === undefined || last === undefined
      ? say.noEvents({ who })
      : first.timestampSec === last.timestampSec
        ? say.atOneTime({ ...facts, day: day(first.timestampSec) })
        : say.overSpan({
            ...facts,
            span: span(last.timestampSec - first.timestampSec),
            from: day(first.timestampSec),
            to: day(last.timestampSec),
          });
  const hides =
    test === null || events.length === 0
      ? []
      : finding(
          say.testHides({
            events: test.events,
            share: test.events / events.length,
            day: day(test.fromSec),
          }),
        );
  const said = hides.length === 0 ? [{ text: range }] : [{ text: `${range} ` }, ...hides];
  return {
    sentence: said,
    label: say.timelineLabel({ said: plain(said) }),
    table: {
      caption: say.oldestFirst(),
      columns: [
        { label: shared.date() },
        { label: say.type() },
        { label: say.what() },
        { label: say.part() },
      ],
      rows: events.map((event, place) => [
        day(event.timestampSec),
        event.eventType ?? '',
        event.name,
        place >= train ? say.test() : say.train(),
      ]),
    },
    points,
  };
}
