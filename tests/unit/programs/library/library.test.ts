import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blobSource } from '../../../../src/import/open/bytes/source';
import * as library from '../../../../src/programs/package/node';
import { smallInteractions } from '../../../support/scripted-recipe';
import { nodeJob, nodeStudio } from '../../../support/studio-in-node';

const { importFiles, invoke, openProject, recommend, saveProject, train } = library;

const orders = smallInteractions(40, 60, 30);
const sims = { recipe: 'aws-sims' };

describe('the library', () => {
  let folder: string;
  let project: library.Project;
  let version: library.Version;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foretaste-library-'));
    writeFileSync(join(folder, 'orders.csv'), orders);
    project = await importFiles([join(folder, 'orders.csv')], { workers: 1, name: 'Shop' });
    version = await train(project, sims);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('imports, trains, and measures beside popularity', () => {
    expect(project).toMatchObject({ name: 'Shop', rows: { interactions: 1200, users: 40, items: 60 } });
    expect(version).toMatchObject({ recipe: 'aws-sims', createdAt: expect.any(Date) });
    expect(Object.keys(version.metrics ?? {})).toEqual(Object.keys(version.popularity ?? {}));
    expect(project.versions.map(({ recipe }) => recipe).toSorted()).toEqual([
      'aws-popularity-count',
      'aws-sims',
    ]);
  });

  it('answers as GetRecommendations does, several at once, by version, recipe and filter', async () => {
    const [three, popular, unseen] = await Promise.all([
      recommend(project, { itemId: 'i1', numResults: 3 }),
      recommend(project, { userId: 'u1', recipe: 'aws-popularity-count' }),
      recommend(project, {
        userId: 'u1',
        version: project.versions.find(({ recipe }) => recipe === 'aws-popularity-count')?.arn,
        filter: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($TYPES)',
        filterValues: { TYPES: '"*"' },
      }),
    ]);
    expect(three).toMatchObject({ recommendationId: expect.any(String), itemList: [{}, {}, {}] });
    expect(popular.itemList).toHaveLength(25);
    expect(unseen.itemList).not.toEqual(popular.itemList);
  });

  it('saves a file that it and the page open, without what was made to answer', async () => {
    const filter = 'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")';
    await recommend(project, { userId: 'u1', itemId: 'i1', filter });
    const file = await saveProject(project);
    const again = await openProject(file, { workers: 1 });
    expect(again.versions).toEqual(project.versions);
    const asked = { itemId: 'i1', numResults: 5 };
    expect((await recommend(again, asked)).itemList).toEqual((await recommend(project, asked)).itemList);
    const state = await nodeStudio().studio.importProject(nodeJob(), blobSource('shop.zip', file));
    expect(state.service).toMatchObject({ campaigns: [], filters: [] });
    again.close();
  });

  it('takes files in every form, and what is said of them', async () => {
    const bytes = new TextEncoder().encode(orders);
    const forms: library.FileInput[] = [
      pathToFileURL(join(folder, 'orders.csv')),
      new Blob([orders]),
      bytes,
      bytes.buffer,
      { name: 'orders.csv', data: orders },
      { name: 'orders.csv', data: new Blob([orders]) },
    ];
    for (const form of forms) {
      const { rows, close } = await importFiles({ interactions: form }, { workers: 1 });
      expect(rows.interactions).toBe(1200);
      close();
    }
  });

  it('asks any operation of the service', async () => {
    expect(await invoke(project, 'ListSolutions')).toMatchObject({ solutions: [{}, {}] });
  });

  it('tells how far it is, and ends when it is told to', async () => {
    const phases = new Set<string>();
    await train(project, { ...sims, onProgress: ({ phase }) => phases.add(phase) });
    expect(phases.size).toBeGreaterThan(1);
    await expect(train(project, { ...sims, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'ForetasteError',
      code: 'CANCELLED',
    });
  });

  it('says in words what it refuses, and what a caller did wrong', async () => {
    await expect(openProject(new Blob([orders]))).rejects.toMatchObject({ code: 'PROJECT_FILE' });
    await expect(train(project, { recipe: 'aws-nonsense' })).rejects.toMatchObject({
      name: 'ForetasteError',
      code: 'P01',
      message: expect.stringContaining('aws-nonsense'),
    });
    const gone = recommend(project, { userId: 'u1', recipe: 'aws-hrnn' });
    await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(importFiles([orders.slice(0, 20)])).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(importFiles([], { workers: 0 })).rejects.toThrow(TypeError);
    await expect(recommend({ ...project }, { userId: 'u1' })).rejects.toThrow(TypeError);
  });
});
