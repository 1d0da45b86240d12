import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSynced } from '../store/write-synced';
import { ServiceError } from '../service-error';
import { xmlDocument } from '../xml';
import { missing } from './buckets';
import { S3_NAMESPACE } from './listing';

/** What a bucket may have beside its objects: the error where it has none, or the empty element that says so. */
const NONE: { readonly [name: string]: { readonly error: string } | { readonly empty: string } } = {
  policy: { error: 'NoSuchBucketPolicy' },
  tagging: { error: 'NoSuchTagSet' },
  cors: { error: 'NoSuchCORSConfiguration' },
  lifecycle: { error: 'NoSuchLifecycleConfiguration' },
  encryption: { error: 'ServerSideEncryptionConfigurationNotFoundError' },
  publicAccessBlock: { error: 'NoSuchPublicAccessBlockConfiguration' },
  ownershipControls: { error: 'OwnershipControlsNotFoundError' },
  website: { error: 'NoSuchWebsiteConfiguration' },
  replication: { error: 'ReplicationConfigurationNotFoundError' },
  'object-lock': { error: 'ObjectLockConfigurationNotFoundError' },
  versioning: { empty: 'VersioningConfiguration' },
  notification: { empty: 'NotificationConfiguration' },
  logging: { empty: 'BucketLoggingStatus' },
  accelerate: { empty: 'AccelerateConfiguration' },
};

export function isBucketDocument(name: string): boolean {
  return Object.hasOwn(NONE, name);
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
    const none = NONE[name];
    if ('empty' in none) return Buffer.from(xmlDocument(none.empty, undefined, S3_NAMESPACE));
    const message = `The bucket has no ${name}.`;
    throw new ServiceError(none.error, 404, message, { BucketName: bucket });
  }

  async delete(bucket: string, name: string): Promise<void> {
    await rm(this.#pathOf(bucket, name), { force: true });
  }

  async deleteAll(bucket: string): Promise<void> {
    for (const name of Object.keys(NONE)) await this.delete(bucket, name);
  }

  #pathOf(bucket: string, name: string): string {
    return join(this.#folder, createHash('sha256').update(`${bucket} ${name}`).digest('hex'));
  }
}
