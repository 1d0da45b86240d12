import { expect, test } from 'vitest';
import type { Issue } from '../../../../src/domain/issue';
import type { ImportPlan } from '../../../../src/domain/imports';
import { fixesOfEach } from '../../../../src/page/state/fixes';

const plan: ImportPlan = { profile: 'aws', mode: 'FULL', files: [] };
const few: Issue = { code: 'D17', severity: 'error', details: { rows: 40, needed: 1000 } };
const people: Issue = { code: 'FEW_USERS', severity: 'warning', details: { users: 3, needed: 25 } };

test('a fix that mends several findings is offered once', () => {
  const labels = fixesOfEach([few, people], plan, null).map((fixes) => fixes.map(({ label }) => label));
  expect(labels).toEqual([['Use the relaxed profile'], []]);
  expect(fixesOfEach([people], plan, null)[0]).toHaveLength(1);
  expect(fixesOfEach([few], null, null)).toEqual([[]]);
});
