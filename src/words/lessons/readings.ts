import { itemName } from '../../domain/item-names';
import { luckShare } from '../copy/comparison';
import { recipeWords } from '../copy/recipes';
import type { PairedResult } from '../../domain/comparison';
import type { KnownFact, LessonKind } from '../../domain/lesson-facts';
import { count, decimals, signed, significant } from '../../domain/numbers';
import * as say from '../messages/lessons';
import { counts, fewerThan, quarters, ranges, shares, type Choices } from './choices';
import { EXPLORING } from './effects';
import { personName, type Thing } from './names';

/** A fact in words: what stands above its figure, what can be voted for, and what the figure says. */
interface Reading {
  /** Whom it is about; empty where it is about nobody. */
  readonly person: string;
  readonly text: string;
  /** The question before the answer. */
  readonly asks: string;
  readonly choices: Choices;
  /** Plain words; one run of them in *stars* carries the point. */
  readonly reveals: string;
  /** The numbers behind it; empty where there are no more. */
  readonly numbers: string;
  /** For whoever presents, beside the notes of the step. */
  readonly aside?: string;
}

type Fact<Kind extends LessonKind> = Extract<KnownFact, { kind: Kind }>;
type Readers = { readonly [Kind in LessonKind]: (fact: Fact<Kind>, thing: Thing) => Reading };

/** In the digits by which the turn is chosen. */
export const metric = (value: number): string => decimals(value, 3);

/** What is below something must be so in the digits that are shown. */
const below = (a: number, b: number): boolean => a < b && metric(a) !== metric(b);

/** What comes of a run that is hardly held back after its turn. */
function turnSaid({ free, turn }: Fact<'turn'>, thing: Thing): string {
  const { points } = free;
  const [best, last] = [points[turn - 1], points[points.length - 1]];
  return say.turnThenWorse({
    thing,
    turn,
    moves: below(last.loss, best.loss) ? 'falls' : 'other',
  });
}

function turnNumbers({ free, held, turn, rise, lists }: Fact<'turn'>, thing: Thing): string {
  const { points } = free;
  const [best, last] = [points[turn - 1], points[points.length - 1]];
  const { difference: more, ...between } = interval(rise, metric);
  return [
    say.turnMeasured({
      thing,
      turn,
      best: metric(best.surprise),
      end: metric(last.surprise),
      from: metric(best.loss),
      loss: metric(last.loss),
    }),
    say.turnRise({ rise: more, ...between }),
    say.turnOthers({
      held: metric(held.points[held.points.length - 1].surprise),
      better: lists.better === 'none' ? 'other' : lists.better,
      ...interval(lists, (value) => signed(value, 3)),
    }),
  ].join(' ');
}

/** A mean and its 95 %, in words. */
function interval(
  { difference, low, high }: PairedResult,
  shown: (value: number) => string,
): { readonly difference: string; readonly low: string; readonly high: string } {
  return { difference: shown(difference), low: shown(low), high: shown(high) };
}

/** What an order changes says whether a recipe goes by it. */
function orderSaid({ changed }: Fact<'order'>, moved: number): string {
  if (changed > 0) return say.orderChanged({ changed });
  return moved === 0 ? say.orderSame() : say.orderMoved({ moved });
}

function orderNumbers({ others: result }: Fact<'order'>, moved: number): string {
  const { difference: mean, ...between } = interval(result, (value) => decimals(value, 1));
  return say.orderOthers({ people: result.n, mean, ...between, moved });
}

/** How many more of a hundred. @param scale hundred for shares, ten for places out of ten. */
function moreOf(
  result: PairedResult,
  scale: number,
): { readonly more: string; readonly low: string; readonly high: string } {
  const digits = clearDigits(result, scale);
  const { difference: more, ...between } = interval(result, (value) => signed(scale * value, digits));
  return { more, ...between };
}

/** As few decimals as keep a mean apart from the ends of its interval, and one that is clear of zero from touching it. */
function clearDigits({ difference, low, high, better }: PairedResult, scale: number): number {
  if (low === high) return 0;
  const isClear = (digits: number): boolean => {
    const [from, mean, to] = [low, difference, high].map((value) => Number((scale * value).toFixed(digits)));
    return from < mean && mean < to && (better === 'none' || from * to > 0);
  };
  return [0, 1].find(isClear) ?? 2;
}

/** As the service calls it: beside a plain word, in brackets. */
const nameOf = (recipe: Parameters<typeof recipeWords>[0]): string => recipeWords(recipe).name;

