import { openDB, unwrap, wrap, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError } from '../domain/errors';
import { storageFault } from './faults';
import { migrate, type Migration } from './migrations';

/** How long another tab may keep an old database open before this one says so instead of waiting for ever. */
const BLOCKED_AFTER_MS = 5000;

/**
 * Opens (and migrates) a database. Closes itself when a newer tab wants to upgrade or delete it.
 *
 * @param onLost called once when the connection is taken away: by the browser, by a newer version elsewhere, or
 *   because the database was deleted elsewhere.
 * @throws AppError DATABASE_BLOCKED, DATABASE_NEWER or DATABASE_LOST.
 */
export async function open<Schema extends DBSchema>(
  name: string,
  steps: readonly Migration<Schema>[],
  onLost: (how: 'closed' | 'deleted') => void,
): Promise<IDBPDatabase<Schema>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('DATABASE_BLOCKED', { database: name })), BLOCKED_AFTER_MS);
  });
  let failed: unknown = null;
  // The call itself may throw: a browser that lets no page store anything refuses it at once.
  const opening = Promise.resolve().then(() =>
    openDB<Schema>(name, steps.length, {
      upgrade: (db, oldVersion, _newVersion, transaction) => {
        // A step that fails must take the whole upgrade back: left alone, the version would be raised half done.
        migrate(steps, oldVersion, db, transaction).catch((error: unknown) => {
          failed = error;
          transaction.abort();
        });
        // The abort also rejects the transaction's own promise; the open request reports it.
        transaction.done.catch(() => undefined);
      },
      blocking: (_current, wanted, event) => {
        (event.target as IDBDatabase).close();
        onLost(wanted === null ? 'deleted' : 'closed');
      },
      terminated: () => onLost('closed'),
    }),
  );
  try {
    const db = await Promise.race([opening, blocked]);
    hearEnds(db);
    return db;
  } catch (error) {
    // A connection that arrives after we gave up must not block others.
    opening.then(
      (db) => db.close(),
      () => undefined,
    );
    throw failed === null
      ? await storageFault(error)
      : new AppError('DATABASE_LOST', { reason: 'migration' }, { cause: failed });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The end of a transaction is a promise that rejects beside the request that failed, and of readings nobody waits for it:
 * each is heard here, and whoever waits hears it all the same.
 */
function hearEnds<Schema extends DBSchema>(db: IDBPDatabase<Schema>): void {
  const raw = unwrap(db);
  raw.transaction = (...args) => {
    const transaction = IDBDatabase.prototype.transaction.apply(raw, args);
    wrap(transaction).done.catch(() => undefined);
    return transaction;
  };
}
