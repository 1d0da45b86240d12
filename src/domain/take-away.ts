import type { MetricSet } from './metrics';
import type { RecipeName } from './recipe-catalogue';
import type { Credit } from './samples';

/** What becomes of what single people did, where a model looks it up. */
export type HistoriesChoice = 'left-out' | 'kept';

/** How a version is taken away. */
export interface TakeAwayChoice {
  readonly histories: HistoriesChoice;
  /** Pairs of items that fewer people have are left out; 1 = none are. */
  readonly leastPeople: number;
  readonly eightBit: boolean;
}
export const PLAIN_TAKE_AWAY: TakeAwayChoice = { histories: 'left-out', leastPeople: 1, eightBit: false };

/** What is the same for every version: the module, its types, the page. */
export interface TakeAwayParts {
  readonly code: string;
  readonly types: string;
  readonly page: string;
}
/** All of them in one file beside the page. */
export const TAKE_AWAY_PARTS = 'takeaway/parts.json';

/** How finely learned numbers are written; 32 = as they are. */
export type Bits = 8 | 16 | 32;

/** How far two models say the same. */
export interface Agreement {
  /** Lists that were compared. */
  readonly asked: number;
  /** Of which the first place is the same, as a share. */
  readonly first: number;
  /** Of the first ten, how many both list, as a share. */
  readonly ten: number;
}

/** What has come of taking a version away. */
export interface TakenAway {
  readonly recipe: RecipeName;
  readonly project: string;
  readonly choice: TakeAwayChoice;
  /** Whether the version looks up what single people did. */
  readonly looksUp: boolean;
  /** Beside the version's own lists; null where they are the same to the last bit. */
  readonly beside: Agreement | null;
  /** Beside the same model as it is; null unless it was rounded. */
  readonly rounded: (Agreement & { readonly bits: Bits }) | null;
  readonly modelBytes: number;
  /** Of the model in the project. */
  readonly storedBytes: number;
  readonly counts: { readonly users: number; readonly items: number; readonly interactions: number };
  readonly items: number;
  /** Of an item that many have taken, to show how it is asked. */
  readonly exampleId: string;
  readonly trainedSec: number;
  /** By key; null where nothing was measured. */
  readonly metrics: MetricSet['values'] | null;
  readonly baseline: MetricSet['values'] | null;
  /** People whose rows were hidden from the version that was measured. */
  readonly testedUsers: number | null;
  readonly credit: Credit | null;
  readonly simulated: boolean;
}
