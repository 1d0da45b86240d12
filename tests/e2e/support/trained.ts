import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, vi } from 'vitest';
import { makeProfile, PATIENCE_MS, untilOfflineReady, visit, type Visit, type VisitOptions } from './browser';
import { openApp, readList } from './journey';
import { openStudentLink } from './student-link';

type Look = Pick<VisitOptions, 'width' | 'height' | 'dark' | 'online'>;

/** A visit to the sample with user-personalization trained, opened at the lists; its page knows of no service worker unless asked for. */
export async function visitTrained(look: Look = {}): Promise<Visit> {
  const tab = await visitWithTrained({ online: true, ...look });
  await openApp(tab.page, inject('site'));
  const again = tab.page.getByRole('list', { name: 'Open again' });
  await again.getByRole('link', { name: 'Film club' }).click();
  await tab.page.getByRole('button', { name: 'Project: Film club. Switch project' }).waitFor();
  return tab;
}

/**
 * A visit with nothing loaded yet, by somebody whose device has the sample with user-personalization trained, and the
 * app stored for offline. It comes once in a run, by a student link, and every visit gets a copy of that profile: what
 * one does, no other sees.
 */
export async function visitWithTrained(look: Look = {}): Promise<Visit> {
  const trained = await trainedProfile(inject('trained'));
  const profile = makeProfile();
  cpSync(trained, profile, { recursive: true });
  const tab = await visit({ ...look, profile });
  return {
    ...tab,
    close: async () => {
      await tab.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * The profile that all copy. Files run side by side: the first that asks trains, the others wait for it.
 *
 * @param folder of the run
 */
async function trainedProfile(folder: string): Promise<string> {
  const profile = join(folder, 'profile');
  const ended = join(folder, 'ended');
  if (begin(profile)) {
    try {
      await train(profile);
      writeFileSync(ended, '');
    } catch (error) {
      writeFileSync(ended, `Another file could not train it: ${error}`);
      throw error;
    }
  }
  // Asked from hooks too, where `expect.poll` may not be.
  await vi.waitUntil(() => existsSync(ended), { timeout: 2 * PATIENCE_MS, interval: 200 });
  expect(readFileSync(ended, 'utf8')).toBe('');
  return profile;
}

/** Whether this process is the one that makes the folder. */
function begin(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function train(profile: string): Promise<void> {
  const { page, guard, close } = await visit({ profile });
  try {
    await openStudentLink(page);
    await page.getByRole('link', { name: 'Show everything' }).click();
    // A project opens where it was left: here, at the lists.
    await readList(page);
    await untilOfflineReady(page);
    expect(guard.problems()).toEqual([]);
  } finally {
    await close();
  }
}
