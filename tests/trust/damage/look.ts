import type { Locator, Page } from 'playwright-core';
import { figure, readList, recommendations } from '../../e2e/support/journey';

/** Something was shown that is not what was stored, and nothing was said. */
export class Silent extends Error {}

/** What a person finds on the screens of the project. */
export interface Seen {
  readonly list: readonly string[] | null;
  readonly interactions: string | null;
  /** Something was refused with words. */
  readonly refused: boolean;
}

/** Words of our own for what is damaged; any other refusal is none. */
const NAMED =
  /no longer what was stored|cannot be read: it is damaged|written by a newer version|is not here|does not exist/;

/** Looks at list, overview and check. @param whole what an undamaged project shows; null: this is one. */
export async function lookAt(
  page: Page,
  places: { readonly overview: string; readonly list: string; readonly storage: string },
  whole: Seen | null,
): Promise<Seen> {
  const list = await shown(page, places.list, recommendations(page).first(), () => readList(page));
  const interactions = await shown(
    page,
    places.overview,
    // It can be pressed when the insights are there as well: a fault of theirs takes the figures' place.
    page.getByRole('button', { name: 'Export as Markdown', disabled: false }),
    () => figure(page, 'Interactions'),
  );
  const refused = list === null || interactions === null;
  if (whole === null) {
    if (refused) throw new Silent('the whole project is refused');
    return { list, interactions, refused };
  }
  if (list !== null && list.join('\n') !== whole.list?.join('\n'))
    throw new Silent(`the list shows ${list.join(', ')}`);
  if (interactions !== null && interactions !== whole.interactions)
    throw new Silent(`the overview shows ${interactions} interactions`);
  await expectCheck(page, places.storage, refused);
  return { list, interactions, refused };
}

/** What a place shows; null where it says in words of ours that something is damaged. */
async function shown<T>(page: Page, place: string, what: Locator, read: () => Promise<T>): Promise<T | null> {
  // A tab that comes to the project anew, with a worker of its own.
  await page.goto('about:blank');
  await page.goto(place);
  const alert = page.getByRole('alert').first();
  await what.or(alert).first().waitFor();
  if ((await alert.count()) === 0) return read();
  const said = await alert.innerText();
  if (!NAMED.test(said)) throw new Error(`it says: ${said}`);
  return null;
}

/** The check says what is lost where anything is, and what is whole can be saved. */
async function expectCheck(page: Page, storage: string, refused: boolean): Promise<void> {
  await page.goto('about:blank');
  await page.goto(storage);
  const check = page.getByRole('button', { name: /^Check / }).first();
  await check.click();
  const dialog = page.getByRole('dialog');
  const alert = page.getByRole('main').getByRole('alert').first();
  await dialog.or(alert).first().waitFor();
  if ((await dialog.count()) === 0) {
    const said = await alert.innerText();
    if (!NAMED.test(said)) throw new Error(`the check says: ${said}`);
    return;
  }
  const text = await dialog.innerText();
  if (refused && text.includes('All of it is as it was stored'))
    throw new Silent(`the check calls whole what is refused`);
  const save = dialog.getByRole('button', { name: 'Save what is whole' });
  if ((await save.count()) === 0) return;
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  if (!download.suggestedFilename().endsWith('.foretaste.zip')) throw new Error('another file is saved');
}
