import { afterEach, expect, it, vi } from 'vitest';
import { Room } from '../../../src/store/room';

afterEach(() => vi.unstubAllGlobals());

function device(quota: number, usage: number): void {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage }) } });
}

it('refuses what does not fit, and says what is needed and free', async () => {
  device(50, 38);
  const room = new Room();
  await expect(room.require(12)).resolves.toBeUndefined();
  await expect(room.require(13)).rejects.toMatchObject({
    code: 'QUOTA_EXCEEDED',
    details: { neededBytes: 13, freeBytes: 12 },
  });
});

it('counts what was just deleted though the browser does not yet, once', async () => {
  device(50, 38);
  const room = new Room();
  room.giveBack(8);
  await expect(room.require(21)).rejects.toMatchObject({ details: { freeBytes: 20 } });
  await room.require(20);
  await expect(room.require(20)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
});

it('stops nothing where the browser does not say', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({}) } });
  await expect(new Room().require(1e15)).resolves.toBeUndefined();
});
