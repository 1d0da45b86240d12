import type { JsonObject } from './json';
import type { DatasetDomain } from './schema';

export type SampleKey = 'film-club' | 'real-shop' | 'film-channel';

/** What is known of a sample before it is opened. */
export interface Sample {
  /** What its project is called where nobody says otherwise. */
  readonly name: string;
  /** As the import keeps them. */
  readonly events: number;
  readonly users: number;
  readonly items: number;
  /** Bytes of the file that it is fetched as; null where the app makes it by itself. */
  readonly fetchBytes: number | null;
  /** Kept with the project wherever it goes: the simulator's seed, or whose data it is and under which licence. */
  readonly provenance: JsonObject;
  /** Of its dataset group; absent: a custom one. */
  readonly domain?: DatasetDomain;
}

/** What a licence wants to be told of data that somebody else collected. */
export interface Credit {
  readonly licence: string;
  readonly citation: string;
  readonly changes: string;
}

/** The samples that the app brings. The film channel has the data of the film club in a group of a domain. */
export const SAMPLES = {
  'film-club': {
    name: 'Film club',
    events: 99_993,
    users: 900,
    items: 1_800,
    fetchBytes: null,
    provenance: { simulated: true, seed: 7 },
  },
  'real-shop': {
    name: 'Real shop',
    events: 391_001,
    users: 4_334,
    items: 3_773,
    fetchBytes: 943_415,
    provenance: {
      licence: 'CC BY 4.0',
      citation:
        'Chen, D. (2015). Online Retail. UCI Machine Learning Repository. https://doi.org/10.24432/C5BW33',
      changes:
        'only sales of goods to known customers are kept, names are in title case, and codes that were missing are made from names',
    },
  },
  'film-channel': {
    name: 'Film channel',
    events: 99_993,
    users: 900,
    items: 1_800,
    fetchBytes: null,
    provenance: { simulated: true, seed: 7 },
    domain: 'VIDEO_ON_DEMAND',
  },
} as const satisfies { readonly [key in SampleKey]: Sample };

const SAMPLE_KEYS = Object.keys(SAMPLES) as readonly SampleKey[];
/** What a visitor is offered; those of a domain are opened where one is needed. */
export const OFFERED_SAMPLES = SAMPLE_KEYS.filter((key) => !('domain' in SAMPLES[key]));

/** How a project tells that it was made of a sample. */
export interface SampleMark {
  /** The sample that is made up: labelled "simulated" wherever it appears. */
  readonly simulated: boolean;
  /** Of which sample it was made, where that is not the film club. */
  readonly sample?: SampleKey;
}

export function markOf(sample: SampleKey | null): SampleMark {
  if (sample === null || sample === 'film-club') return { simulated: sample !== null };
  return { simulated: sample === 'film-channel', sample };
}

/** Of which sample a project was made, or null. What a project file says is believed only where there is such a one. */
export function sampleOf({ simulated, sample }: SampleMark): SampleKey | null {
  return SAMPLE_KEYS.find((key) => key === sample) ?? (simulated ? 'film-club' : null);
}

/** Who is to be named with data of this origin, wherever it has come from; null where nobody is. */
export function creditIn(provenance: JsonObject): Credit | null {
  const { licence, citation, changes } = provenance;
  const told = typeof licence === 'string' && typeof citation === 'string' && typeof changes === 'string';
  return told ? { licence, citation, changes } : null;
}

/** Where fetched samples are kept: apart from the caches of the app's versions, which end with them. */
export const SAMPLE_CACHE = 'foretaste-samples';
