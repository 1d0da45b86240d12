import realShop from '../data/samples/real-shop.bin?url';
import { AppError, isAppError } from '../domain/errors';
import { joined } from '../domain/joined-bytes';
import type { Job } from '../domain/ports';
import { SAMPLE_CACHE, SAMPLES, type SampleKey } from '../domain/samples';
import { chunksFrom } from '../domain/stream-chunks';

/** Where samples that are files lie, in the app's own folder; the name of each changes with its bytes. */
const ADDRESSES: { readonly [key in SampleKey]?: string } = { 'real-shop': realShop };

const LOOK_MS = 200;

/**
 * The bytes of a sample, from the host the first time and from this device after that.
 *
 * @throws AppError SAMPLE_UNAVAILABLE, CANCELLED.
 */
export async function fetchSample(sample: SampleKey, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const address = ADDRESSES[sample];
  if (address === undefined) throw unreached(sample, 'no file');
  const url = new URL(address, self.location.href).href;
  const cache = await openCache();
  const kept = await cache?.match(url);
  if (kept !== undefined) return new Uint8Array(await kept.arrayBuffer());
  const bytes = await download(url, sample, job);
  try {
    await cache?.put(url, new Response(bytes));
  } catch (error) {
    // Without room for it, it is fetched again the next time.
    if (!(error instanceof DOMException)) throw error;
  }
  return bytes;
}

/** Null where the browser keeps none: in some private windows, and without https. */
async function openCache(): Promise<Cache | null> {
  if (!('caches' in self)) return null;
  try {
    return await caches.open(SAMPLE_CACHE);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function download(url: string, sample: SampleKey, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const given = new AbortController();
  // A host that does not answer leaves no other moment to see that the person has had enough.
  const look = setInterval(() => job.stopped && given.abort(), LOOK_MS);
  try {
    await job.checkpoint('fetch', 0, 1);
    const response = await fetch(url, { signal: given.signal });
    // Some hosts send their page for whatever is not there.
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html') === true;
    if (!response.ok || isPage || response.body === null) throw unreached(sample, response.status);
    return await readAll(response.body, SAMPLES[sample].fetchBytes ?? 1, job);
  } catch (error) {
    if (isAppError(error)) throw error;
    await job.checkpoint('fetch', 0, 1);
    throw unreached(sample, error);
  } finally {
    clearInterval(look);
  }
}

function unreached(sample: SampleKey, cause: unknown): AppError {
  return new AppError('SAMPLE_UNAVAILABLE', { sample, reason: 'unreached' }, { cause });
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  expectedBytes: number,
  job: Job,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksFrom(body.getReader())) {
    chunks.push(chunk);
    length += chunk.length;
    await job.checkpoint('fetch', Math.min(length, expectedBytes), expectedBytes);
  }
  return joined(chunks, length);
}
