import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSynced } from '../store/write-synced';
import { ServiceError } from '../service-error';
import { missing } from './buckets';

/** What a bucket may have beside its objects, and the error where it has none. */
const MISSING_NAMES: { readonly [name: string]: string } = {
  policy: 'NoSuchBucketPolicy',
  tagging: 'NoSuchTagSet',
  cors: 'NoSuchCORSConfiguration',
  lifecycle: 'NoSuchLifecycleConfiguration',
  encryption: 'ServerSideEncryptionConfigurationNotFoundError',
  publicAccessBlock: 'NoSuchPublicAccessBlockConfiguration',
  ownershipControls: 'OwnershipControlsNotFoundError',
};

export function isBucketDocument(name: string): boolean {
  return Object.hasOwn(MISSING_NAMES, name);
}

/** Policies and settings of buckets: kept as they come, and without effect. */
export class BucketDocuments {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 's3-documents');
  }

  async put(bucket: string, name: string, document: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeSynced(this.#pathOf(bucket, name), document);
  }

  async get(bucket: string, name: string): Promise<Uint8Array> {
    const found = await readFile(this.#pathOf(bucket, name)).catch(missing);
    if (found !== null) return found;
    const message = `The bucket has no ${name}.`;
    throw new ServiceError(MISSING_NAMES[name], 404, message, { BucketName: bucket });
  }

  async delete(bucket: string, name: string): Promise<void> {
    await rm(this.#pathOf(bucket, name), { force: true });
  }

  async deleteAll(bucket: string): Promise<void> {
    for (const name of Object.keys(MISSING_NAMES)) await this.delete(bucket, name);
  }

  #pathOf(bucket: string, name: string): string {
    return join(this.#folder, createHash('sha256').update(`${bucket} ${name}`).digest('hex'));
  }
}
