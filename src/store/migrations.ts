import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { CatalogueDb, ProjectDb } from './database';

/** Steps of a project database; step n takes version n to n + 1. Never edit one that has shipped: add one. */
export const projectMigrations: readonly Migration<ProjectDb>[] = [
  (db) => {
    db.createObjectStore('manifest');
    db.createObjectStore('chunks');
  },
];

/** Steps of the catalogue database; step n takes version n to n + 1. Never edit one that has shipped: add one. */
export const catalogueMigrations: readonly Migration<CatalogueDb>[] = [
  (db) => {
    db.createObjectStore('projects', { keyPath: 'id' });
  },
];

/** One step inside the version change transaction: all steps of an upgrade succeed together or not at all. */
export type Migration<Schema extends DBSchema> = (
  db: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
) => void | Promise<void>;

/** Runs the steps from `oldVersion` on. The database version is the number of steps. */
export async function migrate<Schema extends DBSchema>(
  steps: readonly Migration<Schema>[],
  oldVersion: number,
  db: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
): Promise<void> {
  for (const step of steps.slice(oldVersion)) await step(db, transaction);
}
