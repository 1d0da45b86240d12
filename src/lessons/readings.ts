import { activityGroups, bucketLabel, joinedGroups, type ActivityGroups } from '../copy/buckets';
import { comparisonCounts, comparisonSentence } from '../copy/comparison';
import { count, counted, decimals, percent, significant } from '../domain/numbers';
import { recipeWords } from '../copy/recipes';
import type { LackingFact, LessonFact, LessonKind } from '../domain/lesson-facts';
import { counts, quarters, ranges, shares, type Choices } from './choices';
import { itemName, personName, type LessonWords } from './names';

/** A fact in words: values for the texts of a step, and what can be voted for. */
interface Reading {
  readonly values: { readonly [name: string]: string };
  readonly choices: Choices | null;
}

export type KnownFact = Exclude<LessonFact, LackingFact>;
type Fact<Kind extends LessonKind> = Extract<KnownFact, { kind: Kind }>;
type Readers = { readonly [Kind in LessonKind]: (fact: Fact<Kind>, words: LessonWords) => Reading };

/** In the digits by which the best epoch is chosen. */
export const metric = (value: number): string => decimals(value, 3);

/** What is below something must be so in the digits that are shown. */
const below = (a: number, b: number): boolean => a < b && metric(a) !== metric(b);

/** When a run that is hardly held back is best, and where it ends. What is shown is no higher in any other epoch. */
function turnSaid(points: Fact<'turn'>['free']['points'], turn: number): string {
  const [first, best, last] = [points[0], points[turn - 1], points[points.length - 1]];
  const from = turn === last.epoch ? first : best;
  const falls = below(last.loss, from.loss);
  const loss = falls
    ? `goes on falling from ${metric(from.loss)} to ${metric(last.loss)}`
    : `stays at ${metric(last.loss)}`;
  const learned = 'With next to no regularisation, lists';
  if (turn === last.epoch)
    return `${learned} are best after *epoch ${turn}, the last* (${metric(last.heldOut)}): a turn would show later, if at all. The loss ${falls ? `falls from ${metric(from.loss)} to ${metric(last.loss)}` : loss}.`;
  const end = below(last.heldOut, best.heldOut)
    ? `are best after *epoch ${turn}* (${metric(best.heldOut)}) and end at ${metric(last.heldOut)}`
    : `are best after *epoch ${turn}* (${metric(best.heldOut)}) and no better at the end`;
  return `${learned} ${end}, while the loss ${loss}.`;
}

/** What an order changes says whether a recipe goes by it. */
function orderSaid(recipe: string, changed: number, moved: number): string {
  if (changed === 0 && moved === 0)
    return `*None of ten* is another, and each stands where it stood: to ${recipe} the order of these says nothing.`;
  if (changed === 0)
    return `*None of ten* is another, but ${moved} stand elsewhere: ${recipe} goes by the order a little.`;
  const are = changed === 1 ? 'is another' : 'are others';
  return `*${count(changed)} of ten* ${are}, and ${count(moved)} more stand elsewhere. Nothing but the order has changed, so ${recipe} goes by it.`;
}

/** Who is served worst, as far as the groups are large enough to tell. */
function groupsSaid(groups: ActivityGroups | null): string {
  if (groups === null)
    return '*The groups are too small to tell*: that takes two of 30 people or more, because one lucky hit moves a smaller one.';
  const { best, worst, even } = groups;
  if (even) return `*All groups* get about the same lists (nDCG@10 ${significant(best.value, 2)}).`;
  return `People with *${bucketLabel(worst)} events* get the worst lists (nDCG@10 ${significant(worst.value, 2)}, ${counted(worst.n, 'person', 'people')}), those with ${bucketLabel(best)} the best (${significant(best.value, 2)}).`;
}

