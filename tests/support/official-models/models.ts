import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A shape of Amazon's API models, as far as it is read here. */
export interface ModelShape {
  readonly type: string;
  readonly members?: { readonly [name: string]: { readonly shape: string; readonly jsonvalue?: boolean } };
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

/** The model of one of the service's three clients. */
export interface ServiceModel {
  readonly metadata: { readonly serviceId: string; readonly apiVersion: string };
  readonly operations: {
    readonly [name: string]: {
      readonly input?: { readonly shape: string };
      readonly output?: { readonly shape: string };
      readonly errors?: readonly { readonly shape: string }[];
    };
  };
  readonly shapes: { readonly [name: string]: ModelShape };
}

const CLIENTS = ['personalize', 'personalize-runtime', 'personalize-events'];

/**
 * The models that Amazon's botocore carries, the control plane first.
 *
 * @param folder botocore's `data`; by default that of the botocore which `python3` finds.
 */
export function officialModels(folder = dataFolder()): readonly ServiceModel[] {
  return CLIENTS.map((client) => {
    const versions = join(folder, client);
    const newest = readdirSync(versions).sort().at(-1) ?? '';
    const bytes = readFileSync(join(versions, newest, 'service-2.json.gz'));
    return JSON.parse(gunzipSync(bytes).toString()) as ServiceModel;
  });
}

/** @throws where python3 or botocore is not there. */
function dataFolder(): string {
  const code = 'import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), "data"))';
  return execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
}
