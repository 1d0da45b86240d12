import { startEmulator, type Emulator } from 'foretaste/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop } from './film-shop';
import { nextFilms, watched } from './next-films';

let emulator: Emulator;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, emulator.env);
  shop = await openShop(emulator);
}, 60_000);
afterAll(() => emulator.stop());

test('people get five films of their taste', async () => {
  const films = await nextFilms(shop.campaignArn, 'u4');
  expect(films).toHaveLength(5);
  const even = films.filter((film) => Number(film.split('-')[1]) % 2 === 0);
  expect(even.length).toBeGreaterThan(2);
});

test('what somebody watches moves the list at once', async () => {
  const before = await nextFilms(shop.campaignArn, 'u4');
  await watched(shop.trackingId, 'u4', 'film-1');
  await watched(shop.trackingId, 'u4', 'film-3');
  expect(await nextFilms(shop.campaignArn, 'u4')).not.toEqual(before);
});

test('after a reset there is nothing, and the same again gives the same lists', async () => {
  const lists = async () => Promise.all(['u1', 'u2'].map((user) => nextFilms(shop.campaignArn, user)));
  const before = await lists();
  await emulator.reset();
  await expect(lists()).rejects.toThrow();
  shop = await openShop(emulator);
  expect(await lists()).toEqual(before);
}, 60_000);
