import type { SourceFile } from '../../data/bytes/source';
import type { SampledColumn } from '../../data/guess/sampled-column';
import type { FileSample } from '../../data/guess/sample';
import type { FilePlan } from '../../domain/imports';

/** The columns and the sample a proposal rests on; kept only while all files are being compared. */
export interface Look {
  readonly source: SourceFile;
  readonly sample: FileSample;
  readonly columns: readonly SampledColumn[];
  readonly plan: FilePlan;
}
