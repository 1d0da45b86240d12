import { plain, sentence, type ChartSummary, type ChartTable } from '../../charts/summary';
import { day, percent } from '../../domain/numbers';
import { recipeWords } from '../../copy/recipes';
import type { LessonEpoch } from '../../domain/lesson-facts';
import { itemName, personName } from '../../lessons/names';
import { metric, type KnownFact } from '../../lessons/readings';
import { barsOf } from './bars';

/** What a figure is called, and the same numbers as a table; its sentence is the step's own. */
export interface FigureWords {
  readonly question: string;
  readonly summary: ChartSummary;
}

/** The words behind a drawing; null: what is drawn is a table or a list already. @param says what the step reveals. */
export function figureWords(fact: KnownFact, says: string): FigureWords | null {
  const made = tableOf(fact);
  if (made === null) return null;
  const { question, table, points } = made;
  return {
    question,
    summary: { sentence: [], label: `${question}. ${plain(sentence(says))}`, table, points },
  };
}

interface Made {
  readonly question: string;
  readonly table: ChartTable;
  readonly points: readonly string[];
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
        question: `When was ${who} active?`,
        table: {
          caption: `${who}: the newest that are known, oldest first`,
          columns: [{ label: 'Date' }, { label: 'What' }],
          rows: fact.past.map(({ item, timestampSec }) => [day(timestampSec), itemName(item)]),
        },
        points: [],
      };
    }
    case 'training':
      return epochs('How good are the lists after each epoch?', [{ name: 'this recipe', of: fact.points }]);
    case 'turn':
      return epochs('When do the lists stop getting better?', [
        { name: 'next to none', of: fact.free.points },
        { name: 'held back', of: fact.held.points },
      ]);
    case 'truth':
      return {
        question: `Where do the ten stand in what ${personName(fact.userId)} really likes?`,
        table: {
          caption: 'Listed, and how many are liked less',
          columns: [{ label: 'Recipe' }, { label: 'What' }, { label: 'Above', numeric: true }],
          rows: fact.rows.flatMap(({ recipe, list }) =>
            list.map(({ item, place }) => [recipeWords(recipe).name, itemName(item), percent(1 - place)]),
          ),
        },
        points: [],
      };
    default: {
      const { caption, bars } = barsOf(fact);
      return {
        question: caption,
        table: {
          caption,
          columns: [{ label: 'Which' }, { label: 'How much', numeric: true }, { label: 'Note' }],
          rows: bars.map(({ label, value, note }) => [label, value, note ?? '']),
        },
        points: [],
      };
    }
  }
}

function epochs(
  question: string,
  runs: readonly { readonly name: string; readonly of: readonly LessonEpoch[] }[],
): Made {
  const several = runs.length > 1;
  const head = (what: string, name: string): string => (several ? `${what}, ${name}` : what);
  const [first] = runs;
  return {
    question,
    table: {
      caption: 'After each epoch',
      columns: [
        { label: 'Epoch', numeric: true },
        ...runs.flatMap(({ name }) => [
          { label: head('nDCG@10', name), numeric: true as const },
          { label: head('Loss', name), numeric: true as const },
        ]),
      ],
      rows: first.of.map(({ epoch }, k) => [
        String(epoch),
        ...runs.flatMap(({ of }) => (k < of.length ? [metric(of[k].heldOut), metric(of[k].loss)] : ['', ''])),
      ]),
    },
    points: first.of.map(
      ({ epoch }, k) =>
        `epoch ${epoch}: ${runs
          .filter(({ of }) => k < of.length)
          .map(
            ({ name, of }) =>
              `${several ? `${name} ` : ''}${metric(of[k].heldOut)}, loss ${metric(of[k].loss)}`,
          )
          .join('; ')}`,
    ),
  };
}
