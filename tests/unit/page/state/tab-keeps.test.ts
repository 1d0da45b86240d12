import { expect, test } from 'vitest';
import { TabKeeps } from '../../../../src/page/state/tab-keeps';

class Log {
  readonly lines: string[] = [];
}
class Run {
  readonly visits: number[] = [];
}

test('what a screen has on show is there again, for its project and its kind only', () => {
  const keeps = new TabKeeps();
  keeps.of(Log, 'films', () => new Log()).lines.push('one');
  expect(keeps.of(Log, 'films', () => new Log()).lines).toEqual(['one']);
  expect(keeps.of(Log, 'songs', () => new Log()).lines).toEqual([]);
  expect(keeps.of(Run, 'films', () => new Run()).visits).toEqual([]);
});