const READERS: Readers = {
  rows: ({ events, users, items, pairs }, { item }) => {
    const filled = pairs / Math.max(1, users * items);
    const article = `${/^[aeiou]/.test(item) ? 'an' : 'a'} ${item}`;
    return {
      values: {
        events: count(events),
        users: count(users),
        allItems: count(items),
        filled: percent(filled),
        article,
      },
      choices: shares(filled, [0.01, 0.1, 0.3]),
    };
  },
  'next-item': ({ userId, choices, answer, found }) => {
    const top = choices.reduce((best, one) => (one.popular > best.popular ? one : best));
    return {
      values: {
        person: personName(userId),
        hidden: itemName(choices[answer].item),
        alikeShare: percent(choices[answer].alike),
        popularShare: percent(choices[answer].popular),
        popularTop: itemName(top.item),
        people: count(found.people),
        alikeFound: count(found.alike),
        popularFound: count(found.popular),
      },
      choices: { labels: choices.map(({ item }) => itemName(item)), answer },
    };
  },
  neighbours: ({ userId, neighbours, list }, { item, items }) => {
    const [first, second = first] = neighbours.filter(({ chosen }) => chosen);
    const taken = list.filter((one) => one.taken).length;
    return {
      values: {
        person: personName(userId),
        first: personName(first.userId),
        firstShared: counted(first.nShared, item, items),
        second: personName(second.userId),
        secondShared: count(second.nShared),
        both: count(list.filter(({ from }) => from.length > 1).length),
        listed: count(list.length),
        taken: count(taken),
      },
      choices: counts(taken, [0, 1, 3]),
    };
  },
  training: ({ userId, points, pairs, popular, most, factors }) => {
    const last = points.at(-1);
    const passed = points.find(({ heldOut }) => heldOut > popular);
    const against =
      passed === undefined
        ? `Popularity, at ${metric(popular)}, is still ahead.`
        : `It passed popularity (${metric(popular)}) in epoch ${passed.epoch}.`;
    return {
      values: {
        person: personName(userId),
        pairs: count(pairs),
        factors: count(factors),
        trainingSaid:
          last === undefined
            ? `Nothing is learned yet: all numbers are drawn by chance. Popularity reaches *${metric(popular)}*, the line to beat.`
            : `After *epoch ${last.epoch}* of ${most}: loss ${metric(last.loss)}, nDCG@10 on held-out rows ${metric(last.heldOut)}. ${against}`,
      },
      choices: null,
    };
  },
  turn: ({ held, free, turn }) => {
    return {
      values: {
        held: String(held.regularization),
        free: decimals(free.regularization, 5),
        turnSaid: turnSaid(free.points, turn),
        heldValue: metric(held.points[held.points.length - 1].heldOut),
      },
      choices: ranges(turn, [5, 10, 15], (from, to) =>
        to === null ? `after epoch ${from}` : `epoch ${from + 1} to ${to}`,
      ),
    };
  },
  comparison: ({ recipes, result }) => {
    const [first, second] = recipes.map((recipe) => recipeWords(recipe).name);
    return {
      values: {
        firstRecipe: first,
        secondRecipe: second,
        people: count(result.n),
        verdict: comparisonSentence(first, second, 'nDCG@10', result),
        counts: comparisonCounts(first, second, result),
      },
      choices: quarters(result.first, result.n),
    };
  },
  buckets: ({ recipe, buckets: { activity } }) => {
    const joined = joinedGroups(activity);
    const groups = activityGroups(joined);
    return {
      values: {
        recipe: recipeWords(recipe).name,
        people: count(activity.reduce((sum, { n }) => sum + n, 0)),
        groupsSaid: groupsSaid(groups),
        thin:
          groups !== null && joined.length < activity.length
            ? 'Groups of fewer than 30 people are put together with their neighbours: one lucky hit would move them.'
            : '',
      },
      choices:
        groups === null || groups.even
          ? null
          : {
              labels: groups.enough.map((group) => `${bucketLabel(group)} events`),
              answer: groups.enough.indexOf(groups.worst),
            },
    };
  },
  order: ({ userId, recipe, turned, backwards, changed }) => ({
    values: {
      person: personName(userId),
      turned: count(turned.length),
      orderSaid: orderSaid(
        recipeWords(recipe).name,
        changed,
        backwards.filter(({ rankBefore }, k) => rankBefore !== null && rankBefore !== k + 1).length,
      ),
    },
    choices: counts(changed, [0, 3, 6]),
  }),
  popularity: ({ people, groups, data, rows }, { item, items }) => {
    const [own, popular = own] = rows;
    return {
      values: {
        people: count(people),
        recipe: recipeWords(own.recipe).name,
        head:
          groups[0].items === 1 ? `most popular ${item}` : `${count(groups[0].items)} most popular ${items}`,
        headShare: percent(own.shares[0]),
        headData: percent(data[0]),
        distinct: count(own.items),
        popularDistinct: count(popular.items),
      },
      choices: shares(own.shares[0], [0.05, 0.2, 0.5]),
    };
  },
  exploration: ({ recipe, people, days, fresh, rows }, { item, items }) => {
    const at = rows.find(({ weight }) => weight === 0.6) ?? rows[rows.length - 1];
    const little = rows.find(({ weight }) => weight === 0.3) ?? rows[0];
    const ofHundred = (places: number): number => Math.round((10 * places) / people);
    return {
      values: {
        recipe: recipeWords(recipe).name,
        fresh: counted(fresh, item, items),
        days: days === 1 ? 'day' : counted(days, 'day', 'days'),
        freshPlaces: count(ofHundred(at.fresh)),
        freshPlain: count(ofHundred(rows[0].fresh)),
        freshLittle: count(ofHundred(little.fresh)),
        kept: count(ofHundred(at.kept)),
      },
      choices: counts(ofHundred(at.fresh), [5, 20, 50]),
    };
  },
  truth: ({ userId, items, favourites, best, rows, people }) => {
    const [own, popular = own] = rows;
    return {
      values: {
        person: personName(userId),
        allItems: count(items),
        favourite: itemName(favourites[0]),
        recipe: recipeWords(own.recipe).name,
        best: count(best),
        amongBest: count(own.amongBest),
        popularBest: count(popular.amongBest),
        beats: percent(1 - own.meanPlace),
        popularBeats: percent(1 - popular.meanPlace),
        people: count(people),
      },
      choices: counts(own.amongBest, [2, 5, 8]),
    };
  },
};

/** What a fact says, for the texts of whatever step shows it. */
export function read<Kind extends LessonKind>(fact: Fact<Kind>, words: LessonWords): Reading {
  const reader: (fact: Fact<Kind>, words: LessonWords) => Reading = READERS[fact.kind as Kind];
  return reader(fact, words);
}
