import { day, signed } from '../../../domain/numbers';
import { finding, plain, type ChartSummary, type Nouns, type SentencePart } from '../../charts/summary';
import { DIGITS, waterfall, type Step, type Waterfall } from '../../charts/waterfall';
import { contextName, levelName, MOSTLY, PART_NAMES } from '../../../words/copy/explanations';
import type { ExplainedScore, ExplainedShare, Explanation, NamedItem } from '../../../domain/explanations';
import * as listCharts from '../../../words/messages/list-charts';
import type { RichText } from '../../../words/messages/rich';
import * as say from '../../../words/messages/why';
import { itemName, nameSaid } from '../../../domain/item-names';

/** Past items with a row of their own; the others share one. */
const MOST_PAST = 6;
/** Past items named in the sentence; the second, and all others together, only if they say at least this much of the first. */
const WORTH_NAMING = 0.4;

/** A logit as it is drawn, and as it is said. */
export interface WhyScore {
  readonly waterfall: Waterfall;
  readonly summary: ChartSummary;
}

/**
 * The shares of a logit as steps that end at ln(× an even share): the level that all items have in common takes in
 * where zero lies, so that 0 is an item with an even share.
 *
 * @param ignored past items that are pretended not to have been there: they add nothing, and can be ticked again.
 */
export function whyScore(
  explanation: Explanation,
  score: ExplainedScore,
  nouns: Nouns,
  ignored: readonly NamedItem[] = [],
): WhyScore {
  // An older explanation stays on screen until the newer one is there, and still counts the item.
  const inScore = new Set(score.shares.map(({ past }) => past?.itemId));
  const gone = ignored.filter(({ itemId }) => !inScore.has(itemId));
  const steps = [...gone.map(ignoredStep), ...stepsOf(score, nouns)];
  const drawn = waterfall(steps);
  const sentence = mostly(explanation, score, drawn, nouns);
  const user = explanation.userId === undefined ? undefined : nameSaid(explanation.userId);
  const about = { name: itemName(explanation.item), sentence: plain(sentence) };
  const rows = drawn.bars.map(({ label, detail, shown }) => [label, detail ?? '', signed(shown, DIGITS)]);
  return {
    waterfall: drawn,
    summary: {
      sentence,
      label: user === undefined ? say.logitOf(about) : say.logitForUser({ ...about, user }),
      table: {
        caption: say.whyItem({ name: about.name }),
        columns: [
          { label: listCharts.what() },
          { label: say.columnWhen() },
          { label: say.columnAdds(), numeric: true },
        ],
        rows: [...rows, [say.totalRow(), '', signed(drawn.total.shown, DIGITS)]],
      },
      points: drawn.bars.map(({ label, detail, shown }) =>
        [label, detail, signed(shown, DIGITS)].filter((text) => text !== undefined).join(', '),
      ),
    },
  };
}

function stepsOf({ shares, zero }: ExplainedScore, nouns: Nouns): Step[] {
  const past = shares.filter(({ past }) => past !== undefined);
  const strongest = [...past].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_PAST);
  const rest = past.filter((share) => !strongest.includes(share));
  strongest.sort((a, b) => b.value - a.value);
  const others = shares.filter(({ part, past }) => past === undefined && part !== 'bias');
  const level = sumOf(shares.filter(({ part }) => part === 'bias')) - zero;
  return [
    ...strongest.flatMap(({ value, past }) => (past === undefined ? [] : [pastStep(past, value)])),
    ...(rest.length === 0
      ? []
      : [
          {
            key: 'rest',
            label: say.others({ count: rest.length, thing: nouns.thing }),
            value: sumOf(rest),
            rest: true as const,
          },
        ]),
    ...others.flatMap(({ part, value, context }) => {
      if (part === 'history' || part === 'bias') return [];
      if (part !== 'context') return [{ key: part, label: PART_NAMES[part], value }];
      const label = context === undefined ? '' : contextName(context);
      return [{ key: label, label, value }];
    }),
    { key: 'bias', label: levelName(nouns.items), value: level, rest: true },
  ];
}

