import type { Explanation, ExplanationRequest } from '../../src/domain/explanations';

const PAST = [
  ['260', 'Star Wars: Episode IV (1977)', 1_489_793_634, 1.462],
  ['1270', 'Back to the Future (1985)', 1_489_703_634, 0.623],
  ['2571', 'Matrix, The (1999)', 1_489_613_634, 0.07],
  ['4993', 'Lord of the Rings (2001)', 1_489_523_634, -0.02],
  ['110', 'Braveheart (1995)', 1_489_433_634, -0.189],
] as const;

/** A film that two past ones speak for; two others, and its small audience, speak against it. */
export function explanation({ about, userId = '408' }: ExplanationRequest): Explanation {
  const shares = [
    ...PAST.map(([itemId, title, timestampSec, value]) => ({
      part: 'history' as const,
      value,
      past: { itemId, title, year: Number(title.slice(-5, -1)), timestampSec, events: 1 },
    })),
    { part: 'popularity' as const, value: -0.41 },
    { part: 'bias' as const, value: -4.1 },
  ];
  const logit = shares.reduce((sum, { value }) => sum + value, 0);
  return {
    ...described(about, userId),
    rank: 3,
    score: {
      logit,
      zero: logit - Math.log(16.3),
      score: 0.00168,
      timesEvenShare: 16.3,
      shares,
    },
    reason: null,
  };
}

/** The same film in the list that is the same for everybody. */
export function popularityExplanation({ about, userId = '408' }: ExplanationRequest): Explanation {
  return {
    ...described(about, userId),
    rank: 2,
    score: null,
    reason: { kind: 'popularity', value: 317, users: 317, weighed: false },
  };
}

function described(itemId: string, userId: string): Omit<Explanation, 'rank' | 'score' | 'reason'> {
  return {
    item: { itemId, title: 'Doctor Strange (2016)', year: 2016, categories: ['Action', 'Sci-Fi'] },
    userId,
    personal: true,
    listable: 741,
    catalogueSize: 9_724,
    users: 317,
    elapsedMs: 4.2,
  };
}
