import type { CatalogueDb } from '../database';
import type { Migration } from './migrate';

/** Steps of the catalogue database; step n takes version n to n + 1. Never edit one that has shipped: add one. */
export const catalogueMigrations: readonly Migration<CatalogueDb>[] = [
  (db) => {
    db.createObjectStore('projects', { keyPath: 'id' });
  },
];
