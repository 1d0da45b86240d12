import { OFFERED_SAMPLES, SAMPLE_CACHE, SAMPLES, type SampleKey } from '../../domain/samples';

/** Samples that have to be fetched, and were not yet on this device: without a network they are not there. */
export async function unfetchedSamples(): Promise<readonly SampleKey[]> {
  const fetched = OFFERED_SAMPLES.filter((key) => SAMPLES[key].fetchBytes !== null);
  if (!('caches' in globalThis) || !(await caches.has(SAMPLE_CACHE))) return fetched;
  const kept = (await (await caches.open(SAMPLE_CACHE)).keys()).map(({ url }) => url);
  return fetched.filter((key) => !kept.some((url) => url.includes(key)));
}
