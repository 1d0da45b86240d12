import { isDeepStrictEqual } from 'node:util';
import { LESSONS, lessonOf } from '../../../src/words/lessons/catalogue';
import { placeIn } from '../../../src/words/lessons/interpret';
import type { Rng } from '../../../src/kernels/rng';
import type { ProjectId } from '../../../src/domain/resources';
import { readBrush, selectionOf, writeBrush } from '../../../src/page/state/brush';
import { LessonPlaces } from '../../../src/page/state/lesson-places';
import { readExpected, writeExpected } from '../../../src/page/state/linked-data';
import { Places } from '../../../src/page/state/places';
import {
  changeRoute,
  parseRoute,
  serializeRoute,
  VIEWS,
  type RouteState,
} from '../../../src/page/state/route-table';
import { parseFilter } from '../../../src/filters/parse';
import { categoryExpression, parseCategory, writeCategory } from '../../../src/page/views/user/quick-filter';
import { screensOf } from '../../../src/page/views/panels';
import { AWKWARD, many, mutatedText, oneIn, pick } from './mutate';
import { loss, type Finding, type Target } from './target';

const TEXTS = [
  ...['project', 'user', 'item', 'version', 'beside', 'filter', 'category', 'why', 'brush', 'lesson'],
  ...['only', 'title', 'asks', 'expects'],
] as const;
/** What the page knows; a key that has come since this was written is held to coming back alone. */
const KEYS: readonly string[] = Object.keys(parseRoute('').route).filter((key) => key !== 'unknown');

const SEEDS = [
  '',
  '#',
  '#view=train&project=p1',
  '#view=recommendations&project=p1&user=414&version=arn%3Aaws%3Apersonalize%3A%3A%3Asolution%2Fhrnn%2F1&explore=0.3',
  '#view=recommendations&project=p1&item=12&beside=v&discount=0.05&trace=state&why=7',
  '#view=overview&project=p1&brush=from%3D2016-01%26to%3D2018-12%26activity%3D32-127%26popularity%3D1-3%26type%3Dclick',
  '#view=lesson&lesson=next-item&step=3&only=lesson,map&title=Monday&asks=Why%3F&expects=films%7C100836%7C0badcafe',
  '#view=recommendations&filter=EXCLUDE+ItemID+WHERE+Interactions.EVENT_TYPE+IN+%28%22*%22%29&category=GENRES:Sci-Fi&seed=4294967295',
  '#view=map&seed=0&later=3&later=4&__proto__=5&constructor=6',
];
const VALUES = [
  ...VIEWS.slice(0, 6),
  ...[
    '0',
    '1',
    '0.5',
    '0.1234',
    '1.0',
    '99',
    '100',
    '4294967296',
    'state',
    'segments',
    'from=2016-13',
    'from=2016-01',
  ],
  ...[
    'activity=0-0',
    'activity=999999999-1',
    'popularity=1-999999999',
    'a|b|3|ff',
    'x|3|',
    'n|99999999999999999999|ff',
  ],
  ...[`n|${'9'.repeat(400)}|ff`, 'GENRES:Drama', ':x', 'A:', 'X IN ("a") OR Items.Y:b', 'lesson,why,history'],
];

/** What stands after `#`. It must be understood, or said not to be, whatever it is; and nothing of it may get lost. */
export const hash: Target<string> = {
  make(random) {
    let text = oneIn(random, 3) ? pairs(random) : pick(random, SEEDS);
    const pieces = [...VALUES, ...AWKWARD, '&', '=', '#', '+', '%26', '%3D', ...KEYS];
    for (let i = random.below(5); i > 0; i--) text = mutatedText(random, text, pieces, pick(random, SEEDS));
    return text;
  },

  attempt(text, seen) {
    const { route, refused } = parseRoute(text);
    seen(refused.length === 0 ? 'taken' : 'refused in part');
    return (
      outOfDomain(route) ??
      otherThanWritten(text, route, refused) ??
      unstable(route) ??
      wrongBrush(route) ??
      wrongRest(route) ??
      wrongPlaces(route)
    );
  },

  show: (text) => JSON.stringify(text),
};

function pairs(random: Rng): string {
  const key = (): string => (oneIn(random, 6) ? pick(random, AWKWARD) : pick(random, KEYS));
  const value = (): string => pick(random, oneIn(random, 2) ? VALUES : AWKWARD);
  const written = (part: string): string =>
    oneIn(random, 4) ? part : new URLSearchParams({ k: part }).toString().slice(2);
  return `#${many(random, 6, () => `${written(key())}=${written(value())}`).join('&')}`;
}