/** The guess of one way among the choices; null: it gave the right one more than every other. */
function wrongGuess(
  { choices, answer }: Fact<'next-item'>,
  by: (choice: Fact<'next-item'>['choices'][number]) => number,
): string | null {
  const ahead = choices.filter((one, k) => k !== answer && by(one) >= by(choices[answer]));
  if (ahead.length === 0) return null;
  return itemName(ahead.reduce((best, one) => (by(one) > by(best) ? one : best)).item);
}

const guessed = (
  fact: Fact<'next-item'>,
  by: (choice: Fact<'next-item'>['choices'][number]) => number,
): boolean => wrongGuess(fact, by) === null;

const epochRanges = (epoch: number, bounds: readonly number[]): Choices =>
  ranges(epoch, bounds, (from, to) =>
    to === null
      ? say.afterEpoch({ epoch: from })
      : to === from + 1
        ? say.oneEpoch({ epoch: to })
        : say.epochsFromTo({ from: from + 1, to }),
  );

function guessesSaid(fact: Fact<'next-item'>, person: string): string {
  const alike = wrongGuess(fact, (one) => one.alike);
  const popular = wrongGuess(fact, (one) => one.popular);
  if (alike === null) {
    return popular === null ? say.bothGuessed({ person }) : say.alikeGuessed({ person, popular });
  }
  return popular === null
    ? say.popularGuessed({ person, alike })
    : say.noneGuessed({ person, alike, popular, same: alike === popular ? 'yes' : 'other' });
}

/** Of a hundred places, how many go to new ones and how many stay as they were, adding up as what they stand for does. */
export function placesOf(
  { people }: Pick<Fact<'exploration'>, 'people'>,
  { fresh, kept }: Fact<'exploration'>['rows'][number],
): { readonly fresh: number; readonly kept: number } {
  const ofHundred = (places: number): number => Math.round((10 * places) / people);
  const rounded = ofHundred(fresh);
  const most = fresh + kept <= 10 * people ? 100 - rounded : 100;
  return { fresh: rounded, kept: Math.min(ofHundred(kept), most) };
}

/** Hits of a hundred lists. */
export const hitsOfHundred = (hits: number, people: number): number => Math.round((100 * hits) / people);

/** What exploring costs and brings where it could be told; empty: nowhere. */
function hitsSaid({ hits }: Fact<'exploration'>, weight: number, thing: Thing): string {
  const row = hits?.rows.find((one) => one.weight === weight);
  if (hits === null || row === undefined) return '';
  const ofHundred = (value: number): string => count(hitsOfHundred(value, hits.people));
  const [without] = hits.rows;
  return say.exploreHits({
    thing,
    without: ofHundred(without.hits),
    hits: ofHundred(row.hits),
    freshWithout: ofHundred(without.fresh),
    fresh: ofHundred(row.fresh),
    costs: row.fewer.better === 'first' ? 'yes' : 'other',
    brings: row.more.better === 'first' ? 'yes' : 'other',
  });
}

function hitsNumbers({ hits }: Fact<'exploration'>, weight: number): string {
  const row = hits?.rows.find((one) => one.weight === weight);
  if (hits === null || row === undefined) return '';
  const fewer = interval(row.fewer, (value) => decimals(100 * value, clearDigits(row.fewer, 100)));
  const more = interval(row.more, (value) => decimals(100 * value, clearDigits(row.more, 100)));
  return say.exploreHitsNumbers({
    people: hits.people,
    fewer: fewer.difference,
    fewerLow: fewer.low,
    fewerHigh: fewer.high,
    more: more.difference,
    moreLow: more.low,
    moreHigh: more.high,
  });
}

