import { filmClubSeed, simulateFilmClub } from '../../data/samples/film-club';
import type { Job } from '../../domain/ports';
import { inspect, memorySource } from './import';
import type { Intake } from './import-into';

/** What the bundled sample's project is called. */
export const SAMPLE_NAME = 'Film club';

/** Simulates the bundled sample and makes it ready for the import that every file goes through. */
export async function sampleIntake(job: Job): Promise<Intake> {
  const club = await simulateFilmClub(filmClubSeed, {}, job);
  const encoder = new TextEncoder();
  const files = [
    memorySource('interactions.csv', encoder.encode(club.interactionsCsv)),
    memorySource('items.csv', encoder.encode(club.itemsCsv)),
    memorySource('users.csv', encoder.encode(club.usersCsv)),
  ];
  const { proposal, sources } = await inspect(files, 'aws', job);
  return { sources, plan: proposal.plan, provenance: { simulated: true, seed: filmClubSeed } };
}
