import { expect, it, vi } from 'vitest';
import { download, fileName } from '../../../../src/page/charts/save-file';

it.each([
  ['Film club', 'Film-club'],
  ['스마트스토어_전체주문_20260601', '스마트스토어_전체주문_20260601'],
  ['꼬리는 얼마나 길까요?', '꼬리는-얼마나-길까요'],
  // As macOS takes names apart.
  ['상품'.normalize('NFD'), '상품'],
  ['a/b:c*d', 'a-b-c-d'],
  ['?', 'foretaste'],
])('keeps what a name of a file may hold: %s', (text, name) => expect(fileName(text)).toBe(name));

it.each([
  ['letters of any script, for spreadsheets', 'TITEL\r\nTür\r\n', 'text/csv', '\ufeffTITEL\r\nTür\r\n'],
  ['nothing beyond ASCII', 'TITLE\r\nDoor\r\n', 'text/csv', 'TITLE\r\nDoor\r\n'],
  ['what is no table', '"Tür"', 'application/json', '"Tür"'],
])('marks a table as UTF-8 where it has to: %s', async (_, text, type, saved) => {
  const blobs: Blob[] = [];
  vi.stubGlobal('document', { createElement: () => ({ click: () => undefined }) });
  vi.stubGlobal('URL', {
    createObjectURL: (blob: Blob) => blobs.push(blob),
    revokeObjectURL: () => undefined,
  });
  download('list.csv', text, type);
  vi.unstubAllGlobals();
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blobs[0].arrayBuffer())).toBe(saved);
});
