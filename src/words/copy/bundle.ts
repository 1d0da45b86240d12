import type { BundleFacts, BundleOverview, BundleWarning } from '../../domain/bundle';
import type { DatasetType } from '../../domain/schema';
import { listed } from '../../domain/numbers';
import type { PersonalColumn } from '../../domain/personal';
import { kindWord } from './kinds';
import { PERSONAL_NAMES, personalWords } from './personal';
import * as say from '../messages/bundle';
import * as counts from '../messages/counts';

const ROWS: { readonly [type in DatasetType]: typeof counts.users } = {
  INTERACTIONS: counts.interactions,
  ITEMS: counts.items,
  USERS: counts.users,
  ACTIONS: counts.actions,
  ACTION_INTERACTIONS: counts.actionInteractions,
};

const WORDS: { readonly [Code in keyof BundleFacts]: (facts: Readonly<BundleFacts[Code]>) => string } = {
  NO_INTERACTIONS: () => say.noInteractions(),
  FEW_INTERACTIONS: ({ rows, least }) => say.fewInteractions({ count: rows, least }),
  FEW_USERS: ({ users, least }) => say.fewUsers({ count: users, least }),
  EVENT_TYPES: ({ types, most }) => say.eventTypes({ count: types, most }),
  SCHEMA_REFUSED: say.schemaRefused,
  EMPTY_REQUIRED: ({ cells, ...where }) => say.emptyRequired({ count: cells, ...where }),
  FORMULA_CELLS: ({ cells, ...where }) => say.formulaCells({ count: cells, ...where }),
  QUOTA: ({ what, ...facts }) => say.quota({ what, count: facts.count, most: facts.most }),
  NO_SOLUTION: () => say.noSolution(),
  MODELS_STAY: () => say.modelsStay(),
  HELD_OUT: ({ people, rows }) => say.heldOut({ people, rows }),
  BATCH_JOBS_STAY: () => say.batchJobsStay(),
  PERSONAL_LEFT_OUT: ({ columns }) => say.personalLeftOut({ columns: personalIn(columns) }),
  PERSONAL_USERS_LEFT_OUT: ({ columns }) => say.personalUsersLeftOut({ columns: personalIn(columns) }),
  PERSONAL_COLUMNS: ({ columns }) => say.personalColumns({ columns: personalIn(columns) }),
  PERSONAL_NAMED: ({ columns }) => say.personalNamed({ columns: personalIn(columns) }),
  PERSONAL_IDS: ({ columns: [{ kind }] }) => say.personalIds({ kind: PERSONAL_NAMES[kind] }),
};

/** What a person should know before the project goes to Amazon Personalize, in a sentence or two. */
export function bundleWarningWords({ code, details }: BundleWarning): string {
  return wordsOf(code, details);
}

function wordsOf<Code extends keyof BundleFacts>(code: Code, facts: Readonly<BundleFacts[Code]>): string {
  return WORDS[code](facts);
}

function personalIn(columns: readonly PersonalColumn[]): string {
  return personalWords(columns.map(({ dataset, column, kind }) => ({ kind, name: `${dataset}.${column}` })));
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
    return n === 0 ? [] : [say.made({ count: n, kind: kindWord(kind, n) })];
  });
  const tuned = requests.some((request) => request.tuned !== undefined);
  const refused = warnings.filter(({ severity }) => severity === 'refused').length;
  const parts = listed([...rows, ...made]);
  const held = tuned ? say.holdsFound({ parts }) : say.holds({ parts });
  if (refused === 0) return held;
  return `${held} ${refused === 1 ? say.oneRefused() : say.refused({ count: refused })}`;
}
