import { finding, type ChartSummary } from '../../charts/summary';
import type { BubbleSong, BubbleStep, BubbleWeek } from '../../../domain/bubble-machine';
import { count, percent } from '../../../domain/numbers';
import * as say from '../../../words/messages/bubble';
import { saidWhenRead } from '../../../words/messages/said-when-read';

export type Measure = keyof BubbleWeek;

/** What is measured each week, as its chart is called and what that means. */
export const MEASURES: { readonly [measure in Measure]: { readonly name: string; readonly note: string } } = {
  played: saidWhenRead({ name: say.played, note: say.playedNote }),
  enjoyed: saidWhenRead({ name: say.enjoyed, note: say.enjoyedNote }),
  gini: saidWhenRead({ name: say.gini, note: say.giniNote }),
  alike: saidWhenRead({ name: say.alike, note: say.alikeNote }),
  newHeard: saidWhenRead({ name: say.newHeard, note: say.newHeardNote }),
};

const SHAPES = ['disc', 'square', 'diamond', 'triangle', 'cross', 'glass'] as const;

/** The class of a genre's shape, where colours may not tell genres apart. */
export const genreShape = (genre: number): string => SHAPES[genre % SHAPES.length];

const share = (value: number | null): string => (value === null ? say.none() : percent(value));

/** Shares of the songs that differ by less are no news. */
const SAME = 0.05;

/** How the last week ends: whether fewer or more songs are played with lists than without. */
export function summarizeEnd({ listed, alone }: BubbleStep): {
  readonly truth: 'fewer' | 'same' | 'more';
  readonly says: string;
} {
  const difference = listed.played - alone.played;
  const truth = difference < -SAME ? 'fewer' : difference > SAME ? 'more' : 'same';
  const facts = { listed: percent(listed.played), alone: percent(alone.played) };
  return { truth, says: say.answer({ ...facts, truth: truth === 'same' ? 'other' : truth }) };
}

/** A measure over the weeks so far, with lists and without. */
export function summarizeWeeks(measure: Measure, steps: readonly BubbleStep[]): ChartSummary {
  const last = steps.at(-1);
  const of = (week: BubbleWeek): string => share(week[measure]);
  const now =
    last === undefined
      ? ''
      : say.weekSays({ week: last.week, listed: of(last.listed), alone: of(last.alone) });
  return {
    sentence: [],
    label: `${MEASURES[measure].name}. ${now}`,
    table: {
      caption: MEASURES[measure].name,
      columns: [
        { label: say.week(), numeric: true },
        { label: say.withLists(), numeric: true },
        { label: say.withoutLists(), numeric: true },
      ],
      rows: steps.map(({ week, listed, alone }) => [count(week), of(listed), of(alone)]),
    },
    points: steps.map(({ week, listed, alone }) =>
      say.weekSays({ week, listed: of(listed), alone: of(alone) }),
    ),
  };
}

/** What one week looks like, song by song in the order of the picture. */
export function summarizeSongs(songs: readonly BubbleSong[], step: BubbleStep): ChartSummary {
  const rows = songs
    .map((song, at) => ({ ...song, at, plays: step.plays[at] }))
    .filter(({ week }) => week <= step.week)
    .sort((one, other) => one.genre - other.genre || one.at - other.at);
  const { listed, alone } = step;
  const facts = {
    week: count(step.week),
    listed: percent(listed.played),
    alone: percent(alone.played),
    enjoyed: percent(listed.enjoyed),
    enjoyedAlone: percent(alone.enjoyed),
  };
  return {
    sentence: finding(step.week === 0 ? say.beforeLists({ listed: facts.listed }) : say.verdict(facts)),
    label: say.songsLabel({
      songs: rows.length,
      played: rows.filter(({ plays }) => plays > 0).length,
    }),
    table: {
      caption: say.songsOf({ week: facts.week }),
      columns: [{ label: say.song() }, { label: say.genre() }, { label: say.plays(), numeric: true }],
      rows: rows.map(({ title, genre, plays }) => [title, genreName(genre), count(plays)]),
    },
    points: rows.map(({ title, genre, plays }) => say.songSays({ title, genre: genreName(genre), plays })),
  };
}

const GENRES = [say.pop, say.rock, say.jazz, say.folk, say.soul, say.electronic] as const;

export function genreName(genre: number): string {
  return GENRES[genre]();
}
