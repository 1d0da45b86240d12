import type { Job } from '../../domain/ports';
import type { SourceFile } from '../open/bytes/source';
import { tableOf } from '../open/text-table';
import type { FileSample } from '../open/sample';

/** All rows of a file in batches: those of its sample where that is all there is, else read to the end. */
export async function* wholeRows(
  source: SourceFile,
  sample: FileSample,
  job: Job,
): AsyncGenerator<readonly (readonly string[])[]> {
  if (sample.whole) yield sample.rows;
  else
    for await (const { rows } of tableOf(source, sample.format, sample.headers, job).rows(() => undefined))
      yield rows;
}
