/** What is said about a bundled sample before it is opened. The simulator's own settings fix these numbers. */
export interface SampleLine {
  readonly name: string;
  readonly events: number;
  readonly users: number;
  readonly items: number;
  /** About what it takes on the device once opened. */
  readonly sizeBytes: number;
  readonly tells: string;
}

export const SAMPLE: SampleLine = {
  name: 'Film club',
  events: 99_993,
  users: 900,
  items: 1_800,
  sizeBytes: 2_800_000,
  tells: 'Taste drifts',
};
