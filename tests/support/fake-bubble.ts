import {
  BUBBLE_GENRES,
  BUBBLE_WEEKS,
  type BubbleSettings,
  type BubbleWeek,
  type BubbleWeeks,
} from '../../src/domain/bubble-machine';

/** A town of twelve songs, one new every ten weeks, in which lists narrow what is played by a hundredth a week. */
export function fakeBubble(settings: BubbleSettings, from: number, count: number): BubbleWeeks {
  const songs = Array.from({ length: 12 }, (_, k) => ({
    title: `Song ${k + 1}`,
    genre: k % BUBBLE_GENRES,
    week: k < 9 ? 0 : 10 * (k - 8),
  }));
  const lived = (played: number): BubbleWeek => ({
    played,
    gini: 1 - played,
    enjoyed: 0.9,
    alike: 0.1,
    newHeard: null,
  });
  const until = Math.min(from + count, BUBBLE_WEEKS + 1);
  return {
    people: 80,
    songs,
    steps: Array.from({ length: Math.max(0, until - from) }, (_, k) => ({
      week: from + k,
      listed: lived(0.9 - 0.01 * settings.obedience * (from + k)),
      alone: lived(0.9),
      plays: Uint16Array.from(songs, (_, song) => (song + from + k) % 5),
    })),
  };
}
