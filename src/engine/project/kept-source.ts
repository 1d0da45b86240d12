import type { SourceFile } from '../../import/open/bytes/source';
import type { KeptFile } from '../../domain/files';
import type { OpenProject } from './open-project';

/** A kept file as something to read: the next chunk is fetched when it is asked for. */
export function keptSource(project: OpenProject, file: KeptFile): SourceFile {
  return {
    path: file.path,
    sizeBytes: file.sizeBytes,
    stream: () => {
      const chunks = project.files.read(file)[Symbol.asyncIterator]();
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await chunks.next();
            if (done === true) controller.close();
            else controller.enqueue(value);
          },
          async cancel() {
            await chunks.return?.();
          },
        },
        { highWaterMark: 0 },
      );
    },
  };
}
