import type { SourceFile } from '../../import/open/bytes/source';
import type { KeptFile } from '../../domain/files';
import { keptSource } from '../project/kept-source';
import type { OpenProject } from '../project/open-project';
import type { FileRegistry } from './operation';
import { asFolder } from '../../domain/arn';

/** What paths are looked up in: what somebody has registered, and what the project's batch jobs have written. */
interface Places {
  readonly files: FileRegistry;
  readonly project: OpenProject;
}

/** The file of an `s3://bucket/key` path, or all below it; none where nothing is. Registered ones go before written ones. */
export async function filesAt(path: string, { files, project }: Places): Promise<readonly SourceFile[]> {
  const registered = await files.filesAt(path);
  if (registered.length > 0) return registered;
  const folder = asFolder(path);
  const outputs = await outputsOf(project);
  const found = outputs.filter((file) => file.path === path || file.path.startsWith(folder));
  return found.map((file) => keptSource(project, file));
}

/**
 * A registered file, or what a batch job has written, as a handle; null where nothing is.
 *
 * @param maxBytes of a written file, no more than about so many from its beginning are fetched.
 */
export async function readFile(
  path: string,
  { files, project }: Places,
  maxBytes = Infinity,
): Promise<Blob | null> {
  const registered = files.get(path);
  if (registered !== null) return registered;
  const file = (await outputsOf(project)).find((output) => output.path === path);
  if (file === undefined) return null;
  const parts: Blob[] = [];
  let bytes = 0;
  // A blob a chunk: the browser may move each out of memory.
  for await (const chunk of project.files.read(file)) {
    parts.push(new Blob([chunk]));
    if ((bytes += chunk.length) >= maxBytes) break;
  }
  return new Blob(parts, { type: 'application/jsonl' });
}

/** The newest first: a later job writes over what an earlier one has left at its path. */
async function outputsOf(project: OpenProject): Promise<readonly KeptFile[]> {
  return (await project.files.list()).filter(({ role }) => role === 'output').reverse();
}
