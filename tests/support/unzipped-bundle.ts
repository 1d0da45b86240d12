import { unzipSync } from 'fflate';
import type { BundleManifest } from '../../src/domain/bundle';
import type { JsonObject } from '../../src/domain/errors';
import { exportSource } from '../../src/engine/service/bundle/export-project';
import type { OpenProject } from '../../src/engine/project/open-project';
import { zippedBundle } from '../../src/worker/bundle';
import { uncancelled } from '../../src/domain/ports';

/** An export bundle as its reader sees it. */
export class UnzippedBundle {
  private constructor(
    readonly zip: Blob,
    private readonly files: { readonly [path: string]: Uint8Array<ArrayBuffer> },
  ) {}

  static async of(project: OpenProject): Promise<UnzippedBundle> {
    const zip = await zippedBundle(await exportSource(project, uncancelled), uncancelled);
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    return new UnzippedBundle(zip, files as { [path: string]: Uint8Array<ArrayBuffer> });
  }

  get paths(): readonly string[] {
    return Object.keys(this.files);
  }

  bytes(path: string): Uint8Array<ArrayBuffer> {
    const bytes = this.files[path];
    if (bytes === undefined) throw new Error(`no ${path} in the bundle`);
    return bytes;
  }

  text(path: string): string {
    return new TextDecoder().decode(this.bytes(path));
  }

  json(path: string): JsonObject {
    return JSON.parse(this.text(path)) as JsonObject;
  }

  get manifest(): BundleManifest {
    return JSON.parse(this.text('manifest.json')) as BundleManifest;
  }
}
