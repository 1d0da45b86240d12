import { expect, it } from 'vitest';
import { OpenProject } from '../../../../src/engine/project/open-project';
import type { StoredModel } from '../../../../src/domain/model';
import { batchStudio } from '../../../support/batch-studio';

const host = { clock: { nowMs: () => 0 }, requireWriter: () => undefined, onState: () => undefined };

/** A project with one popularity version, as one page has it open and as another. */
async function twoPages() {
  const site = await batchStudio();
  const arn = await site.version('aws-popularity-count');
  const { catalogue } = site.node;
  const open = async (): Promise<OpenProject> => {
    const store = await catalogue.open(site.state.project.id);
    return new OpenProject(store, await store.readState(), host);
  };
  const [writer, reader] = [await open(), await open()];
  const counts = async (project: OpenProject): Promise<number[]> => {
    const { model } = await project.models.of(project.activeVersion(arn));
    const scores = new Float64Array(model.nItems);
    model.scoreUser({ userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) }, scores);
    return [...scores];
  };
  const { header, arrays } = await writer.models.stored(arn);
  const other: StoredModel = { header, arrays: { ...arrays, counts: Int32Array.of(1, 2, 3, 4) } };
  return { arn, writer, reader, counts, other };
}

it('a model that was kept ready goes when its version is written again', async () => {
  const { arn, writer, counts, other } = await twoPages();
  expect(await counts(writer)).toEqual([6, 4, 2, 1]);
  await writer.storage.writeModel((state) => state, arn, other);
  expect(await counts(writer)).toEqual([1, 2, 3, 4]);
});

it('a model that was kept ready goes when another page has written', async () => {
  const { arn, writer, reader, counts, other } = await twoPages();
  expect(await counts(reader)).toEqual([6, 4, 2, 1]);
  await writer.storage.writeModel((state) => state, arn, other);
  await reader.reload();
  expect(await counts(reader)).toEqual([1, 2, 3, 4]);
});
