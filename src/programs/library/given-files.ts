import { blobSource, memorySource, type SourceFile } from '../../import/open/bytes/source';
import type { DataFiles, FileInput } from './api';
import type { GivenFile } from './project-studio';

/** A file on disk. @throws where there is none to be read. */
type FileAt = (path: string | URL) => SourceFile;

/** @param name of what has none of its own. @throws TypeError for what is no file. */
export function sourceOf(input: FileInput, fileAt: FileAt, name: string): SourceFile {
  if (typeof input === 'string' || input instanceof URL) return fileAt(input);
  if (input instanceof Blob) return blobSource('name' in input ? String(input.name) : name, input);
  if (input instanceof Uint8Array) return memorySource(name, input);
  if (input instanceof ArrayBuffer) return memorySource(name, new Uint8Array(input));
  if (typeof input !== 'object' || !('data' in input))
    throw new TypeError('A file is a path, a Blob, bytes, or { name, data }.');
  const { data } = input;
  if (typeof data === 'string') return memorySource(input.name, new TextEncoder().encode(data));
  return { ...sourceOf(data, fileAt, input.name), path: input.name };
}

/** Files with what is said of each. Two may have one name: then the folder that each seems to lie in tells them apart. */
export function givenFiles(files: DataFiles, fileAt: FileAt): readonly GivenFile[] {
  const given: readonly (Omit<GivenFile, 'source'> & { readonly input: FileInput })[] = isList(files)
    ? files.map((input) => ({ input }))
    : [
        { input: files.interactions, dataset: 'INTERACTIONS' },
        ...(files.items === undefined ? [] : [{ input: files.items, dataset: 'ITEMS' as const }]),
        ...(files.users === undefined ? [] : [{ input: files.users, dataset: 'USERS' as const }]),
      ];
  const taken = new Set<string>();
  return given.map(({ input, ...said }, i) => {
    const source = sourceOf(input, fileAt, `file-${i + 1}`);
    const path = taken.has(source.path) ? `${i + 1}/${source.path}` : source.path;
    taken.add(path);
    return { ...said, source: { ...source, path } };
  });
}

function isList(files: DataFiles): files is readonly FileInput[] {
  return Array.isArray(files);
}
