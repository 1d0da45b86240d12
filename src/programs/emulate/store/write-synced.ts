import { open, rename, rm } from 'node:fs/promises';

/** Writes a small file so that after a crash at any moment it holds what it held before, or this. */
export async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
