import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '../service-error';
import { elementsIn, textIn } from '../xml';
import { missing, written, type Buckets, type ObjectFacts, type Upload } from './buckets';
import { malformed } from './faults';

const ID = /^[0-9a-f-]{36}$/;
const PART = /^(\d+)-([0-9a-f]{32})-(\d+)$/;
const MOST_PARTS = 10_000;
/** The least that a part but the last must have. */
const LEAST_BYTES = 5 << 20;

/** What an upload in parts is for. */
export interface UploadFor {
  readonly bucket: string;
  readonly key: string;
  readonly headers: ObjectFacts['headers'];
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly sizeBytes: number;
}

/** Uploads in parts, each a folder with a file for each part, which says number, MD5 and size in its name. */
export class MultipartUploads {
  readonly #folder: string;

  constructor(
    folder: string,
    private readonly buckets: Buckets,
  ) {
    this.#folder = join(folder, 's3-uploads');
  }

  /** @returns the upload's id. */
  async begin(upload: UploadFor): Promise<string> {
    this.buckets.folderOf(upload.bucket);
    const id = randomUUID();
    await mkdir(join(this.#folder, id), { recursive: true });
    await writeFile(join(this.#folder, id, 'upload.json'), JSON.stringify(upload));
    return id;
  }

  /** Of a bucket, by id. */
  async list(bucket: string): Promise<readonly { readonly id: string; readonly key: string }[]> {
    const ids = (await readdir(this.#folder).catch(missing)) ?? [];
    const all = await Promise.all(ids.map(async (id) => ({ id, upload: await this.#read(id) })));
    return all.flatMap(({ id, upload }) => (upload?.bucket === bucket ? [{ id, key: upload.key }] : []));
  }

  /** A part of the same number is replaced. @returns its ETag. */
  async addPart(
    id: string,
    asked: Omit<UploadFor, 'headers'>,
    number: number,
    upload: Upload,
  ): Promise<string> {
    await this.#require(id, asked);
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
      const message = 'Part number must be an integer between 1 and 10000, inclusive';
      throw new ServiceError('InvalidArgument', 400, message, { ArgumentName: 'partNumber' });
    }
    const part = join(this.#folder, id, `${randomUUID()}.part`);
    try {
      const { etag, sizeBytes } = await written(upload, part);
      const before = (await this.parts(id, asked)).filter((other) => other.number === number);
      await rename(part, join(this.#folder, id, nameOf({ number, etag, sizeBytes })));
      for (const other of before)
        if (other.etag !== etag) await rm(join(this.#folder, id, nameOf(other)), { force: true });
      return etag;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  /** By number. */
  async parts(id: string, asked: Omit<UploadFor, 'headers'>): Promise<readonly Part[]> {
    await this.#require(id, asked);
    const names = await readdir(join(this.#folder, id));
    const parts = names.flatMap((name): Part[] => {
      const found = PART.exec(name);
      return found === null
        ? []
        : [{ number: Number(found[1]), etag: found[2], sizeBytes: Number(found[3]) }];
    });
    return parts.sort((one, other) => one.number - other.number);
  }

  /** Makes the object of the parts that the request names. */
  async complete(id: string, asked: Omit<UploadFor, 'headers'>, xml: string): Promise<ObjectFacts> {
    const { headers } = await this.#require(id, asked);
    const there = await this.parts(id, asked);
    const chosen = elementsIn(xml, 'Part').map((part) => {
      const number = Number(textIn(part, 'PartNumber'));
      const etag = textIn(part, 'ETag')?.replaceAll('"', '');
      const found = there.find((other) => other.number === number && other.etag === etag);
      if (found !== undefined) return found;
      throw new ServiceError('InvalidPart', 400, 'One or more of the specified parts could not be found.');
    });
    if (chosen.length === 0) throw malformed();
    if (chosen.some(({ number }, i) => i > 0 && number <= chosen[i - 1].number))
      throw new ServiceError('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
    if (chosen.slice(0, -1).some(({ sizeBytes }) => sizeBytes < LEAST_BYTES))
      throw new ServiceError(
        'EntityTooSmall',
        400,
        'Your proposed upload is smaller than the minimum allowed size',
      );
    const folder = join(this.#folder, id);
    const content = async function* (): AsyncGenerator<Uint8Array> {
      for (const part of chosen)
        for await (const bytes of createReadStream(join(folder, nameOf(part)))) yield bytes as Uint8Array;
    };
    const md5s = chosen.map(({ etag }) => Buffer.from(etag, 'hex'));
    const etag = `${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-${chosen.length}`;
    const facts = await this.buckets.put(asked.bucket, asked.key, { content: content(), headers, etag });
    await rm(folder, { recursive: true, force: true });
    return facts;
  }

  async abort(id: string, asked: Omit<UploadFor, 'headers'>): Promise<void> {
    await this.#require(id, asked);
    await rm(join(this.#folder, id), { recursive: true, force: true });
  }

  async #read(id: string): Promise<UploadFor | null> {
    if (!ID.test(id)) return null;
    const text = await readFile(join(this.#folder, id, 'upload.json'), 'utf8').catch(missing);
    return text === null ? null : (JSON.parse(text) as UploadFor);
  }

  async #require(id: string, { bucket, key }: Omit<UploadFor, 'headers'>): Promise<UploadFor> {
    const upload = await this.#read(id);
    if (upload?.bucket === bucket && upload.key === key) return upload;
    const message =
      'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
    throw new ServiceError('NoSuchUpload', 404, message, { UploadId: id });
  }
}

function nameOf({ number, etag, sizeBytes }: Part): string {
  return `${number}-${etag}-${sizeBytes}`;
}
