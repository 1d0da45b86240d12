import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../src/programs/server/serve.mjs';
import { axeFindings } from './support/accessibility';
import { untilOfflineReady, visit, type Visit } from './support/browser';
import { movielensZip } from './support/files';
import {
  dropAndLook,
  figure,
  goTo,
  importAndLook,
  openApp,
  openList,
  pickUser,
  readList,
  trainPersonal,
} from './support/journey';
import { full } from '../support/full';

/** The journey is meant to take 30 s on a laptop; a shared test machine gets three times that. */
const limitMs = 90_000;

// Journey 1 walks the same way; this one has a zip and a published set.
describe.runIf(full)('from a dropped zip to a personal list', () => {
  const zip = movielensZip();
  let tab: Visit;
  let host: Awaited<ReturnType<typeof serve>>;
  let titles: string[] = [];

  beforeAll(async () => {
    // A host of its own, under a sub-path and without headers, that can be taken away.
    host = await serve({ folder: inject('dist'), base: '/some/where/', headers: false });
    tab = await visit();
  });
  afterAll(async () => {
    await tab.close();
    await host.close();
  });

  test('drop, check, import, train, read the list', async () => {
    const { page } = tab;
    await openApp(page, host.url);
    await untilOfflineReady(page);
    expect(await axeFindings(page), 'front page').toEqual([]);

    const startMs = Date.now();
    await dropAndLook(page, zip);
    await importAndLook(page);
    const importedMs = Date.now() - startMs;
    expect(await figure(page, 'Interactions')).toBe(zip.rows.toLocaleString('en'));
    expect(await figure(page, 'Users')).toBe(String(zip.users));
    const trainStartMs = Date.now();
    await trainPersonal(page);
    titles = await openList(page);
    const totalMs = importedMs + Date.now() - trainStartMs;
    console.log(
      `first recommendations after ${(totalMs / 1000).toFixed(1)} s${zip.real ? '' : ' (stand-in)'}`,
    );

    expect(titles).toHaveLength(25);
    // Titles of movies.csv, not ids.
    expect(titles.filter((title) => /^\d*$/.test(title))).toEqual([]);
    expect(totalMs, 'milliseconds from drop to list').toBeLessThan(limitMs);
    expect(await axeFindings(page), 'recommendations').toEqual([]);
  });

  test('another person gets another list', async () => {
    const other = await pickUser(tab.page, '1');
    expect(other).toHaveLength(25);
    expect(other).not.toEqual(titles);
  });

  test('after a reload everything is still there', async () => {
    const { page } = tab;
    const before = await readList(page);
    await page.reload();
    expect(await readList(page)).toEqual(before);
    await goTo(page, 'Explore', 'Data');
    await page.getByRole('region', { name: 'How popular are the popular ones?' }).waitFor();
    expect(await figure(page, 'Interactions')).toBe(zip.rows.toLocaleString('en'));
  });

  test('without a network everything still works', async () => {
    const { page } = tab;
    await host.close();
    await tab.context.setOffline(true);
    await page.reload();
    await page.getByText('Offline, all features work').waitFor();
    await goTo(page, 'Explore', 'Lists');
    const first = await pickUser(page, '1');
    const second = await pickUser(page, '2');
    expect(second).toHaveLength(25);
    expect(second).not.toEqual(first);
  });

  test('nothing went wrong on the way and nothing left the origin', () => {
    expect(tab.guard.problems()).toEqual([]);
  });
});
