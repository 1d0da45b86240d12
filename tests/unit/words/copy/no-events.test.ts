import { afterEach, expect, it } from 'vitest';
import { describeIssue } from '../../../../src/words/copy/issues';
import { readLanguageFrom } from '../../../../src/domain/language';
import { issueOf } from '../../../../src/domain/issue';
import type { Lacking } from '../../../../src/domain/unused';

afterEach(() => readLanguageFrom(() => 'en'));

const LACKING: readonly Lacking[] = [
  'things',
  'people',
  'both',
  'totals',
  'no-thing',
  'no-person',
  'orders',
  'unclear',
];
const said = (lacking: Lacking, isTyped: boolean) =>
  describeIssue(issueOf('D02', 'error', {}, { reason: 'no-events', lacking, file: 'shop.csv' }), isTyped);

it.each(['en', 'ko'] as const)('each cause has words of its own, on the command line too: %s', (language) => {
  readLanguageFrom(() => language);
  expect(new Set(LACKING.map((lacking) => said(lacking, false).what)).size).toBe(LACKING.length);
  for (const lacking of LACKING) {
    const typed = said(lacking, true);
    expect(typed.fix).not.toBe('');
    expect(`${typed.what} ${typed.fix}`).not.toMatch(/press|above|누르|위에서/i);
  }
});
