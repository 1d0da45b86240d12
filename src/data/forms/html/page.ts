import { Parser } from 'htmlparser2';
import { AppError } from '../../../domain/errors';
import type { SourceFile } from '../../bytes/source';
import type { NamedTable } from '../cell-table';
import { textPieces, type TextDress } from '../text-pieces';
import { activityTable } from './activity';
import { largestTable } from './largest-table';
import type { PageListener, ReadPage } from './page-listener';

/** Elements within one another; pages have some dozens. */
const MOST_DEPTH = 1000;

/** The table of a web page: a list of what somebody did as Google hands it out, or the largest table in it. */
export async function openPage(
  source: SourceFile,
  dress: TextDress,
  beginning: string,
): Promise<readonly NamedTable[]> {
  const read: ReadPage = (listener, onRead) => readPage(source, dress, listener, onRead);
  const isActivity = beginning.includes('outer-cell') && beginning.includes('content-cell');
  const table = isActivity ? activityTable(read) : await largestTable(read);
  return table === null ? [] : [{ name: '', table }];
}

async function* readPage(
  source: SourceFile,
  dress: TextDress,
  listener: PageListener,
  onRead: (bytes: number) => void,
): AsyncGenerator<undefined> {
  let depth = 0;
  /** Inside of what is no text to read. */
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MOST_DEPTH)
        throw new AppError('TABLE_UNREADABLE', {
          file: source.path,
          form: 'html',
          reason: 'too-deep',
          record: null,
        });
      if (isHidden(name)) hidden++;
      listener.open(name, attributes);
    },
    onclosetag(name) {
      depth--;
      if (isHidden(name)) hidden--;
      listener.close(name);
    },
    ontext(text) {
      if (hidden === 0) listener.text(text);
    },
  });
  for await (const piece of textPieces(source, dress, onRead)) {
    parser.write(piece);
    yield;
  }
  parser.end();
  yield;
}

function isHidden(name: string): boolean {
  return name === 'script' || name === 'style';
}
