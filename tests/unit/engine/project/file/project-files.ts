import { createHash, type Hash } from 'node:crypto';
import type { JsonObject } from '../../../../../src/domain/errors';
import type { ProjectFacts, ProjectSnapshot } from '../../../../../src/domain/project-file';
import type { ProjectState } from '../../../../../src/domain/resources';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { zippedProject } from '../../../../../src/worker/project-file';
import { nodeJob, type NodeStudio } from '../../../../support/studio-in-node';

/** The open project as a file. */
export async function fileOf({ studio }: NodeStudio, state: ProjectState): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await studio.exportProject(state.project.id, (snapshot) =>
    zippedProject(snapshot, '9.9.9', nodeJob()),
  );
  return bytesOf(blob);
}

export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

export async function open(
  { studio }: NodeStudio,
  bytes: Uint8Array<ArrayBuffer>,
  name = 'copy.foretaste.zip',
): Promise<ProjectState> {
  return studio.importProject(nodeJob(), memorySource(name, bytes));
}

/** All that a project holds: the facts, and a SHA-256 of each part by owner and name, however it is cut. */
export interface Contents {
  readonly facts: unknown;
  readonly parts: { readonly [part: string]: string };
}

export async function contentsOf({ studio }: NodeStudio, state: ProjectState): Promise<Contents> {
  return studio.exportProject(state.project.id, contents);
}

export async function contents(snapshot: ProjectSnapshot): Promise<Contents> {
  const hashes = new Map<string, Hash>();
  for await (const { owner, part, content } of snapshot.pieces()) {
    const key = `${owner} ${part}`;
    const hash = hashes.get(key) ?? createHash('sha256');
    hashes.set(key, hash);
    if (content instanceof Uint8Array) hash.update(content);
    else for (const text of content) hash.update(`${JSON.stringify(text)}\n`);
  }
  const parts = Object.fromEntries([...hashes].map(([key, hash]) => [key, hash.digest('hex')]));
  return { facts: withoutIdentity(snapshot.facts), parts };
}

/** Which project it is, what it is called and when it was opened are the copy's own; sizes are measured by each store. */
function withoutIdentity(facts: ProjectFacts): unknown {
  const project = { ...facts.state.project, id: '', name: '', openedMs: 0, sizeBytes: 0 };
  return { ...facts, state: { ...facts.state, project } };
}

/** Who gets what from a campaign, without the times and numbers of the call. */
export async function listOf(
  { studio }: NodeStudio,
  campaignArn: string,
  input: JsonObject,
): Promise<unknown> {
  const { itemList } = await studio.invoke('GetRecommendations', { campaignArn, ...input });
  return itemList;
}
