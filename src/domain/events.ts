import type { ProjectState, ProjectSummary } from './resources';

/** Everything that can change behind the page's back. */
export type StudioEvent =
  | { readonly kind: 'projects'; readonly projects: readonly ProjectSummary[] }
  | { readonly kind: 'state'; readonly state: ProjectState | null }
  | { readonly kind: 'lock'; readonly writer: boolean };
