import { expect, it } from 'vitest';
import { describeIssue } from '../../../../src/words/copy/issues';
import type { Issue } from '../../../../src/domain/issue';

const outliers = (column: string): Issue => ({
  code: 'INSIGHT_OUTLIERS',
  severity: 'insight',
  dataset: 'ITEMS',
  column,
  details: { count: 39, low: 1928, high: 2068, extreme: 1902 },
});

it('writes years without a comma and quantities with one', () => {
  expect(describeIssue(outliers('YEAR')).what).toContain('far outside 1928 to 2068; the farthest is 1902.');
  expect(describeIssue(outliers('PRICE')).what).toContain(
    'far outside 1,928 to 2,068; the farthest is 1,902.',
  );
});

it('does not promise that everything works where too few users keep the service from training', () => {
  const issue: Issue = {
    code: 'FEW_USERS',
    severity: 'warning',
    dataset: 'INTERACTIONS',
    details: { users: 7, needed: 25 },
  };
  expect(describeIssue(issue).fix).toMatch(/^The service would train nothing on so few/);
});
