import { expect, test } from 'vitest';
import type { PairedResult } from '../../../../src/domain/comparison';
import type { LessonFact } from '../../../../src/domain/lesson-facts';
import { LESSONS } from '../../../../src/words/lessons/catalogue';
import { turnOf } from '../../../../src/engine/teaching/lessons/training';
import { Rng } from '../../../../src/kernels/rng';
import { quarters } from '../../../../src/words/lessons/choices';
import { versionsOf } from '../../../../src/words/lessons/question';
import { placesOf } from '../../../../src/words/lessons/readings';
import { barsOf } from '../../../../src/page/views/lesson/bars';
import { knownOr, showStep, type ShownStep } from '../../../../src/words/lessons/interpret';
import { NEXT, SHOWN } from '../../../support/fake-lesson';

/** The last step of all lessons that shows such a fact. */
function shown(fact: LessonFact): ShownStep {
  const step = LESSONS.flatMap(({ steps }) => steps).findLast(({ shows }) => shows === fact.kind);
  if (step === undefined || fact.kind === 'lacking') throw new Error(`no step shows ${fact.kind}`);
  return showStep(step, fact, 'film');
}

/** What 90 people show, by how the interval lies about nought. */
const paired = (difference: number, low: number, high: number): PairedResult => ({
  n: 90,
  difference,
  low,
  high,
  pValue: low > 0 || high < 0 ? 0.001 : 0.4,
  first: 50,
  second: 40,
  equal: 0,
  better: low > 0 ? 'first' : high < 0 ? 'second' : 'none',
});
const run = (surprise: readonly number[], loss: readonly number[]) => ({
  regularization: 0.01,
  points: surprise.map((value, k) => ({ epoch: k + 1, loss: loss[k], surprise: value })),
});
const turned = (
  turn: number,
  surprise: readonly number[],
  rise = paired(0.1, 0.05, 0.15),
  loss = [0.6, 0.5, 0.4, 0.3],
): ShownStep => {
  const free = run(surprise, loss);
  const held = run([0.5, 0.4, 0.35], loss);
  return shown({ kind: 'turn', turn, held, free, rise, lists: paired(0.01, -0.01, 0.03), people: 90 });
};

test('a run that turns goes up by what its people show', () => {
  const sure = turned(2, [0.6, 0.4, 0.45, 0.5]);
  expect(sure.reveals).toBe(
    'After *round 2* it gets worse at films it has not seen, although it keeps getting better at those it has. It is learning by heart.',
  );
  expect(sure.numbers).toBe(
    'Surprise (0 is none, 0.69 is tossing a coin) at what it has not seen: 0.400 after round 2, 0.500 at the end; at what it has seen: 0.500 and 0.300. Person by person the rise is 0.100, probably between 0.050 and 0.150. The one that was held back ends at 0.350. Its lists of ten are then no different as far as these people show: a difference of +0.010, probably between −0.010 and +0.030, in a score for each hidden one that they find, more in a high place and 1 at most (nDCG@10).',
  );
  expect(sure.notes).toContain('regularisation: here 0.01');
  expect(turned(2, [0.6, 0.4, 0.45, 0.5], paired(0.1, 0.05, 0.15), [0.6, 0.3, 0.3, 0.3]).reveals).toContain(
    'and it gets no better at those it has',
  );
});

test('however a run wavers, no epoch is shown less surprised than the one that is said to be least', () => {
  const rng = new Rng(5, 'wavering');
  for (let trial = 0; trial < 300; trial++) {
    const surprise = Array.from({ length: 20 }, (_, k) => 0.5 + 0.2 * 0.7 ** k + 0.01 * rng.normal());
    const free = run(
      surprise,
      surprise.map((_, k) => 0.6 * 0.9 ** k),
    );
    const turn = turnOf(free.points);
    const { reveals, numbers } = turned(
      turn,
      surprise,
      paired(0.1, 0.05, 0.15),
      free.points.map(({ loss }) => loss),
    );
    const [, epoch] = /after \*round (\d+)(?:, the last)?\*/i.exec(reveals) ?? [];
    const [, least, end] = /not seen: ([\d.]+) after round \d+, ([\d.]+) at the end/.exec(numbers) ?? [];
    const shownValues = surprise.map((value) => value.toFixed(3));
    expect(Number(epoch)).toBe(turn);
    expect(least).toBe(shownValues[turn - 1]);
    expect(Math.min(...shownValues.map(Number))).toBe(Number(least));
    expect(end).toBe(shownValues[19]);
  }
});

const backwards = (changed: number, moved: boolean): string =>
  shown({
    kind: 'order',
    userId: 'u1',
    recipe: 'aws-user-personalization',
    turned: [],
    asItWas: [],
    backwards: [
      { item: { itemId: 'i', title: null, year: null }, rankBefore: moved ? 2 : changed > 0 ? null : 1 },
    ],
    changed,
    others: paired(changed, changed - 0.5, changed + 0.5),
  }).reveals;

