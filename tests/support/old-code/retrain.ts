import { beforeAll, expect, test } from 'vitest';
import { keptTraining, keptZip, manifestOf, oldShop } from './kept';
import type { OldStudio } from './old-studio';
import { trainAnew, trainingOf } from './trained';

/**
 * Trains solutions of the old shop anew, each at the moment of its old version, and holds what is stored against that;
 * where training was meant to change since, against what it came to when it did.
 */
export function retrains(names: readonly string[]): void {
  let at: OldStudio;
  beforeAll(async () => {
    at = await oldShop();
  });
  test.each(names)('%s learns the same model, byte for byte, and measures the same', async (name) => {
    const { version, now } = await trainAnew(at, name);
    expect(now.arn).not.toBe(version.arn);
    const kept = keptTraining(name) ?? trainingOf(version, manifestOf(keptZip('shop.foretaste.zip')));
    const trained = trainingOf(now, manifestOf(await at.projectFile()));
    expect(trained.version).toEqual(kept.version);
    expect(trained.model).toEqual(kept.model);
    expect(trained.model.arrays.length).toBeGreaterThan(0);
  });
}