const READERS: Readers = {
  rows: ({ events, users, items, pairs }, thing) => {
    const filled = pairs / Math.max(1, users * items);
    return {
      person: '',
      text: say.rowsText({ thing, events, users, items }),
      asks: say.rowsAsks({ thing }),
      choices: shares(filled, [0.01, 0.1, 0.3]),
      reveals: say.rowsReveals({ thing, filled }),
      numbers: say.rowsNumbers({
        thing,
        users,
        items,
        events,
        pairs,
        filled,
        raw: events / Math.max(1, users * items),
        again: pairs < events ? 'yes' : 'other',
      }),
    };
  },
  'next-item': (fact, thing) => {
    const { userId, choices, answer, found } = fact;
    const person = personName(userId);
    return {
      person,
      text: say.nextText({ thing, person }),
      asks: say.nextAsks(),
      choices: { labels: choices.map(({ item }) => itemName(item)), answer },
      reveals: say.nextReveals({
        hidden: itemName(choices[answer].item),
        guesses: guessesSaid(fact, person),
      }),
      numbers: say.nextNumbers({
        thing,
        person,
        alikeShare: choices[answer].alike,
        popularShare: choices[answer].popular,
        people: found.people,
        alikeFound: found.alike,
        popularFound: found.popular,
        alone: found.alone,
        one:
          guessed(fact, (choice) => choice.alike) && !guessed(fact, (choice) => choice.popular)
            ? 'yes'
            : 'other',
        ...moreOf(found.more, 100),
      }),
    };
  },
  neighbours: ({ userId, neighbours, list, found }, thing) => {
    const person = personName(userId);
    const [first, second = first] = neighbours.filter(({ chosen }) => chosen);
    const chosen = list.filter((one) => one.taken).length;
    const listed = count(list.length);
    const [near, drawn] = [Math.round(100 * found.near), Math.round(100 * found.drawn)];
    return {
      person,
      text: say.neighboursText({ thing, person }),
      asks: say.neighboursAsks({ thing, drawn }),
      choices: counts(near, [drawn, 1.5 * drawn, 2.5 * drawn].map(Math.round)),
      reveals: say.neighboursReveals({
        thing,
        near,
        drawn,
        person,
        listed,
        chosen,
      }),
      numbers: say.neighboursNumbers({
        thing,
        person,
        first: personName(first.userId),
        firstShared: first.nShared,
        second: personName(second.userId),
        secondShared: second.nShared,
        both: list.filter(({ from }) => from.length > 1).length,
        listed,
        people: found.more.n,
        ...moreOf(found.more, 100),
      }),
    };
  },
  training: ({ userId, points, pairs, people, popular: value, most, factors, passes, more }, thing) => {
    const last = points.at(-1);
    const popular = metric(value);
    return {
      person: personName(userId),
      text: say.trainingText({ thing, people, factors, pairs }),
      asks: say.trainingAsks(),
      choices: epochRanges(passes ?? most + 1, [1, 3, 8]),
      reveals: say.trainingPasses({
        passed: passes === null ? 'none' : 'other',
        epoch: passes ?? most,
        most,
        better: more.first,
        worse: more.second,
        people: more.n,
      }),
      numbers:
        last === undefined
          ? say.trainingToBeat({ popular })
          : say.trainingNumbers({
              epoch: last.epoch,
              most,
              loss: metric(last.loss),
              heldOut: metric(last.heldOut),
              popular,
            }),
    };
  },
  turn: (fact, thing) => ({
    person: '',
    text: say.turnText({ thing }),
    asks: say.turnAsks({ thing }),
    choices: epochRanges(fact.turn, [2, 4, 8]),
    reveals: turnSaid(fact, thing),
    numbers: turnNumbers(fact, thing),
    aside: say.turnAside({
      held: significant(fact.held.regularization),
      free: decimals(fact.free.regularization, 5),
    }),
  }),
  comparison: ({ recipes, result }, thing) => {
    const [first, second] = recipes.map(nameOf);
    const sign = result.better === 'second' ? -1 : 1;
    const ends = [result.low, result.high].map((end) => significant(sign * end));
    const [low, high] = sign === 1 ? ends : ends.toReversed();
    return {
      person: '',
      text: say.comparisonText({ thing, people: result.n }),
      asks: say.comparisonAsks({ people: result.n }),
      choices: quarters(result.first, result.n),
      reveals: say.comparisonReveals({
        people: result.n,
        firstBetter: result.first,
        secondBetter: result.second,
      }),
      numbers: say.comparisonNumbers({
        first,
        second,
        better: sign === 1 ? 'first' : 'other',
        difference: significant(sign * result.difference),
        low,
        high,
        equal: result.equal,
        luck: luckShare(result.pValue),
      }),
    };
  },
  'left-out': ({ recipe, people, upTo, items, of, choices, hits, share, shareOfHits, more }, thing) => {
    const [chosen, found] = [Math.round(100 * share), Math.round(100 * shareOfHits)];
    return {
      person: '',
      text: say.leftOutText({ thing, people, upTo, items, of }),
      asks: say.leftOutAsks({ chosen }),
      choices: fewerThan(found, chosen),
      reveals: say.leftOutReveals({
        found,
        chosen,
        better: more.better === 'second' ? 'second' : 'other',
      }),
      numbers: say.leftOutNumbers({
        thing,
        recipe: nameOf(recipe),
        choices,
        hits,
        ...moreOf(more, 100),
      }),
    };
  },
  order: (fact, thing) => {
    const { userId, turned, backwards, changed } = fact;
    const person = personName(userId);
    const moved = backwards.filter(({ rankBefore }, k) => rankBefore !== null && rankBefore !== k + 1).length;
    return {
      person,
      text: say.orderText({ thing, person, turned: turned.length }),
      asks: say.orderAsks(),
      choices: counts(changed, [0, 3, 6]),
      reveals: orderSaid(fact, moved),
      numbers: orderNumbers(fact, moved),
    };
  },
  visits: ({ people, within, back, any, more }, thing) => {
    const ofHundred = (share: number): string => count(Math.round(100 * share));
    return {
      person: '',
      text: say.visitsText({ thing }),
      asks: say.visitsAsks({ thing }),
      choices: {
        labels: [say.visitsWithin(), say.visitsBack(), say.visitsSame()],
        answer: { first: 0, second: 1, none: 2 }[more.better],
      },
      reveals: say.visitsReveals({
        thing,
        within: ofHundred(within),
        back: ofHundred(back),
        better: more.better === 'second' ? 'second' : 'other',
      }),
      numbers: say.visitsNumbers({ thing, any: ofHundred(any), people, ...moreOf(more, 100) }),
    };
  },
  popularity: ({ people, items, data, rows }, thing) => {
    const [own, popular = own] = rows;
    const [listed, chosen] = [Math.round(100 * own.share), Math.round(100 * data)];
    return {
      person: '',
      text: say.biasText({ thing, items: items.all, little: items.little, people }),
      asks: say.biasAsks({ thing, chosen }),
      choices: fewerThan(listed, chosen),
      reveals: say.biasReveals({
        thing,
        listed,
        chosen,
        better: own.more.better === 'second' ? 'second' : 'other',
      }),
      numbers: say.biasNumbers({
        thing,
        recipe: nameOf(own.recipe),
        ...moreOf(own.more, 100),
        distinct: own.items,
        popularDistinct: popular.items,
      }),
    };
  },
  exploration: (fact, thing) => {
    const { recipe, fresh, days, rows } = fact;
    const at = rows.find(({ weight }) => weight === EXPLORING) ?? rows[rows.length - 1];
    const { fresh: places } = placesOf(fact, at);
    return {
      person: '',
      text: say.exploreText({ thing, fresh, days }),
      asks: say.exploreAsks({ thing }),
      choices: counts(places, [5, 20, 50]),
      reveals: [
        say.exploreReveals({
          thing,
          places,
          without: placesOf(fact, rows[0]).fresh,
        }),
        hitsSaid(fact, at.weight, thing),
      ]
        .filter(Boolean)
        .join(' '),
      numbers: [
        say.exploreNumbers({
          thing,
          recipe: nameOf(recipe),
          ...moreOf(at.more, 10),
          both: rows[0].fresh > 0 ? 'yes' : 'other',
        }),
        hitsNumbers(fact, at.weight),
      ]
        .filter(Boolean)
        .join(' '),
    };
  },
  truth: ({ userId, items, favourites, best: among, rows, people, more }, thing) => {
    const [own, popular = own] = rows;
    const [person, best] = [personName(userId), count(among)];
    return {
      person,
      text: say.truthText({ thing, person, items, favourite: itemName(favourites[0]) }),
      asks: say.truthAsks({ person, best }),
      choices: counts(own.amongBest, [2, 5, 8]),
      reveals: say.truthReveals({
        person,
        best,
        amongBest: own.amongBest,
        popularBest: popular.amongBest,
      }),
      numbers: say.truthNumbers({
        thing,
        recipe: nameOf(own.recipe),
        people,
        beats: 1 - own.meanPlace,
        popularBeats: 1 - popular.meanPlace,
        best,
        ...moreOf(more, 1),
      }),
    };
  },
};

/** What a fact says, for whatever step shows it. */
export function read<Kind extends LessonKind>(fact: Fact<Kind>, thing: Thing): Reading {
  const reader: (fact: Fact<Kind>, thing: Thing) => Reading = READERS[fact.kind as Kind];
  return reader(fact, thing);
}