function outOfDomain(route: RouteState): Finding | null {
  const { view, step, explore, discount, trace, seed, part } = route;
  const within = (value: number | null, from: number, to: number, whole: boolean): boolean =>
    value === null || (value >= from && value <= to && (!whole || Number.isInteger(value)));
  const fits =
    VIEWS.includes(view) &&
    TEXTS.every((key) => route[key] === null || (typeof route[key] === 'string' && route[key] !== '')) &&
    within(step, 1, 99, true) &&
    within(explore, 0, 1, false) &&
    within(discount, 0, 1, false) &&
    within(seed, 0, 2 ** 32 - 1, true) &&
    (trace === null || trace === 'state') &&
    (part === null || part === 'segments');
  return fits ? null : loss(`out of its domain: ${JSON.stringify(route)}`);
}

/** Each pair of the address is in the route, among the unknown, or named as refused. */
function otherThanWritten(text: string, route: RouteState, refused: readonly string[]): Finding | null {
  const written = [...new URLSearchParams(text.startsWith('#') ? text.slice(1) : text)];
  const unknown = written.filter(([key]) => !KEYS.includes(key));
  if (!isDeepStrictEqual(route.unknown, unknown))
    return loss(`of the unknown keys, ${JSON.stringify(route.unknown)} is kept`);
  for (const key of KEYS) {
    const value = written.find(([other]) => other === key)?.[1];
    const kept = (route as unknown as Record<string, unknown>)[key];
    if (value === undefined || refused.includes(`${key}=${value}`)) {
      if (kept !== null && kept !== 'home') return loss(`${key} comes from nowhere`);
      if (value !== undefined && TEXTS.includes(key as never) && value !== '')
        return loss(`${key} is a text and was refused`);
    } else if (kept !== value && kept !== Number(value)) return loss(`${key} is not what was written`);
  }
  return null;
}

function unstable(route: RouteState): Finding | null {
  const address = serializeRoute(route);
  const again = parseRoute(address);
  if (again.refused.length > 0) return loss(`the page's own address is refused: ${address}`);
  if (!isDeepStrictEqual(again.route, route)) return loss(`read again, ${address} is another place`);
  // As a browser hands it out.
  const inBrowser = parseRoute(new URL(`https://example.org/${address}`).hash).route;
  if (!isDeepStrictEqual(inBrowser, route)) return loss(`in the address bar, ${address} is another place`);
  const moved = changeRoute(route, { project: 'elsewhere' });
  return moved.user === null && moved.unknown === route.unknown
    ? null
    : loss('a choice went along to another project');
}

function wrongBrush(route: RouteState): Finding | null {
  const brush = readBrush(route.brush);
  const { time, activity, popularity } = selectionOf(brush);
  for (const range of [time, activity, popularity])
    if (range !== null && !range.every(Number.isFinite)) return loss(`a selection from ${String(range)}`);
  for (const range of [activity, popularity])
    if (range !== null && !(range[0] >= 1 && range[0] <= range[1]))
      return loss(`a selection of ${String(range)}`);
  if (!isDeepStrictEqual(readBrush(writeBrush(brush)), brush)) return loss('a selection does not come back');
  return null;
}

function wrongRest(route: RouteState): Finding | null {
  const expected = readExpected(route.expects);
  if (expected !== null) {
    if (!Number.isSafeInteger(expected.rows)) return loss(`a link about ${expected.rows} rows`);
    if (!isDeepStrictEqual(readExpected(writeExpected(expected)), expected))
      return loss('what a link is about does not come back');
  }
  const category = parseCategory(route.category);
  if (category !== null) {
    if (!isDeepStrictEqual(parseCategory(writeCategory(category)), category))
      return loss('a quick filter does not come back');
    const { syntax, fault } = parseFilter(categoryExpression(category));
    const [{ where, when }, ...others] = syntax.expressions;
    const isOne = others.length === 0 && where.length === 1 && where[0].length === 1 && when.length === 0;
    if (fault === null && !isOne) return loss('a quick filter is more than one condition');
  }
  const lesson = lessonOf(route.lesson) ?? LESSONS[0];
  const place = placeIn(lesson, route.step);
  if (lesson.steps[place] === undefined) return loss(`no step ${place}`);
  if (route.only !== null && screensOf(route.only).some(({ view }) => !VIEWS.includes(view)))
    return loss('a screen that there is not');
  return null;
}

function wrongPlaces(route: RouteState): Finding | null {
  const stored = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const places = new Places({ localStorage } as unknown as Window);
  const project = { id: (route.project ?? 'constructor') as ProjectId, versions: 1 };
  const unvisited = places.enter(project);
  if (unvisited.view !== 'recommendations' || unvisited.user !== undefined)
    return loss('a place that nobody left');
  places.remember(route);
  const left = places.enter(project);
  if (route.project !== null && route.only === null && (left.user !== route.user || left.view !== route.view))
    return loss('the place that was left is another');
  const lessons = new LessonPlaces(() => localStorage);
  const at = lessons.of(route.lesson ?? 'constructor');
  return at === null ? null : loss(`a lesson that was never begun is at ${String(at)}`);
}
