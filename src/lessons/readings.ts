import { activityGroups, bucketLabel, joinedGroups, type ActivityGroups } from '../copy/buckets';
import { comparisonCounts, comparisonSentence } from '../copy/comparison';
import { recipeWords } from '../copy/recipes';
import type { PairedResult } from '../domain/comparison';
import type { LackingFact, LessonFact, LessonKind } from '../domain/lesson-facts';
import { count, decimals, percent, signed, significant } from '../domain/numbers';
import * as say from '../words/lessons';
import { counts, quarters, ranges, shares, type Choices } from './choices';
import { itemName, personName, type Thing } from './names';

/** A fact in words: what stands above its figure, what can be voted for, and what the figure says. */
interface Reading {
  /** Whom it is about; empty where it is about nobody. */
  readonly person: string;
  readonly text: string;
  /** The question before the answer; empty where none is ever asked. */
  readonly asks: string;
  readonly choices: Choices | null;
  /** One run of words in *stars* carries the point. */
  readonly reveals: string;
}

export type KnownFact = Exclude<LessonFact, LackingFact>;
type Fact<Kind extends LessonKind> = Extract<KnownFact, { kind: Kind }>;
type Readers = { readonly [Kind in LessonKind]: (fact: Fact<Kind>, thing: Thing) => Reading };

/** In the digits by which the turn is chosen. */
export const metric = (value: number): string => decimals(value, 3);

/** What is below something must be so in the digits that are shown. */
const below = (a: number, b: number): boolean => a < b && metric(a) !== metric(b);

/** When a run that is hardly held back is surprised least, where it ends, and whether that is more than luck. */
function turnSaid({ free, held, turn, rise, lists }: Fact<'turn'>): string {
  const { points } = free;
  const [best, last] = [points[turn - 1], points[points.length - 1]];
  const others = say.turnOthers({
    held: metric(held.points[held.points.length - 1].surprise),
    better: lists.better === 'none' ? 'other' : lists.better,
    ...interval(lists, (value) => signed(value, 3)),
  });
  const facts = { turn: count(turn), best: metric(best.surprise), others };
  if (turn === last.epoch) return say.turnAtTheEnd(facts);
  const { difference: more, ...between } = interval(rise, metric);
  const risen = { ...facts, ...between, end: metric(last.surprise), rise: more };
  if (rise.better !== 'first') return say.turnNotShown({ ...risen, people: rise.n });
  return say.turnThenWorse({
    ...risen,
    moves: below(last.loss, best.loss) ? 'falls' : 'other',
    from: metric(best.loss),
    loss: metric(last.loss),
  });
}

/** A mean and its 95 %, in words. */
function interval(
  { difference, low, high }: PairedResult,
  shown: (value: number) => string,
): { readonly difference: string; readonly low: string; readonly high: string } {
  return { difference: shown(difference), low: shown(low), high: shown(high) };
}

/** What an order changes says whether a recipe goes by it. */
function orderSaid({ recipe, changed, others: result }: Fact<'order'>, moved: number): string {
  const { difference: mean, ...between } = interval(result, (value) => decimals(value, 1));
  const others = say.orderOthers({
    people: result.n,
    mean,
    ...between,
    some: result.better === 'none' ? 'other' : 'yes',
  });
  const facts = { recipe: nameOf(recipe), others };
  if (changed > 0) return say.orderChanged({ ...facts, changed, moved });
  return moved === 0 ? say.orderSame(facts) : say.orderMoved({ ...facts, moved });
}

/** Who is served worst, as far as the groups are large enough to tell. */
function groupsSaid(groups: ActivityGroups | null): string {
  if (groups === null) return say.bucketsTooSmall();
  const { best, worst, even } = groups;
  if (even) return say.bucketsEven({ value: significant(best.value, 2) });
  return say.bucketsUneven({
    worst: bucketLabel(worst),
    worstValue: significant(worst.value, 2),
    people: worst.n,
    best: bucketLabel(best),
    bestValue: significant(best.value, 2),
  });
}

