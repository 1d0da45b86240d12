import { filmClubActions, simulateFilmClub, type FilmClub } from '../../data/samples/film-club';
import { unpackRealShop } from '../../data/samples/real-shop';
import { defined } from '../../domain/defined';
import type { Job } from '../../domain/ports';
import { SAMPLES, type Sample, type SampleKey } from '../../domain/samples';
import { inspect } from '../../import/propose/inspect';
import { memorySource } from '../../import/open/bytes/source';
import type { Intake } from './import-into';

/**
 * The bytes of a sample that is a file of the app.
 *
 * @throws AppError SAMPLE_UNAVAILABLE where they cannot be had; CANCELLED through the job.
 */
export type FetchSample = (sample: SampleKey, job: Job) => Promise<Uint8Array<ArrayBuffer>>;

type SampleTables = Pick<FilmClub, 'interactionsCsv' | 'itemsCsv' | 'usersCsv'>;

/** Of the film club. Read when it is made, so that measurements may ask for other clubs. */
const seedNow = (): number => SAMPLES['film-club'].provenance.seed;

const MAKERS: { readonly [key in SampleKey]: (fetch: FetchSample, job: Job) => Promise<SampleTables> } = {
  'film-club': (_, job) => simulateFilmClub(seedNow(), {}, job),
  'film-channel': (_, job) => simulateFilmClub(seedNow(), {}, job),
  'real-shop': async (fetch, job) => unpackRealShop(await fetch('real-shop', job), job),
};

/** What the people of the film club were asked to do, for a project that has the sample. */
export async function sampleActionsIntake(job: Job): Promise<Intake> {
  const { actionsCsv, actionInteractionsCsv } = await filmClubActions(seedNow(), job);
  const encoder = new TextEncoder();
  const files = [
    memorySource('actions.csv', encoder.encode(actionsCsv)),
    memorySource('action_interactions.csv', encoder.encode(actionInteractionsCsv)),
  ];
  const { proposal, sources } = await inspect(files, 'aws', job);
  return { sources, plan: proposal.plan, provenance: {}, keepsRules: true };
}

/** Makes or fetches a sample, and makes it ready for the import that every file goes through. */
export async function sampleIntake(key: SampleKey, fetch: FetchSample, job: Job): Promise<Intake> {
  const tables = await MAKERS[key](fetch, job);
  const encoder = new TextEncoder();
  const files = [
    memorySource('interactions.csv', encoder.encode(tables.interactionsCsv)),
    memorySource('items.csv', encoder.encode(tables.itemsCsv)),
    memorySource('users.csv', encoder.encode(tables.usersCsv)),
  ];
  const { proposal, sources } = await inspect(files, 'aws', job);
  const { provenance, domain }: Sample = SAMPLES[key];
  return { sources, plan: defined({ ...proposal.plan, domain }), provenance };
}
