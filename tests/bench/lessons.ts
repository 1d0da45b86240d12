/**
 * Whether each step of each lesson asks before it shows, and whether the effect that its words rest on is there: on film clubs
 * of five seeds, and on the real shop. Writes the table in docs/lessons.md. `npm run lessons:effects`: about ten minutes;
 * `--seeds 1 --no-shop --lesson truth` for a look, which writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PairedResult } from '../../src/domain/comparison';
import type { LessonKind } from '../../src/domain/lesson-facts';
import { SAMPLES, type SampleKey } from '../../src/domain/samples';
import { LESSONS } from '../../src/words/lessons/catalogue';
import { effectOf } from '../../src/words/lessons/effects';
import { knownOr, showStep } from '../../src/words/lessons/interpret';
import { questionOf } from '../../src/words/lessons/question';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { nodeJob, nodeStudio, specOf } from '../support/studio-in-node';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3,4,5' },
    shop: { type: 'boolean', default: true },
    lesson: { type: 'string' },
  },
  allowNegative: true,
});

/** What the words of a step rest on, and in which unit; its mean over people is compared with zero. */
const EFFECTS: { readonly [kind in LessonKind]: readonly [string, number] } = {
  rows: ['of 100 items, how many a person has not met', 100],
  'next-item': [
    'of 100 people, for how many more people alike find the hidden one in ten than popularity',
    100,
  ],
  neighbours: ['in 100 lists, how many more hits by the two most alike than by two drawn by lot', 100],
  training: ['nDCG@10 after 20 rounds, less the popular list’s', 1],
  turn: ['surprise at what is hidden: at the end, less at the turn', 1],
  comparison: ['nDCG@10, less the popular list’s', 1],
  'left-out': ['little-known ones in 100 choices, less those in 100 hits', 100],
  order: ['of ten, how many differ when the order is turned round', 1],
  visits: ['of 100 items, how many more share a kind within a visit than across two', 100],
  popularity: ['less known ones in 100 choices, less those in 100 recommendations', 100],
  exploration: ['of 100 places, how many more go to new ones with exploring', 10],
  truth: ['of ten, how many more are among what a person likes best than of the popular ten', 1],
};

interface DataSet {
  readonly name: string;
  readonly sample: SampleKey;
  readonly seed: number | null;
}
const sets: readonly DataSet[] = [
  ...values.seeds.split(',').map((seed) => ({
    name: `club ${seed}`,
    sample: 'film-club' as const,
    seed: Number(seed),
  })),
  ...(values.shop ? [{ name: 'shop', sample: 'real-shop' as const, seed: null }] : []),
];

const rows = new Map<string, { readonly kind: LessonKind; asks: boolean; readonly cells: string[] }>();
for (const set of sets) for (const [step, found] of Object.entries(await effectsOn(set))) enter(step, found);
const table = [
  `| step | asks first | what its words rest on | ${sets.map(({ name }) => name).join(' | ')} |`,
  `| --- | --- | --- | ${sets.map(() => '---').join(' | ')} |`,
  ...Array.from(
    rows,
    ([step, { kind, asks, cells }]) =>
      `| ${step} | ${asks ? 'yes' : 'no'} | ${EFFECTS[kind][0]} | ${cells.join(' | ')} |`,
  ),
].join('\n');
process.stdout.write(`${table}\n`);
if (sets.length === 6 && values.lesson === undefined) {
  const path = join(projectRoot, 'docs/lessons.md');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^\| step \|[^]*?\n\n/m, `${table}\n\n`));
}

interface StepFound {
  readonly kind: LessonKind;
  readonly asks: boolean;
  readonly cell: string;
}

function enter(step: string, { kind, asks, cell }: StepFound): void {
  const row = rows.get(step) ?? { kind, asks: true, cells: [] };
  row.asks &&= asks;
  row.cells.push(cell);
  rows.set(step, row);
}

async function effectsOn({ name, sample, seed }: DataSet): Promise<Record<string, StepFound>> {
  if (seed !== null) Object.assign(SAMPLES['film-club'].provenance, { seed });
  const { studio } = nodeStudio();
  await studio.openSample(nodeJob(), sample);
  const trained = async (recipe: 'aws-user-personalization' | 'aws-popularity-count'): Promise<string> =>
    (await studio.train(nodeJob(), specOf(recipe, { name: recipe, budget: 'instant' }))).arn;
  const personal = await trained('aws-user-personalization');
  const popularity = await trained('aws-popularity-count');
  const found: Record<string, StepFound> = {};
  for (const { id, person, steps } of LESSONS.filter((one) => one.id === (values.lesson ?? one.id)))
    for (const [k, step] of steps.entries()) {
      const context = {
        userId: null,
        person,
        personal,
        popularity,
        chosen: null,
        chosenBefore: null,
        epochs: 0,
      };
      const question = questionOf(step, context);
      if (question === 'untrained') throw new Error('both versions are there');
      const fact = await studio.lessonFact(nodeJob(), question);
      const known = knownOr(fact);
      const shown = 'known' in known ? showStep(step, known.known, 'film') : null;
      const effect = fact.kind === 'lacking' ? null : effectOf(fact);
      found[`${id} ${k + 1}`] = {
        kind: step.shows,
        asks: shown === null || shown.asks.labels[shown.asks.answer] !== undefined,
        cell: cellOf(step.shows, effect, shown !== null),
      };
      process.stderr.write(
        `${name} ${id} ${k + 1}: ${found[`${id} ${k + 1}`].cell} ${shown?.reveals ?? ''}\n`,
      );
    }
  return found;
}

/** `+8.3 (5.0 to 11.5)`; a step that is not shown is struck through, or a dash where nothing could be computed. */
function cellOf(kind: LessonKind, effect: PairedResult | null, isShown: boolean): string {
  if (effect === null) return '–';
  const [, scale] = EFFECTS[kind];
  const digits = scale === 1 ? 3 : 1;
  const [mean, low, high] = [effect.difference, effect.low, effect.high].map((value) =>
    (scale * value).toFixed(digits),
  );
  const text = `${mean} (${low} to ${high})`;
  return isShown ? text : `~~${text}~~`;
}
