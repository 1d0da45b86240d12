import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { openUnlessRefused } from '../../../src/store/refusal';

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const openIt = () => openUnlessRefused(() => IdbCatalogue.open(() => undefined));

function openingFails(name: string): void {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', name);
  });
}
function locksAre(refused: boolean): void {
  const request = async (): Promise<void> => {
    if (refused) throw new DOMException('The request was denied.', 'SecurityError');
  };
  vi.stubGlobal('navigator', { locks: { request } });
}

describe('a storage is refused', () => {
  it.each([
    ['Firefox and WebKit say', 'SecurityError', false],
    ['old private windows of Firefox say', 'InvalidStateError', false],
    ['Chromium says, which refuses locks as well', 'UnknownError', true],
  ])('where the browser says so as %s', async (_who, name, locks) => {
    locksAre(locks);
    openingFails(name);
    expect(await openIt()).toBeNull();
  });

  it.each([undefined, null])('where there is none: %s', async (none) => {
    vi.stubGlobal('indexedDB', none);
    expect(await openIt()).toBeNull();
  });

  it('where its very name throws', async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB') ?? {};
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    try {
      expect(await openIt()).toBeNull();
    } finally {
      Object.defineProperty(globalThis, 'indexedDB', before);
    }
  });
});

describe('a storage is not refused', () => {
  it('where it opens', async () => {
    const catalogue = await openIt();
    expect(await catalogue?.list()).toEqual([]);
  });

  it('where it cannot be read though locks are there, or nobody can say: then it is lost', async () => {
    openingFails('UnknownError');
    locksAre(false);
    await expect(openIt()).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    vi.stubGlobal('navigator', {});
    await expect(openIt()).rejects.toMatchObject({ code: 'DATABASE_LOST' });
  });

  it('where it is full, or newer than this page', async () => {
    openingFails('QuotaExceededError');
    await expect(openIt()).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    openingFails('VersionError');
    await expect(openIt()).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });
});
