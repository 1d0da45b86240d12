import type { BundleSource, BundleWarning, PersonalFacts } from '../../../domain/bundle';
import { IN_BUNDLES, type PersonalChoice, type PersonalColumn } from '../../../domain/personal';
import type { Job } from '../../../domain/ports';
import type { Arn } from '../../../domain/resources';
import { serviceOf, withoutResources } from '../../../domain/service-resources';
import { parted, personalColumns } from '../../datasets/personal-columns';
import { LeftColumns } from '../../datasets/without-columns';
import type { OpenProject } from '../../project/open-project';
import { bundleSource } from './bundle-source';
import { heldOut, peopleTable } from './held-out';
import { note } from './bundle-warnings';

/**
 * What an export bundle of the project as it is now is made from.
 *
 * @param without resources that stay behind. @param personal what becomes of columns that say who people are; one that
 * a filter, a metric or a solution names goes along all the same. @param holdsOut leaves out the rows that a training
 * hides here: what was put is then among the imported rows. @throws AppError NOT_FOUND without data.
 */
export async function exportSource(
  project: OpenProject,
  job: Job,
  without: readonly Arn[] = [],
  personal: PersonalChoice = IN_BUNDLES,
  holdsOut = false,
): Promise<BundleSource> {
  const [index, { tables }, put, all] = await Promise.all([
    project.data.index(),
    project.data.existing(),
    project.data.countedBatches(),
    project.data.putBatches(),
  ]);
  const state = withoutResources(project.state, without);
  const { free, named, keys } = parted(state, personalColumns(state.datasets, index.tables));
  const gone = personal === 'left-out' ? free : [];
  const taken = personal === 'left-out' ? named : [...free, ...named];
  const left = new LeftColumns(gone, state.datasets);
  // Batches of a dataset that was deleted stay behind, so places among them move up.
  const told = left.isBare ? put.filter(({ kind }) => kind !== 'users') : put;
  const held = holdsOut ? heldOut(project.state, index.tables) : null;
  const kept = held === null ? told : [];
  const counted = new Set(kept);
  const placeOf = (since: number): number => all.slice(0, since).filter((batch) => counted.has(batch)).length;
  const metrics = serviceOf(project.state).metricAttribution?.metrics ?? [];
  const metricsSince = Object.fromEntries(
    metrics.map(({ metricName, since }) => [metricName, placeOf(since)]),
  );
  const live = left.tables(held?.tables ?? index.tables);
  const rows = { imported: held === null ? left.tables(tables) : live, live };
  const source = await bundleSource(
    left.state(state),
    rows,
    kept.map((batch) => left.batch(batch)),
    metricsSince,
    job,
  );
  const warnings = [...source.warnings, ...personalNotes({ gone, taken, keys }, left, personal)];
  if (held === null) return { ...source, warnings };
  const { people, rows: hidden, seed } = held;
  return {
    ...source,
    manifest: { ...source.manifest, heldOut: { people: people.length, rows: hidden, seed } },
    tables: [...source.tables, peopleTable(people)],
    warnings: [...warnings, note('HELD_OUT', { people: people.length, rows: hidden })],
  };
}

/** What of people stays behind, and what does not. */
function personalNotes(
  { gone, taken, keys }: { readonly [what in 'gone' | 'taken' | 'keys']: readonly PersonalColumn[] },
  { isBare }: LeftColumns,
  personal: PersonalChoice,
): readonly BundleWarning[] {
  const about = (code: keyof PersonalFacts, columns: readonly PersonalColumn[]): BundleWarning[] =>
    columns.length === 0 ? [] : [note(code, { columns })];
  return [
    ...about(isBare ? 'PERSONAL_USERS_LEFT_OUT' : 'PERSONAL_LEFT_OUT', gone),
    ...about(personal === 'left-out' ? 'PERSONAL_NAMED' : 'PERSONAL_COLUMNS', taken),
    ...about('PERSONAL_IDS', keys),
  ];
}