/** How many more of a hundred. @param scale hundred for shares, ten for places out of ten. */
function moreOf(
  result: PairedResult,
  scale: number,
): { readonly more: string; readonly low: string; readonly high: string } {
  const { difference: more, ...between } = interval(result, (value) => signed(scale * value, 0));
  return { more, ...between };
}

const nameOf = (recipe: Parameters<typeof recipeWords>[0]): string => recipeWords(recipe).name;

const READERS: Readers = {
  rows: ({ events, users, items, pairs }, thing) => {
    const filled = pairs / Math.max(1, users * items);
    return {
      person: '',
      text: say.rowsText({ thing, events, users, items }),
      asks: say.rowsAsks({ thing }),
      choices: shares(filled, [0.01, 0.1, 0.3]),
      reveals: say.rowsReveals({ thing, filled: percent(filled) }),
    };
  },
  'next-item': ({ userId, choices, answer, found }, thing) => {
    const person = personName(userId);
    const top = choices.reduce((best, one) => (one.popular > best.popular ? one : best));
    return {
      person,
      text: say.nextText({ thing, person }),
      asks: say.nextAsks(),
      choices: { labels: choices.map(({ item }) => itemName(item)), answer },
      reveals: say.nextReveals({
        thing,
        person,
        hidden: itemName(choices[answer].item),
        alikeShare: percent(choices[answer].alike),
        popularShare: percent(choices[answer].popular),
        popularTop: itemName(top.item),
        people: found.people,
        alikeFound: count(found.alike),
        popularFound: count(found.popular),
      }),
    };
  },
  neighbours: ({ userId, neighbours, list }, thing) => {
    const person = personName(userId);
    const [first, second = first] = neighbours.filter(({ chosen }) => chosen);
    const chosen = list.filter((one) => one.taken).length;
    const listed = count(list.length);
    return {
      person,
      text: say.neighboursText({ thing, person }),
      asks: say.neighboursAsks({ thing, person, listed }),
      choices: counts(chosen, [0, 1, 3]),
      reveals: say.neighboursReveals({
        thing,
        person,
        first: personName(first.userId),
        firstShared: first.nShared,
        second: personName(second.userId),
        secondShared: count(second.nShared),
        both: count(list.filter(({ from }) => from.length > 1).length),
        listed,
        chosen: count(chosen),
      }),
    };
  },
  training: ({ userId, points, pairs, popular: value, most, factors }, thing) => {
    const last = points.at(-1);
    const passed = points.find(({ heldOut }) => heldOut > value);
    const popular = metric(value);
    const so = last && {
      epoch: count(last.epoch),
      most: count(most),
      loss: metric(last.loss),
      heldOut: metric(last.heldOut),
      popular,
    };
    return {
      person: personName(userId),
      text: say.trainingText({ thing, factors: count(factors), pairs: count(pairs) }),
      asks: '',
      choices: null,
      reveals:
        so === undefined
          ? say.trainingNothingYet({ popular })
          : passed === undefined
            ? say.trainingAhead(so)
            : say.trainingPassed({ ...so, passed: count(passed.epoch) }),
    };
  },
  turn: (fact) => ({
    person: '',
    text: say.turnText({
      held: significant(fact.held.regularization),
      free: decimals(fact.free.regularization, 5),
    }),
    asks: say.turnAsks(),
    choices: ranges(fact.turn, [2, 4, 8], (from, to) =>
      to === null
        ? say.afterEpoch({ epoch: count(from) })
        : say.epochsFromTo({ from: count(from + 1), to: count(to) }),
    ),
    reveals: turnSaid(fact),
  }),
  comparison: ({ recipes, result }, thing) => {
    const [first, second] = recipes.map(nameOf);
    return {
      person: '',
      text: say.comparisonText({ thing, first, second, people: result.n }),
      asks: say.comparisonAsks({ first, people: result.n }),
      choices: quarters(result.first, result.n),
      reveals: `${comparisonSentence(first, second, 'nDCG@10', result)} ${comparisonCounts(first, second, result)}`,
    };
  },
  buckets: ({ recipe, buckets: { activity } }) => {
    const joined = joinedGroups(activity);
    const groups = activityGroups(joined);
    const said = groupsSaid(groups);
    return {
      person: '',
      text: say.bucketsText({
        recipe: nameOf(recipe),
        people: activity.reduce((sum, { n }) => sum + n, 0),
      }),
      asks: say.bucketsAsks(),
      choices:
        groups === null || groups.even
          ? null
          : {
              labels: groups.enough.map((group) => say.bucketEvents({ bucket: bucketLabel(group) })),
              answer: groups.enough.indexOf(groups.worst),
            },
      reveals: groups !== null && joined.length < activity.length ? say.bucketsJoined({ said }) : said,
    };
  },
  order: (fact, thing) => {
    const { userId, turned, backwards, changed } = fact;
    const person = personName(userId);
    const moved = backwards.filter(({ rankBefore }, k) => rankBefore !== null && rankBefore !== k + 1);
    return {
      person,
      text: say.orderText({ thing, person, turned: count(turned.length) }),
      asks: say.orderAsks(),
      choices: counts(changed, [0, 3, 6]),
      reveals: orderSaid(fact, moved.length),
    };
  },
  popularity: ({ people, groups, data, rows }, thing) => {
    const [own, popular = own] = rows;
    const recipe = nameOf(own.recipe);
    const head = groups[0].items;
    return {
      person: '',
      text: say.biasText({ thing, people }),
      asks: say.biasAsks({ thing, recipe, head }),
      choices: shares(own.shares[0], [0.05, 0.2, 0.5]),
      reveals: say.biasReveals({
        thing,
        recipe,
        head,
        headShare: percent(own.shares[0]),
        headData: percent(data[0]),
        better: own.more.better === 'none' ? 'other' : own.more.better,
        ...moreOf(own.more, 100),
        distinct: own.items,
        popularDistinct: count(popular.items),
      }),
    };
  },
  exploration: ({ recipe, people, days, fresh, rows }, thing) => {
    const at = rows.find(({ weight }) => weight === 0.6) ?? rows[rows.length - 1];
    const little = rows.find(({ weight }) => weight === 0.3) ?? rows[0];
    const ofHundred = (places: number): number => Math.round((10 * places) / people);
    return {
      person: '',
      text: say.exploreText({ thing, recipe: nameOf(recipe), fresh, days }),
      asks: say.exploreAsks({ thing }),
      choices: counts(ofHundred(at.fresh), [5, 20, 50]),
      reveals: say.exploreReveals({
        thing,
        places: count(ofHundred(at.fresh)),
        little: count(ofHundred(little.fresh)),
        without: count(ofHundred(rows[0].fresh)),
        kept: count(ofHundred(at.kept)),
        better: at.more.better === 'none' ? 'other' : at.more.better,
        ...moreOf(at.more, 10),
      }),
    };
  },
  truth: ({ userId, items, favourites, best: among, rows, people }, thing) => {
    const [own, popular = own] = rows;
    const [person, recipe, best] = [personName(userId), nameOf(own.recipe), count(among)];
    return {
      person,
      text: say.truthText({ thing, person, items, favourite: itemName(favourites[0]) }),
      asks: say.truthAsks({ person, recipe, best }),
      choices: counts(own.amongBest, [2, 5, 8]),
      reveals: say.truthReveals({
        thing,
        person,
        recipe,
        best,
        amongBest: count(own.amongBest),
        popularBest: count(popular.amongBest),
        people,
        beats: percent(1 - own.meanPlace),
        popularBeats: percent(1 - popular.meanPlace),
      }),
    };
  },
};

/** What a fact says, for whatever step shows it. */
export function read<Kind extends LessonKind>(fact: Fact<Kind>, thing: Thing): Reading {
  const reader: (fact: Fact<Kind>, thing: Thing) => Reading = READERS[fact.kind as Kind];
  return reader(fact, thing);
}
