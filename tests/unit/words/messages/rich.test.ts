import { expect, test } from 'vitest';
import { piecesOf, type RichText } from '../../../../src/words/messages/rich';

const message = (text: string) =>
  text.replaceAll('<', '\ue000').replaceAll('>', '\ue001') as unknown as RichText;

test('a message comes in pieces, and what was inserted is never taken for a tag', () => {
  const text = message('Press <b>Train</b> or <icon/> for ') + '<b>x</b>';
  expect(piecesOf(text as unknown as RichText)).toEqual([
    { tag: null, text: 'Press ' },
    { tag: 'b', text: 'Train' },
    { tag: null, text: ' or ' },
    { tag: 'icon', text: '' },
    { tag: null, text: ' for <b>x</b>' },
  ]);
});
