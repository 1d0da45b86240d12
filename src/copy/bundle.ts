import type { BundleOverview, BundleWarning } from '../domain/bundle';
import type { DatasetType } from '../domain/schema';
import type { Json } from '../domain/errors';
import { count, listed } from '../domain/numbers';
import type { PersonalColumn } from '../domain/personal';
import { kindWord } from './kinds';
import { PERSONAL_NAMES, personalWords } from './personal';
import * as say from '../words/bundle';
import * as counts from '../words/counts';

const ROWS: { readonly [type in DatasetType]: typeof counts.users } = {
  INTERACTIONS: counts.interactions,
  ITEMS: counts.items,
  USERS: counts.users,
  ACTIONS: counts.actions,
  ACTION_INTERACTIONS: counts.actionInteractions,
};

const number = (value: Json | undefined): string => count(Number(value));
const text = (value: Json | undefined): string => String(value);

/** What a person should know before the project goes to Amazon Personalize, in a sentence or two. */
export function bundleWarningWords({ code, details }: BundleWarning): string {
  switch (code) {
    case 'NO_INTERACTIONS':
      return say.noInteractions();
    case 'FEW_INTERACTIONS':
      return say.fewInteractions({ count: Number(details.rows), least: number(details.least) });
    case 'FEW_USERS':
      return say.fewUsers({ count: Number(details.users), least: number(details.least) });
    case 'EVENT_TYPES':
      return say.eventTypes({ count: Number(details.types), most: number(details.most) });
    case 'SCHEMA_REFUSED':
      return say.schemaRefused({ dataset: text(details.dataset), fault: text(details.fault) });
    case 'EMPTY_REQUIRED':
      return say.emptyRequired({
        count: Number(details.cells),
        dataset: text(details.dataset),
        column: text(details.column),
      });
    case 'FORMULA_CELLS':
      return say.formulaCells({
        count: Number(details.cells),
        dataset: text(details.dataset),
        column: text(details.column),
        example: text(details.example),
      });
    case 'QUOTA':
      return say.quota({
        count: number(details.count),
        what: text(details.what),
        most: number(details.most),
      });
    case 'NO_SOLUTION':
      return say.noSolution();
    case 'MODELS_STAY':
      return say.modelsStay();
    case 'BATCH_JOBS_STAY':
      return say.batchJobsStay();
    case 'PERSONAL_LEFT_OUT':
      return say.personalLeftOut({ columns: personalIn(details.columns) });
    case 'PERSONAL_USERS_LEFT_OUT':
      return say.personalUsersLeftOut({ columns: personalIn(details.columns) });
    case 'PERSONAL_COLUMNS':
      return say.personalColumns({ columns: personalIn(details.columns) });
    case 'PERSONAL_NAMED':
      return say.personalNamed({ columns: personalIn(details.columns) });
    case 'PERSONAL_IDS':
      return say.personalIds({ kind: columnsIn(details.columns).map(({ kind }) => PERSONAL_NAMES[kind])[0] });
  }
}

/** As the engine has written them. */
function columnsIn(columns: Json | undefined): readonly PersonalColumn[] {
  return columns as unknown as readonly PersonalColumn[];
}

function personalIn(columns: Json | undefined): string {
  return personalWords(
    columnsIn(columns).map(({ dataset, column, kind }) => ({ kind, name: `${dataset}.${column}` })),
  );
}

/** Whether a warning is about columns that say who people are. */
export function isAboutPeople({ code }: BundleWarning): boolean {
  return code.startsWith('PERSONAL_');
}

/** What the bundle holds, in a sentence. */
export function bundleSentence({ manifest, requests, warnings }: BundleOverview): string {
  const rows = manifest.datasets.map(({ type, rows: n }) => ROWS[type]({ count: n }));
  const made = (['filter', 'solution', 'campaign', 'recommender'] as const).flatMap((kind) => {
    const n = requests.filter((request) => request.kind === kind).length;
    return n === 0 ? [] : [say.made({ count: count(n), kind: kindWord(kind, n) })];
  });
  const tuned = requests.some((request) => request.tuned !== undefined);
  const refused = warnings.filter(({ severity }) => severity === 'refused').length;
  const parts = listed([...rows, ...made]);
  const held = tuned ? say.holdsFound({ parts }) : say.holds({ parts });
  if (refused === 0) return held;
  return `${held} ${refused === 1 ? say.oneRefused() : say.refused({ count: count(refused) })}`;
}
