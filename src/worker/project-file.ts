import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Job } from '../domain/ports';
import {
  PROJECT_FILE_FORMAT,
  PROJECT_MANIFEST,
  PROJECT_SEAL,
  piecePath,
  type PieceEntry,
  type ProjectManifest,
  type ProjectSnapshot,
} from '../domain/project-file';
import { crc32 } from '../domain/crc32';
import { chunksFrom } from '../domain/stream-chunks';
import { ZipParts } from '../interop/bundle/zip';

/**
 * A project as one zip, written part by part: the packed parts go to the browser as they come, so that this worker
 * holds one of them at a time.
 */
export async function zippedProject(snapshot: ProjectSnapshot, version: string, job: Job): Promise<Blob> {
  const { facts } = snapshot;
  const { name, interactions, users, items, sizeBytes } = facts.state.project;
  const zip = new ZipParts();
  const body: Blob[] = [];
  const pieces: PieceEntry[] = [];
  let done = 0;
  for await (const { owner, part, content } of snapshot.pieces()) {
    await job.checkpoint('copy', Math.min(done, sizeBytes), sizeBytes);
    const bytes = content instanceof Uint8Array ? content : encoded(JSON.stringify(content));
    const kind = content instanceof Uint8Array ? 'bytes' : 'texts';
    const sha = bytesToHex(sha256(bytes));
    zip.addPacked(
      piecePath(pieces.length),
      { crc: crc32(0, bytes), size: bytes.length },
      await packed(bytes),
    );
    body.push(new Blob(zip.parts.splice(0)));
    pieces.push({ owner, part, kind, bytes: bytes.length, sha256: sha });
    done += bytes.length;
  }
  const manifest: ProjectManifest = {
    format: PROJECT_FILE_FORMAT,
    version,
    name,
    rows: { interactions, users, items },
    facts,
    pieces,
  };
  const text = encoded(JSON.stringify(manifest, null, 1));
  zip.addFirst(PROJECT_SEAL, encoded(bytesToHex(sha256(text))));
  zip.addFirst(PROJECT_MANIFEST, text);
  const [sealHeader, seal, manifestHeader, list] = zip.parts.splice(0);
  zip.end();
  return new Blob([manifestHeader, list, sealHeader, seal, ...body, ...zip.parts], {
    type: 'application/zip',
  });
}

/** By the platform: fflate's stream refers to zeros before the first byte where a content begins with zeros. */
async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>[]> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunksFrom(stream.getReader())) chunks.push(chunk);
  return chunks;
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
