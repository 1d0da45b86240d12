import { expect, it } from 'vitest';
import { guessRoles } from '../../../../src/data/guess/guess-roles';
import { sampleColumns } from '../../../../src/data/guess/sampled-column';

it('a header without rows below it says what its columns are for', () => {
  const columns = sampleColumns(['userId', 'movieId', 'rating', 'timestamp'], []);
  const [user, item, , time] = guessRoles('INTERACTIONS', columns);
  expect([user, item, time]).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP']);
});
