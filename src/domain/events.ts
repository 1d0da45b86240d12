import type { ProjectState, ProjectSummary } from './resources';

/** Everything that can change behind the page's back. */
export type StudioEvent =
  | { readonly kind: 'projects'; readonly projects: readonly ProjectSummary[] }
  | { readonly kind: 'state'; readonly state: ProjectState | null }
  | { readonly kind: 'lock'; readonly writer: boolean }
  /** The storage was taken away: nothing is read or written any more until the page is loaded again. */
  | { readonly kind: 'lost' };
