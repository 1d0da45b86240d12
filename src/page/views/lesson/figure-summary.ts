import { itemName } from '../../../domain/item-names';
import { plain, sentence, type ChartSummary, type ChartTable } from '../../charts/summary';
import { count, day, percent } from '../../../domain/numbers';
import { personName } from '../../../words/lessons/names';
import { metric } from '../../../words/lessons/readings';
import type { KnownFact } from '../../../domain/lesson-facts';
import * as shared from '../../../words/messages/shared';
import * as say from '../../../words/messages/lesson';
import { barsOf, type BarChart } from './bars';
import type { Measured } from './measured';

/** What a figure is called, and the same numbers as a table; its sentence is the step's own. */
export interface FigureWords {
  readonly question: string;
  readonly summary: ChartSummary;
}

/** The words behind a drawing; null: what is drawn is a table or a list already. @param says what the step reveals. */
export function figureWords(fact: KnownFact, says: string): FigureWords | null {
  const made = tableOf(fact);
  if (made === null) return null;
  const { question, table, points = [] } = made;
  return {
    question,
    summary: { sentence: [], label: `${question}. ${plain(sentence(says))}`, table, points },
  };
}

interface Made {
  readonly question: string;
  readonly table: ChartTable;
  /** What a point of a curve says. */
  readonly points?: readonly string[];
}

function tableOf(fact: KnownFact): Made | null {
  switch (fact.kind) {
    case 'rows':
    case 'neighbours':
    case 'order':
      return null;
    case 'next-item': {
      const who = personName(fact.userId);
      return {
        question: say.whenActive({ person: who }),
        table: {
          caption: say.newestKnown({ person: who }),
          columns: [{ label: shared.date() }, { label: say.what() }],
          rows: fact.past.map(({ item, timestampSec }) => [day(timestampSec), itemName(item)]),
        },
      };
    }
    case 'training':
      return epochs(say.goodAfterEach(), say.onHeldOut(), [
        {
          name: say.thisRecipe(),
          of: fact.points.map(({ heldOut, ...point }) => ({ ...point, value: heldOut })),
        },
      ]);
    case 'turn':
      return epochs(
        say.whenNoBetter(),
        say.surpriseHead(),
        [
          { name: say.nextToNoRegularisation(), run: fact.free },
          { name: say.heldBack(), run: fact.held },
        ].map(({ name, run }) => ({
          name,
          of: run.points.map(({ surprise, ...point }) => ({ ...point, value: surprise })),
        })),
      );
    case 'truth':
      return {
        question: say.whereTheTenStand({ person: personName(fact.userId) }),
        table: {
          caption: say.likedLess(),
          columns: [{ label: say.which() }, { label: say.what() }, { label: say.above(), numeric: true }],
          rows: fact.rows.flatMap(({ list }, k) =>
            list.map(({ item, place }) => [
              k === 0 ? say.personalList() : say.sameForEverybody(),
              itemName(item),
              percent(1 - place),
            ]),
          ),
        },
      };
    default: {
      const { caption, bars, beside } = barsOf(fact);
      const question = beside?.question ?? caption;
      const named = (chart: BarChart) =>
        chart.bars.map((bar) => ({ ...bar, label: `${chart.caption} ${bar.label}` }));
      const rows = beside ? [...named({ caption, bars }), ...named(beside.chart)] : bars;
      return {
        question,
        table: {
          caption: question,
          columns: [{ label: say.which() }, { label: say.howMuch(), numeric: true }, { label: say.note() }],
          rows: rows.map(({ label, value, note }) => [label, value, note ?? '']),
        },
      };
    }
  }
}

function epochs(
  question: string,
  measure: string,
  runs: readonly { readonly name: string; readonly of: readonly Measured[] }[],
): Made {
  const several = runs.length > 1;
  const head = (what: string, name: string): string => (several ? say.ofRun({ what, run: name }) : what);
  const [first] = runs;
  return {
    question,
    table: {
      caption: say.afterEachEpoch(),
      columns: [
        { label: say.epoch(), numeric: true },
        ...runs.flatMap(({ name }) => [
          { label: head(measure, name), numeric: true as const },
          { label: head(say.surpriseAtSeen(), name), numeric: true as const },
        ]),
      ],
      rows: first.of.map(({ epoch }, k) => [
        count(epoch),
        ...runs.flatMap(({ of }) => (k < of.length ? [metric(of[k].value), metric(of[k].loss)] : ['', ''])),
      ]),
    },
    points: first.of.map(({ epoch }, k) =>
      say.epochPoint({
        epoch,
        values: runs
          .filter(({ of }) => k < of.length)
          .map(({ name, of }) => {
            const facts = { value: metric(of[k].value), loss: metric(of[k].loss) };
            return several ? say.valueAndLossOf({ ...facts, run: name }) : say.valueAndLoss(facts);
          })
          .join('; '),
      }),
    ),
  };
}
