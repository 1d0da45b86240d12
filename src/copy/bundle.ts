import type { BundleOverview, BundleWarning } from '../domain/bundle';
import type { KindName } from '../domain/operations';
import type { DatasetType } from '../domain/schema';
import type { Json } from '../domain/errors';
import { count, counted, listed, plural, type Noun } from '../domain/numbers';

/** A kind of resource as it is called in a sentence. */
export function kindWord(kind: KindName, n = 1): string {
  const word = kind === 'dataset-import-job' ? 'import job' : kind.replaceAll('-', ' ');
  return plural(n, word, `${word}s`);
}

const ROWS: { readonly [type in DatasetType]: Noun } = {
  INTERACTIONS: ['interaction', 'interactions'],
  ITEMS: ['item', 'items'],
  USERS: ['user', 'users'],
};

const number = (value: Json | undefined): string => count(Number(value));
const text = (value: Json | undefined): string => String(value);

/** What a person should know before the project goes to Amazon Personalize, in a sentence or two. */
export function bundleWarningWords({ code, details }: BundleWarning): string {
  switch (code) {
    case 'NO_INTERACTIONS':
      return 'There are no interactions. Amazon Personalize trains on nothing else: import some first.';
    case 'FEW_INTERACTIONS':
      return `${counted(Number(details.rows), 'interaction', 'interactions')}; Amazon Personalize imports ${number(details.least)} at least.`;
    case 'FEW_USERS':
      return `${counted(Number(details.users), 'user', 'users')} with two interactions or more; Amazon Personalize wants ${number(details.least)} at least.`;
    case 'EVENT_TYPES':
      return `${counted(Number(details.types), 'event type', 'event types')}; Amazon Personalize trains with ${number(details.most)} at most.`;
    case 'SCHEMA_REFUSED':
      return `The schema of ${text(details.dataset)} would be refused (${text(details.fault)}). The Schemas page says why.`;
    case 'EMPTY_REQUIRED':
      return `${counted(Number(details.cells), 'empty cell', 'empty cells')} in ${text(details.dataset)} · ${text(details.column)}, where the schema wants a value.`;
    case 'FORMULA_CELLS':
      return `${counted(Number(details.cells), 'cell', 'cells')} in ${text(details.dataset)} · ${text(details.column)} ${plural(Number(details.cells), 'begins', 'begin')} like a formula (${text(details.example)}). Such cells are written as they are: Amazon Personalize reads them as text, a spreadsheet may not.`;
    case 'QUOTA':
      return `${number(details.count)} ${text(details.what)}; a dataset group has room for ${number(details.most)} unless the quota is raised.`;
    case 'NO_SOLUTION':
      return 'Nothing has been trained, so the bundle holds data and schemas but no solution.';
    case 'MODELS_STAY':
      return 'Trained models stay here: Amazon Personalize trains its own from the same requests, and so does Foretaste when it opens the bundle.';
    case 'BATCH_JOBS_STAY':
      return 'Batch jobs are work that was done, not resources: they stay here.';
  }
}

/** What the bundle holds, in a sentence. */
export function bundleSentence({ manifest, requests, warnings }: BundleOverview): string {
  const rows = manifest.datasets.map(({ type, rows: n }) => counted(n, ...ROWS[type]));
  const made = (['filter', 'solution', 'campaign', 'recommender'] as const).flatMap((kind) => {
    const n = requests.filter((request) => request.kind === kind).length;
    return n === 0 ? [] : [`${n} ${kindWord(kind, n)}`];
  });
  const tuned = requests.some((request) => request.tuned !== undefined);
  const refused = warnings.filter(({ severity }) => severity === 'refused').length;
  const verdict =
    refused === 0
      ? ''
      : ` ${refused === 1 ? 'One thing in it' : `${refused} things in it`} would be refused.`;
  const found = tuned ? ', with the settings that a search has found' : '';
  return `${listed([...rows, ...made])}${found}.${verdict}`;
}
