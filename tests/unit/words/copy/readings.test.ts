import { expect, test } from 'vitest';
import { isReading } from '../../../../src/words/copy/readings';

test('how a file was read is told from what is wrong with it', () => {
  expect(isReading('DELIMITER_GUESSED')).toBe(true);
  expect(isReading('D06')).toBe(false);
  expect(isReading('DUPLICATE_ROWS')).toBe(false);
});
