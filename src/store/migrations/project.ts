import type { ProjectDb } from '../database';
import type { Migration } from './migrate';

/** Steps of a project database; step n takes version n to n + 1. Never edit one that has shipped: add one. */
export const projectMigrations: readonly Migration<ProjectDb>[] = [
  (db) => {
    db.createObjectStore('manifest');
    db.createObjectStore('chunks');
  },
];
