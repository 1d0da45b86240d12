export interface DeviceStorage {
  /** `protected`: the browser clears it only when the person asks; `clearable`: it may by itself. */
  readonly persistence: 'protected' | 'clearable' | 'unknown';
  readonly usedBytes: number | null;
  /** What the browser would let this origin use, an estimate and often much more than there is. */
  readonly quotaBytes: number | null;
}

/** What the browser says about this origin's storage, all projects and the app's own files together. */
export async function readDeviceStorage(): Promise<DeviceStorage> {
  const storage = storageHere();
  if (storage === null) return { persistence: 'unknown', usedBytes: null, quotaBytes: null };
  const [persisted, estimate] = await Promise.all([storage.persisted(), storage.estimate()]);
  return {
    persistence: persisted ? 'protected' : 'clearable',
    usedBytes: estimate.usage ?? null,
    quotaBytes: estimate.quota ?? null,
  };
}

/** Asks the browser to keep the data; some ask the person, some decide alone. Call after the first import. */
export async function askToPersist(): Promise<DeviceStorage> {
  const storage = storageHere();
  if (storage !== null && !(await storage.persisted())) await storage.persist();
  return readDeviceStorage();
}

/** null where the browser has none to tell of: in old ones, and in sandboxed frames, which belong to no origin. */
function storageHere(): StorageManager | null {
  const storage: StorageManager | undefined = navigator.storage;
  return storage === undefined || self.origin === 'null' ? null : storage;
}
