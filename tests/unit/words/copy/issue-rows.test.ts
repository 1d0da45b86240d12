import { expect, it } from 'vitest';
import { describeIssue } from '../../../../src/words/copy/issues';
import { issueOf } from '../../../../src/domain/issue';

it('names a column that is missing plainly, and as the service does where the file is judged as there', () => {
  const said = (door: 'aws' | 'mapping'): string =>
    describeIssue(
      issueOf(
        'D03',
        'error',
        { dataset: 'INTERACTIONS', file: 'a.csv' },
        { missing: ['USER_ID', 'TIMESTAMP'], found: ['sku', 'title'], door },
      ),
    ).what;
  expect(said('mapping')).toContain('No column stands for USER_ID and TIMESTAMP yet. Found: sku and title.');
  expect(said('aws')).toContain('Input CSV is missing the following columns:[USER_ID, TIMESTAMP]');
});
