import type { Page } from 'playwright-core';
import { dropFile } from '../../e2e/support/drop';
import { smallCsv } from '../../e2e/support/files';
import { dropAndLook, goTo, importAndLook, importButton, trainPersonal } from '../../e2e/support/journey';
import { isShort } from '../verdict';
import { ON_PURPOSE, startAgain, workHere, type Tabs } from './tabs';

/** Something that happens among the tabs. */
export type Action = (tabs: Tabs) => Promise<void>;

const SHOP = 'shop';
const shop = smallCsv();
/** Longest time, in milliseconds, after which an import or a training is cut off. */
const IMPORT_MS = 800;
const TRAIN_MS = 3000;
/** The same for a worker that is to die while it trains: well before a quick machine has trained. */
const KILL_MS = 250;
/** Milliseconds after which a tab that has just been opened works. */
const SETTLED_MS = 1000;
let cuts = 0;
let names = 0;

/** One project, trained where there is time for it, and all tabs open. */
export async function begin(tabs: Tabs): Promise<void> {
  await tabs.fill();
  const page = await tabs.writer();
  await dropAndLook(page, shop);
  await importAndLook(page);
  if (!isShort) await trainPersonal(page);
  tabs.projects.set(SHOP, shop.rows);
}

async function open(page: Page, name: string): Promise<void> {
  // Frames of a tab behind another come once a second, and each click waits for some.
  await page.bringToFront();
  await page.evaluate(() => (location.hash = ''));
  const again = page.getByRole('list', { name: 'Open again' });
  await again.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('button', { name: `Project: ${name}. Switch project` }).waitFor();
}

async function startTraining(page: Page): Promise<void> {
  await open(page, SHOP);
  await goTo(page, 'Explore', 'Train');
  await page.getByRole('button', { name: /^Train user-personalization/ }).click();
}

async function startImport(tabs: Tabs, page: Page): Promise<void> {
  const name = `cut${++cuts}`;
  tabs.cut.set(name, shop.rows);
  await page.bringToFront();
  await page.evaluate(() => (location.hash = ''));
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await dropFile(page, `${name}.csv`, shop.bytes);
  await importButton(page).click();
}

const wait = (tabs: Tabs, mostMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, tabs.draw() * mostMs));

/** The writer ends in the middle of something; another tab goes on with a whole project. */
function cutOff(
  begins: (tabs: Tabs, page: Page) => Promise<void>,
  mostMs: number,
  how: 'closed' | 'crashed',
): Action {
  return async (tabs) => {
    const page = await tabs.writer();
    await begins(tabs, page);
    await wait(tabs, mostMs);
    await tabs.end(page, how);
    await tabs.expectWhole();
    await tabs.fill();
    await tabs.writer();
  };
}

async function takeOver(tabs: Tabs): Promise<void> {
  const page = await tabs.reader();
  await page.bringToFront();
  await workHere(page).click();
  // Asked only where something is at work in the other tab.
  const ends = page.getByRole('button', { name: 'End it and take over' });
  while ((await workHere(page).or(ends).count()) > 0) {
    if (await ends.isVisible()) await ends.click();
    await page.waitForTimeout(50);
  }
  if ((await tabs.writer()) !== page) throw new Error('another tab writes than the one that took over');
}

/** Taking over ends what the tab before was doing; it says that it only reads, and what it did is no half thing. */
async function takeOverTraining(tabs: Tabs): Promise<void> {
  const before = await tabs.writer();
  await startTraining(before);
  await wait(tabs, TRAIN_MS);
  await takeOver(tabs);
  await workHere(before).waitFor();
  await tabs.expectWhole();
}

async function takeOverImport(tabs: Tabs): Promise<void> {
  const before = await tabs.writer();
  await startImport(tabs, before);
  await wait(tabs, IMPORT_MS);
  await takeOver(tabs);
  await workHere(before).waitFor();
  await tabs.expectWhole();
}

/** What the writer changes shows in the others. */
async function rename(tabs: Tabs): Promise<void> {
  const page = await tabs.writer();
  await page.bringToFront();
  for (const each of tabs.pages) await each.evaluate(() => (location.hash = 'view=storage'));
  const name = `renamed ${++names}`;
  const change = async (from: string, to: string): Promise<void> => {
    await page.getByRole('button', { name: `Rename ${from}`, exact: true }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(to);
    await page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click();
    for (const each of tabs.pages)
      await each.getByRole('main').getByRole('link', { name: to, exact: true }).first().waitFor();
  };
  await change(SHOP, name);
  await change(name, SHOP);
}

/** A worker that dies is said in words, and another one takes over; another tab may have got the lock by then. */
async function killWorker(tabs: Tabs): Promise<void> {
  const page = await tabs.writer();
  await startTraining(page);
  await wait(tabs, KILL_MS);
  // The list of the first screen has a worker of the same script, by another name.
  const named = await Promise.all(
    page.workers().map(async (worker) => ({ worker, name: await worker.evaluate(() => self.name) })),
  );
  const studio = named.find(({ name }) => name === 'studio')?.worker;
  if (studio === undefined) throw new Error('no studio worker');
  await studio.evaluate(
    (words) =>
      void setTimeout(() => {
        throw new Error(words);
      }),
    ON_PURPOSE,
  );
  await page.getByText('The background worker stopped', { exact: false }).first().waitFor();
  // It goes by itself once the new worker has answered.
  await startAgain(page).evaluateAll((buttons) =>
    buttons.forEach((button) => (button as HTMLElement).click()),
  );
  await tabs.expectWhole();
}

export const ACTIONS: { readonly [name: string]: Action } = {
  'take over': takeOver,
  rename,
  'crash during an import': cutOff(startImport, IMPORT_MS, 'crashed'),
  'kill the worker': killWorker,
  'take over during a training': takeOverTraining,
  'close during an import': cutOff(startImport, IMPORT_MS, 'closed'),
  'crash during a training': cutOff((_, page) => startTraining(page), TRAIN_MS, 'crashed'),
  'close during a training': cutOff((_, page) => startTraining(page), TRAIN_MS, 'closed'),
  'take over during an import': takeOverImport,
};

/** The storage is cleared under all tabs: each says so, and begins anew once it is loaded again. */
export async function wipe(tabs: Tabs): Promise<void> {
  // All of them have their storage open by then.
  const page = await tabs.writer();
  await page.waitForTimeout(SETTLED_MS);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const deletion = indexedDB.deleteDatabase('foretaste');
        deletion.onsuccess = deletion.onerror = resolve;
      }),
  );
  for (const each of tabs.pages) {
    await each
      .getByText(/^The browser closed or cleared the storage of this page/)
      .first()
      .waitFor();
    await each.bringToFront();
    await each.getByRole('button', { name: 'Load the page again' }).click();
    await each.getByRole('button', { name: 'Load the page again' }).waitFor({ state: 'detached' });
    await each.evaluate(() => (location.hash = ''));
    await each.getByRole('button', { name: 'Choose files' }).waitFor();
  }
}
