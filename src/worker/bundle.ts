import { bundleReadme } from '../words/copy/bundle-readme';
import type { BundleSource } from '../domain/bundle';
import { plain } from '../domain/json';
import type { Job } from '../domain/ports';
import { groupOf, writeBundle, type BundleWords } from '../interop/bundle/write-bundle';
import { ZipParts } from '../interop/bundle/zip';
import { estimateCost } from '../interop/pricing/estimate';
import { HOUR_SEC } from '../domain/epoch';

/** A month of 30 days. */
const HOURS_A_MONTH = 720;

/** The export bundle of a project as a zip. */
export async function zippedBundle(source: BundleSource, job: Job): Promise<Blob> {
  const zip = new ZipParts();
  await writeBundle(source, bundleWords(source), zip, job);
  zip.end();
  return new Blob(zip.parts, { type: 'application/zip' });
}

/** README and price estimate: one month with campaigns that nobody asks, which is the least they cost. */
export function bundleWords(source: BundleSource): (dataBytes: number) => BundleWords {
  return (dataBytes) => {
    const campaigns = source.requests
      .filter(({ kind }) => kind === 'campaign')
      .map(({ name, input }) => ({
        name,
        minProvisionedTPS: Number(input.minProvisionedTPS),
        quietHours: HOURS_A_MONTH,
      }));
    const usage = {
      ingestedBytes: dataBytes,
      trainingHours: source.trainingSeconds / HOUR_SEC,
      campaigns,
    };
    const estimate = estimateCost(usage);
    const cost = plain({ usage, ...estimate });
    return { cost, readme: bundleReadme({ group: groupOf(source.requests), source, estimate }) };
  };
}
