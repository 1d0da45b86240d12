import { expect, it } from 'vitest';
import { fileName } from '../../../src/charts/save-file';

it.each([
  ['Film club', 'Film-club'],
  ['스마트스토어_전체주문_20260601', '스마트스토어_전체주문_20260601'],
  ['꼬리는 얼마나 길까요?', '꼬리는-얼마나-길까요'],
  // As macOS takes names apart.
  ['상품'.normalize('NFD'), '상품'],
  ['a/b:c*d', 'a-b-c-d'],
  ['?', 'foretaste'],
])('keeps what a name of a file may hold: %s', (text, name) => expect(fileName(text)).toBe(name));
