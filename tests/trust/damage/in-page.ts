/**
 * Runs in a page of the app's origin that has no worker: changes one record of the only project's database. What was
 * there is kept in a database of its own until it is put back.
 *
 * @param draws whole numbers by chance. @returns what was done.
 */
export async function damage(draws: readonly number[]): Promise<string> {
  const [which, kind, at, bit, more, other] = draws;
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason'));
    });
  const name = (await indexedDB.databases()).find((each) =>
    each.name?.startsWith('foretaste-project-'),
  )?.name;
  if (name === undefined) throw new Error('no project');
  const db = await answer(indexedDB.open(name));
  const opening = indexedDB.open('kept-aside', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('manifest');
    opening.result.createObjectStore('chunks');
  };
  const aside = await answer(opening);
  const stores = ['manifest', 'chunks'] as const;
  const read = db.transaction(stores);
  const [manifest, keys, chunks] = await Promise.all([
    answer<unknown>(read.objectStore('manifest').get('current')),
    answer(read.objectStore('chunks').getAllKeys()),
    answer<unknown[]>(read.objectStore('chunks').getAll()),
  ]);
  const place = which % keys.length;
  const kept = aside.transaction(stores, 'readwrite');
  kept.objectStore('manifest').put(manifest, 'current');
  kept.objectStore('chunks').put(chunks[place], keys[place]);

  const flipped = (chunk: unknown): unknown => {
    if (chunk instanceof ArrayBuffer) {
      const bytes = new Uint8Array(chunk.slice(0));
      if (bytes.length === 0) return new ArrayBuffer(8);
      for (const draw of [at, more, other].slice(0, 1 + (bit % 3)))
        bytes[draw % bytes.length] ^= 1 << (bit % 8);
      return bytes.buffer;
    }
    const texts = [...(chunk as string[])];
    const text = texts[at % texts.length];
    texts[at % texts.length] = `${text.slice(1)}x`;
    return texts;
  };
  const cut = (chunk: unknown): unknown =>
    chunk instanceof ArrayBuffer
      ? chunk.slice(0, at % Math.max(1, chunk.byteLength))
      : (chunk as []).slice(1);
  const otherKinds = [null, 0, 'x', [], [1], {}, new Date(0), new Uint8Array(3), new ArrayBuffer(3)];
  const members = Object.keys(manifest as object);
  const member = members[at % members.length];
  const formats = [undefined, null, 0, 1, 2, 2.5, 4, '3'];
  const counts = [-1, 0.5, 2 ** 32, 1e300, NaN];
  const counted = (node: unknown): unknown => {
    const copy = structuredClone(node);
    const found: (readonly [{ [key: string]: unknown }, string])[] = [];
    const walk = (inside: unknown): void => {
      if (typeof inside !== 'object' || inside === null) return;
      for (const [key, value] of Object.entries(inside))
        if (typeof value === 'number') found.push([inside as { [key: string]: unknown }, key]);
        else walk(value);
    };
    walk(copy);
    const [inside, key] = found[more % found.length];
    inside[key] = counts[other % counts.length];
    return copy;
  };

  const ways: readonly (readonly [string, 'chunks' | 'manifest', () => unknown])[] = [
    ['bits', 'chunks', () => flipped(chunks[place])],
    ['bits', 'chunks', () => flipped(chunks[place])],
    ['cut', 'chunks', () => cut(chunks[place])],
    ['gone', 'chunks', () => undefined],
    ['that of another', 'chunks', () => chunks[(place + 1 + (more % (chunks.length - 1))) % chunks.length]],
    ['of another kind', 'chunks', () => otherKinds[other % otherKinds.length]],
    ['a count', 'manifest', () => counted(manifest)],
    ['the format', 'manifest', () => ({ ...(manifest as object), format: formats[more % formats.length] })],
    [`${member} another`, 'manifest', () => ({ ...(manifest as object), [member]: otherKinds[other % 6] })],
  ];
  const [what, store, change] = ways[kind % ways.length];
  const key = store === 'manifest' ? 'current' : keys[place];
  const changed = change();
  const write = db.transaction(store, 'readwrite').objectStore(store);
  if (changed === undefined) await answer(write.delete(key));
  else await answer(write.put(changed, key));
  db.close();
  aside.close();
  return `${store} ${String(key)}: ${what}`;
}

/** Puts back what `damage` has changed, and what the app has written since. */
export async function repair(): Promise<void> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason'));
    });
  const name = (await indexedDB.databases()).find((each) =>
    each.name?.startsWith('foretaste-project-'),
  )?.name;
  if (name === undefined) throw new Error('the project is gone');
  const db = await answer(indexedDB.open(name));
  const aside = await answer(indexedDB.open('kept-aside'));
  for (const store of ['manifest', 'chunks'] as const) {
    const kept = aside.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([answer(kept.getAllKeys()), answer<unknown[]>(kept.getAll())]);
    const write = db.transaction(store, 'readwrite').objectStore(store);
    await Promise.all(keys.map((key, i) => answer(write.put(values[i], key))));
  }
  db.close();
  aside.close();
  await answer(indexedDB.deleteDatabase('kept-aside'));
}