test('an order that changes nothing says nothing', () => {
  expect(backwards(0, false)).toMatch(/None of the ten.*tells this recipe nothing/);
  expect(backwards(0, true)).toMatch(/None of the ten.*but 1\sstands in another place\. .* a little/);
  expect(backwards(1, false)).toMatch(/^\*1\sof the ten\* is different/);
  expect(backwards(4, false)).toMatch(/^\*4\sof the ten\* are different.*So this recipe goes by the order/);
});

test('what few know is said to be left out where it is found less often than it is chosen', () => {
  const told = (more: PairedResult) =>
    shown({
      kind: 'left-out',
      recipe: 'aws-user-personalization',
      people: 90,
      upTo: 20,
      items: 592,
      of: 1800,
      choices: 1008,
      hits: 158,
      share: 0.113,
      shareOfHits: 0.0063,
      more,
    });
  const step = told(paired(0.107, 0.082, 0.134));
  expect(step.text).toMatch(
    /^592\sof the 1,800 films are little known: at most 20\speople had watched each\./,
  );
  expect(step.asks.labels).toEqual(['0 to 3', '4 to 7', '8 to 11', 'more than 11']);
  expect(step.asks.answer).toBe(0);
  expect(step.reveals).toMatch(/^Of 100 hits, \*1\sis little known\*; of 100 choices, 11\swere\. .*left out/);
  expect(step.numbers).toContain(
    '+11 more little-known films in 100 than among hits, probably between +8 and +13',
  );
  expect(told(paired(-0.1, -0.2, -0.05)).reveals).toContain('found more often than it is chosen');
});

test('a step is shown where its interval leaves nothing happening out, and else says what it would take', () => {
  const compared = (result: PairedResult) =>
    knownOr({
      kind: 'neighbours',
      userId: 'u',
      items: 1,
      neighbours: [],
      list: [],
      found: { near: 1, drawn: 1, more: result },
    });
  expect(compared(paired(0.1, 0.02, 0.18))).toHaveProperty('known');
  expect(compared(paired(0.1, -0.04, 0.24))).toEqual({
    why: expect.stringMatching(/told from luck here: 90\speople do not show it/),
    instead: expect.stringMatching(/^About 360 people would show it/),
  });
  expect(compared(paired(0.0001, -0.2, 0.2))).toMatchObject({
    instead: expect.stringContaining('hardly change'),
  });
  // Its words hold one way only.
  expect(compared(paired(-0.1, -0.18, -0.02))).toHaveProperty('why');
  expect(knownOr({ kind: 'lacking', reason: 'kinds' })).toMatchObject({
    why: expect.stringContaining('what kind'),
  });
});

test('both ways of guessing are said to be right or wrong by their shares alone', () => {
  const said = (alike: readonly number[], popular: readonly number[]): string => {
    if (NEXT.kind !== 'next-item') throw new Error('it asks of the next item');
    const choices = NEXT.choices.map((one, k) => ({ ...one, alike: alike[k], popular: popular[k] }));
    return shown({ ...NEXT, choices }).reveals;
  };
  const [right, fargo, alien] = [
    [0.1, 0.6, 0.2, 0.1],
    [0.6, 0.2, 0.1, 0.1],
    [0.1, 0.2, 0.6, 0.1],
  ];
  expect(said(right, right)).toBe('It was *Seven*. People like Ana guessed it, and so did popularity.');
  expect(said(right, fargo)).toMatch(/People like Ana guessed it; popularity said Fargo/);
  expect(said(alien, right)).toMatch(/Popularity guessed it; people like Ana said Alien/);
  expect(said(alien, fargo)).toMatch(/Both guessed wrong: people like Ana said Alien, popularity Fargo/);
  expect(said(fargo, fargo)).toMatch(/Both guessed wrong: people like Ana and popularity said Fargo/);
  // Who gives the right one no more than another has not guessed it.
  expect(said([0.4, 0.4, 0.1, 0.1], right)).toMatch(/people like Ana said Fargo/);
});

test('places of a hundred that are new and that stay add up as what they stand for does', () => {
  const result = paired(1, 0.5, 1.5);
  const row = (fresh: number, kept: number) => ({ weight: 0.6, fresh, kept, more: result });
  expect(placesOf({ people: 60 }, row(333, 267))).toEqual({ fresh: 56, kept: 44 });
  expect(placesOf({ people: 60 }, row(36, 600))).toEqual({ fresh: 6, kept: 100 });
});

