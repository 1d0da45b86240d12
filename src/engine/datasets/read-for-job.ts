import type { SourceFile } from '../../import/open/bytes/source';
import type { ExistingData } from '../../domain/imports';
import type { Job } from '../../domain/ports';
import type { AvroSchema, DatasetType, ImportMode, Profile } from '../../domain/schema';
import { inspect } from '../../import/propose/inspect';
import { importTables } from '../../import/store/import-tables';
import type { ReadIntake } from './import-into';

/** What an import job of the service asks for: all files of one dataset, under its schema. */
export interface JobAsked {
  readonly dataset: DatasetType;
  readonly schema: AvroSchema;
  readonly profile: Profile;
  readonly mode: ImportMode;
}

/** Reads the files of an import job; nothing is kept. @throws as `importTables`. */
export async function readForJob(
  files: readonly SourceFile[],
  { dataset, schema, profile, mode }: JobAsked,
  existing: ExistingData,
  job: Job,
): Promise<ReadIntake> {
  const known = new Map(files.map(({ path }) => [path, { dataset, schema, judged: true } as const]));
  const { proposal, sources } = await inspect(files, profile, job, known);
  const plan = { ...proposal.plan, profile, mode };
  return { plan, sources, imported: await importTables(sources, plan, existing, job) };
}
