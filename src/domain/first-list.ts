/**
 * The list on the first screen: a small film club with a version that has learned from it, shipped as a project file so
 * that the list can be played with before anything is imported.
 */
export const FIRST_LIST = {
  /** What the club is simulated with, beside the sample's seed. */
  club: { people: 200, films: 160, events: 3600 },
  budget: 'instant',
  seed: 42,
  /** People to look at, by their ids: short histories of one kind each, so that a single film counts for much. */
  people: ['Ana Tanaka', 'Xenia Kaya', 'Tova Lindqvist'],
  /** Places shown. */
  places: 6,
} as const;
