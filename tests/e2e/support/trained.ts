import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeProfile, visit, type Visit, type VisitOptions } from './browser';
import { openApp, openList, trainPersonal } from './journey';

/**
 * A visit to the sample with user-personalization trained. It is trained once in a run, in the browser as anybody
 * would, and every visit gets a copy of that profile: what one does, no other sees.
 */
export async function visitTrained(
  look: Pick<VisitOptions, 'width' | 'height' | 'dark'> = {},
): Promise<Visit> {
  const trained = inject('trained');
  if (!existsSync(join(trained, MADE))) await train(trained);
  const profile = makeProfile();
  cpSync(trained, profile, { recursive: true });
  const tab = await visit({ ...look, profile });
  await openApp(tab.page, inject('site'));
  const again = tab.page.getByRole('list', { name: 'Open again' });
  await again.getByRole('link', { name: 'Film club' }).click();
  await tab.page.getByRole('button', { name: 'Project: Film club. Switch project' }).waitFor();
  return {
    ...tab,
    close: async () => {
      await tab.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** In the folder once the profile is whole. */
const MADE = 'made';

async function train(profile: string): Promise<void> {
  const { page, close } = await visit({ profile });
  try {
    await openApp(page, inject('site'));
    await page.getByRole('list', { name: 'Try a sample' }).getByRole('button').first().click();
    await page.getByRole('region', { name: 'How long is the tail?' }).waitFor({ timeout: 90_000 });
    await trainPersonal(page);
    // A project opens where it was left: here, at the lists.
    await openList(page);
  } finally {
    await close();
  }
  writeFileSync(join(profile, MADE), '');
}