function pastStep(past: NonNullable<ExplainedShare['past']>, value: number): Step {
  const when = day(past.timestampSec);
  return {
    key: `item ${past.itemId}`,
    label: itemName(past),
    item: past,
    detail: past.events > 1 ? say.timesLast({ count: past.events, when }) : when,
    value,
  };
}

function ignoredStep(item: NamedItem): Step {
  return { key: `item ${item.itemId}`, label: itemName(item), value: 0, item, off: true };
}

function sumOf(shares: readonly ExplainedShare[]): number {
  return shares.reduce((sum, { value }) => sum + value, 0);
}

/** What speaks most for the item, past items together; the words of the block. */
function mostly(
  { personal, userId }: Explanation,
  { shares }: ExplainedScore,
  { bars }: Waterfall,
  nouns: Nouns,
): readonly SentencePart[] {
  if (!personal) {
    const user = nameSaid(userId ?? '');
    const shifted = shares.some(({ part }) => part === 'context');
    return finding(shifted ? say.byHowManyShifted({ user }) : say.byHowMany({ user }));
  }
  const speaking = shares
    .filter(({ part, value }) => part !== 'bias' && value > 0.005)
    .sort((a, b) => b.value - a.value);
  const past = shares.filter((share) => share.past !== undefined);
  const [strongestPast, second] = speaking.filter(({ part }) => part === 'history');
  const [other] = speaking.filter(({ part }) => part !== 'history');
  const first =
    strongestPast === undefined || (other !== undefined && other.value >= sumOf(past))
      ? speaking.at(0)
      : strongestPast;
  const against = bars.some(({ shown, key }) => shown < 0 && key !== 'bias')
    ? [{ text: ` ${say.greyBars()}` }]
    : [];
  if (first === undefined) return [{ text: say.nothingSpeaks() }];
  if (first.part !== 'history') return [...finding(say.mostly({ reason: MOSTLY[first.part] })), ...against];
  const nameOf = (past: ExplainedShare['past']) => itemName(past ?? { itemId: '', title: null });
  const addsOf = (past: ExplainedShare['past']): string => {
    const bar = bars.find(({ item }) => item !== undefined && item.itemId === past?.itemId);
    return bar === undefined ? '' : ` (${signed(bar.shown, DIGITS)})`;
  };
  const one = { first: nameOf(first.past), adds: addsOf(first.past) };
  const also = second?.past !== undefined && second.value >= WORTH_NAMING * first.value ? second.past : null;
  const rest = past.filter((share) => share !== first && share.past !== also);
  const others =
    sumOf(rest) >= WORTH_NAMING * first.value
      ? {
          others: say.others({ count: rest.length, thing: nouns.thing }),
          othersAdd: ` (${signed(sumOf(rest), DIGITS)})`,
        }
      : null;
  return [
    ...finding(namedWords(one, also && { second: nameOf(also), secondAdds: addsOf(also) }, others)),
    ...against,
  ];
}

function namedWords(
  one: { readonly first: string; readonly adds: string },
  two: { readonly second: string; readonly secondAdds: string } | null,
  others: { readonly others: string; readonly othersAdd: string } | null,
): RichText {
  if (others !== null)
    return two === null
      ? say.mostlyOneAndOthers({ ...one, ...others })
      : say.mostlyTwoAndOthers({ ...one, ...two, ...others });
  return two === null ? say.mostlyOne(one) : say.mostlyTwo({ ...one, ...two });
}

/** Past items that say at least a fifth of what the strongest one says, for or against; marked in the history. */
export function speakingFor(explanation: Explanation | null): ReadonlySet<string> {
  const past = (explanation?.score?.shares ?? []).filter((share) => share.past !== undefined);
  const most = Math.max(0, ...past.map(({ value }) => Math.abs(value)));
  return new Set(
    past.flatMap(({ value, past }) => (past && Math.abs(value) >= most / 5 ? [past.itemId] : [])),
  );
}
