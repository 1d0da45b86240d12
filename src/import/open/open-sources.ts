import { archiveEntries } from './archives';
import type { SourceFile } from './bytes/source';
import { openTables } from './forms/open-tables';
import type { Stage } from './opened';
import type { Job } from '../../domain/ports';

/** For the worker, which knows no room below the engine. */
export { blobSource, type SourceFile } from './bytes/source';

/** What was brought, by paths that tell it apart. */
export type SourceMap = ReadonlyMap<string, SourceFile>;

/** Opens archives; everything else is passed on. Two files of one path get the archive's name in front. */
export async function expandSources(
  sources: readonly SourceFile[],
  stage: Stage,
  job: Job,
): Promise<SourceMap> {
  const expanded = new Map<string, SourceFile>();
  for (const [i, given] of sources.entries()) {
    const source = stage.open(given);
    await job.checkpoint('opening', i, sources.length);
    const entries = await archiveEntries(source);
    if (entries === null) addTo(expanded, source);
    else for (const entry of entries) addTo(expanded, stage.open(entry));
  }
  return expanded;
}

/** The tables of files that are no delimited text, each as a source of its own; everything else is passed on. */
export async function tablesOf(sources: SourceMap, stage: Stage, job: Job): Promise<SourceMap> {
  const tables = new Map<string, SourceFile>();
  let seen = 0;
  for (const source of sources.values()) {
    const pause = (): Promise<void> => job.checkpoint('opening', seen, sources.size);
    await pause();
    for (const table of await openTables(source, pause))
      addTo(tables, table.table === undefined ? table : stage.open(table));
    seen++;
  }
  return tables;
}

function addTo(sources: Map<string, SourceFile>, source: SourceFile): void {
  const path = sources.has(source.path) ? `${source.within ?? sources.size}/${source.path}` : source.path;
  sources.set(path, { ...source, path, stream: () => source.stream() });
}