test('what exploring costs and brings is told in hits of a hundred lists, and where luck would do it, that', () => {
  const none = paired(0, 0, 0);
  const told = (fewer: PairedResult, more: PairedResult) => {
    const fact = {
      kind: 'exploration',
      recipe: 'aws-user-personalization',
      people: 60,
      days: 30,
      fresh: 24,
      rows: [
        { weight: 0, fresh: 0, kept: 600, more: none },
        { weight: 0.6, fresh: 336, kept: 264, more: paired(5.6, 5, 6) },
      ],
      hits: {
        people: 400,
        rows: [
          { weight: 0, hits: 428, fresh: 0, fewer: none, more: none },
          { weight: 0.6, hits: 267, fresh: 48, fewer, more },
        ],
      },
    } as const;
    return { step: shown(fact), bars: barsOf(fact) };
  };
  const { step, bars } = told(paired(0.4, 0.32, 0.49), paired(0.12, 0.09, 0.16));
  expect(step.reveals).toContain(
    'Tested on what people went on to watch, 100 lists hit 107 films without exploring and 67 with more of it. New ones among those hits: 0 and 12.',
  );
  expect(step.numbers).toMatch(/costs 40 hits, probably between 32 and 49, and brings 12 new ones/);
  expect(step.numbers).toMatch(/400\speople as of an earlier day/);
  expect(bars.bars.map(({ value, note }) => [value, note])).toEqual([
    ['0', undefined],
    ['56', '44 listed without it too'],
  ]);
  expect(bars.beside?.chart.bars.map(({ value, note }) => [value, note])).toEqual([
    ['107', '0 new'],
    ['67', '12 new'],
  ]);
  const luck = told(paired(0.1, -0.1, 0.3), paired(0.01, -0.02, 0.04)).step.reveals;
  expect(luck).toMatch(
    /and 67 with more of it \(which could be luck\)\. .*and 12 \(which could be luck\)\.$/,
  );
});

test('what a visit brings is told from what begins the next one, as far as it is more than luck', () => {
  const told = (more: PairedResult) => {
    const fact = { kind: 'visits', people: 90, within: 0.734, back: 0.668, any: 0.567, more } as const;
    return { step: shown(fact), bars: barsOf(fact).bars };
  };
  const { step, bars } = told(paired(0.066, 0.059, 0.074));
  expect(step.reveals).toBe(
    'While a visit goes on, *73 of 100* films share a genre with the one before; of those that begin the next visit, 67 do. What somebody is in the mood for fades until they come back.',
  );
  expect(step.numbers).toContain(
    '57 in 100 pairs share a genre. The difference is +6.6 points, probably between +5.9 and +7.4',
  );
  expect([step.asks.labels.length, step.asks.answer]).toEqual([3, 0]);
  expect(bars.map(({ value }) => value)).toEqual(['73 of 100', '67 of 100', '57 of 100']);
  expect(told(paired(-0.1, -0.2, -0.05)).step).toMatchObject({
    asks: { answer: 1 },
    reveals: expect.stringContaining('takes up where they left off'),
  });
});

test('an interval that is clear of zero does not look as if it touched it', () => {
  const numbers = (more: PairedResult): string =>
    shown({
      kind: 'popularity',
      people: 400,
      items: { little: 900, all: 1800 },
      data: 0.13,
      rows: [
        { recipe: 'aws-user-personalization', share: 0.07, items: 950, more },
        { recipe: 'aws-popularity-count', share: 0, items: 10, more: paired(0.13, 0.12, 0.14) },
      ],
    }).numbers;
  expect(numbers(paired(0.014, 0.003, 0.025))).toContain('+1.4 points, probably between +0.3 and +2.5');
  expect(numbers(paired(0.014, 0.0004, 0.025))).toContain('between +0.04 and +2.50');
  expect(numbers(paired(0.2, 0.15, 0.25))).toContain('+20 points, probably between +15 and +25');
  expect(numbers(paired(0.014, -0.003, 0.03))).toContain('+1 points, probably between 0 and +3');
});

test('the share of what an average person has watched says why it is not that of the events', () => {
  const rows = { kind: 'rows', rows: [], users: 900, items: 1800, checksum: '', unmet: SHOWN } as const;
  const some = shown({ ...rows, events: 99_993, pairs: 94_000 });
  expect(some.reveals).toContain('*5.8\u00a0%* of all films');
  expect(some.numbers).toContain(
    'The 99,993 events would be 6.2\u00a0%, but some were watched more than once',
  );
  expect(shown({ ...rows, events: 94_000, pairs: 94_000 }).numbers).not.toContain('more than once');
});

test('every number of people up to forty has ranges of its own, and each number falls into one', () => {
  expect(quarters(1, 1)).toEqual({ labels: ['none', '1'], answer: 1 });
  expect(quarters(2, 2)).toEqual({ labels: ['none', '1', '2'], answer: 2 });
  expect(quarters(9, 40).labels).toEqual(['0 to 10', '11 to 20', '21 to 30', '31 or more']);
  for (let most = 1; most <= 40; most++) {
    const asked = Array.from({ length: most + 1 }, (_, value) => quarters(value, most));
    expect(new Set(asked[0].labels).size).toBe(asked[0].labels.length);
    expect(new Set(asked.map(({ answer }) => answer)).size).toBe(asked[0].labels.length);
    for (const { answer } of asked) expect(asked[0].labels[answer]).toBeDefined();
  }
});

test('the version that learns is named first, and rows are about none', () => {
  expect(versionsOf({ kind: 'truth', userId: null, versions: ['personal', 'popular'] })[0]).toBe('personal');
  expect(versionsOf({ kind: 'order', userId: null, version: 'personal' })).toEqual(['personal']);
  expect(versionsOf({ kind: 'rows' })).toEqual([]);
});
