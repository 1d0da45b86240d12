import { expect, it } from 'vitest';
import { leftOutNoun, leftOutWords, lifeWords } from '../../../../src/words/copy/services';

const sec = (day: string): number => Date.parse(day) / 1000;
const counts = {
  events: 2341,
  items: 412,
  users: 1,
  activeUsers: 1,
  firstSec: sec('2015-02-03'),
  lastSec: sec('2024-03-01'),
};

it('says what a history is, how much and of when', () => {
  expect(lifeWords('netflix', null, true)).toBe('This looks like your Netflix history.');
  expect(lifeWords('netflix', counts, true).replaceAll('\u00a0', ' ')).toBe(
    'This looks like your Netflix history: 2,341 plays of 412 shows and films between 2015 and 2024.',
  );
  const friends = { ...counts, users: 3, events: 1, items: 1, firstSec: counts.lastSec };
  expect(lifeWords('spotify', friends, true).replaceAll('\u00a0', ' ')).toBe(
    'This looks like your Spotify history: 1 play of 1 song by 3 people on 1 Mar 2024.',
  );
  expect(lifeWords('steam', counts, false)).not.toContain('2015');
});

it('names what is left out by what tells it from the rest', () => {
  const named = (reason: string): string => leftOutNoun(reason, 20).replaceAll('\u00a0', ' ');
  expect(named('trailer')).toBe('20 trailers');
  expect(named('not-started')).toBe('20 games never played');
  expect(named('no-day')).toBe('20 entries without a day');
});

it('says what is left out of it and why', () => {
  expect(leftOutWords('trailer', 1).replaceAll('\u00a0', ' ')).toBe(
    '1 trailer left out: not the film itself.',
  );
  expect(leftOutWords('podcast', 12).replaceAll('\u00a0', ' ')).toBe(
    '12 podcast episodes left out: not songs.',
  );
});
