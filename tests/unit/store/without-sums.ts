import { MANIFEST_FORMAT, type Manifest } from '../../../src/store/manifest';

/** A manifest as builds wrote it before there were sums. */
export function withoutSums(manifest: Manifest, format = MANIFEST_FORMAT - 1): Manifest {
  const text = JSON.stringify({ ...manifest, seal: undefined, format }, (key, value: unknown) =>
    key === 'sums' || key === 'sum' ? undefined : value,
  );
  return JSON.parse(text) as Manifest;
}
