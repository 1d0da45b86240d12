import type { DBSchema } from 'idb';
import type { ProjectSummary } from '../domain/resources';
import type { Chunk, ChunkKey, Manifest } from './manifest';

/** The list of projects. One record a project; its own database holds everything else. */
export interface CatalogueDb extends DBSchema {
  projects: { key: string; value: ProjectSummary };
}
export const CATALOGUE = 'foretaste';
export const PROJECT_PREFIX = 'foretaste-project-';

export interface ProjectDb extends DBSchema {
  manifest: { key: 'current'; value: Manifest };
  chunks: { key: ChunkKey; value: Chunk };
}
