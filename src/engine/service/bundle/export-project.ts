import type { BundleSource, BundleWarning, PersonalFacts } from '../../../domain/bundle';
import { IN_BUNDLES, type PersonalChoice, type PersonalColumn } from '../../../domain/personal';
import type { Job } from '../../../domain/ports';
import type { Arn } from '../../../domain/resources';
import { serviceOf, withoutResources } from '../../../domain/service-resources';
import { parted, personalColumns } from '../../datasets/personal-columns';
import { LeftColumns } from '../../datasets/without-columns';
import type { OpenProject } from '../../project/open-project';
import { bundleSource } from './bundle-source';
import { note } from './bundle-warnings';

/**
 * What an export bundle of the project as it is now is made from.
 *
 * @param without resources that stay behind. @param personal what becomes of columns that say who people are; one that
 * a filter, a metric or a solution names goes along all the same. @throws AppError NOT_FOUND without data.
 */
export async function exportSource(
  project: OpenProject,
  job: Job,
  without: readonly Arn[] = [],
  personal: PersonalChoice = IN_BUNDLES,
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
  const kept = left.isBare ? put.filter(({ kind }) => kind !== 'users') : put;
  const counted = new Set(kept);
  const placeOf = (since: number): number => all.slice(0, since).filter((batch) => counted.has(batch)).length;
  const metrics = serviceOf(project.state).metricAttribution?.metrics ?? [];
  const metricsSince = Object.fromEntries(
    metrics.map(({ metricName, since }) => [metricName, placeOf(since)]),
  );
  const rows = { imported: left.tables(tables), live: left.tables(index.tables) };
  const source = await bundleSource(
    left.state(state),
    rows,
    kept.map((batch) => left.batch(batch)),
    metricsSince,
    job,
  );
  return {
    ...source,
    warnings: [...source.warnings, ...personalNotes({ gone, taken, keys }, left, personal)],
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
