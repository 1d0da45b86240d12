import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../../src/domain/issue';
import { AppError } from '../../../../src/domain/errors';
import { describeTogether } from '../../../../src/words/copy/issues';
import { enoughLines } from '../../../../src/page/state/enough';
import { groupProblems, issuesOfFailure } from '../../../../src/page/state/problems';
import { jsonFault, schemaText } from '../../../../src/page/state/schema-text';
import { filmsCheck, INTERACTIONS_SCHEMA } from '../../../support/fake-data';

// Grouping reads no facts.
const issue = (change: Partial<Issue>): Issue =>
  ({ code: 'D10', severity: 'warning', details: {}, ...change }) as Issue;

describe('problems on screen', () => {
  it('are grouped by kind, file and column, errors first, lines ascending', () => {
    const groups = groupProblems([
      issue({ code: 'D10', column: 'a', line: 9 }),
      issue({ code: 'D12', column: 't', line: 5, severity: 'error' }),
      issue({ code: 'D10', column: 'a', line: 3 }),
      issue({ code: 'D10', column: 'b', line: 1 }),
    ]);
    expect(groups.map((group) => [group.first.code, group.first.column, group.lines])).toEqual([
      ['D12', 't', [5]],
      ['D10', 'a', [3, 9]],
      ['D10', 'b', [1]],
    ]);
  });

  it('are one for all columns of a file that are left out, however many', () => {
    const columns = Array.from({ length: 900 }, (_, k) => `c${k}`);
    const groups = groupProblems(
      columns.map((column) => issue({ code: 'COLUMN_IGNORED', file: 'wide.csv', column })),
    );
    expect(groups.map(({ issues }) => issues.length)).toEqual([900]);
    expect(describeTogether(groups[0].issues).what).toBe(
      `wide.csv: columns ${columns.slice(0, 20).join(', ')} and 880 more: left out.`,
    );
    expect(describeTogether(groups[0].issues.slice(0, 1)).what).toBe('wide.csv, column c0: left out.');
  });

  it('come from the import itself when that failed', () => {
    const found = [{ code: 'D09', severity: 'error', line: 4, details: {} }] as const;
    expect(issuesOfFailure(new AppError('IMPORT_FAILED', { issues: found }))).toEqual(found);
    expect(issuesOfFailure(new AppError('CANCELLED'))).toBeNull();
    expect(issuesOfFailure(null)).toBeNull();
  });
});

describe('“Will it be enough?”', () => {
  const check = filmsCheck();

  it('compares what was counted with the minima and the advice', () => {
    expect(enoughLines(check, 'aws').map((line) => [line.met, line.found, line.lack])).toEqual([
      [true, 100_833, null],
      [true, 610, null],
      [true, 100_833, null],
      [false, 610, '390 short, so small differences between recipes may be luck'],
    ]);
  });

  it('has nothing to say without interactions', () => {
    expect(enoughLines({ ...check, counts: null }, 'aws')).toEqual([]);
  });

  it('does not call a small file refused under the relaxed profile', () => {
    const counts = { events: 40, users: 3, activeUsers: 2, items: 9, firstSec: 0, lastSec: 1 };
    const small = { ...check, counts };
    expect(enoughLines(small, 'aws')[0]).toMatchObject({
      met: false,
      lack: '960 short, so it is refused',
    });
    expect(enoughLines(small, 'relaxed')[0].lack).toBe('960 short, so expect little');
  });
});

describe('a schema as text', () => {
  it('is the same schema when read again', () => {
    expect(JSON.parse(schemaText(INTERACTIONS_SCHEMA))).toEqual(INTERACTIONS_SCHEMA);
    expect(schemaText(INTERACTIONS_SCHEMA).split('\n')).toHaveLength(12);
  });

  it('is found out where it is no JSON, with line and column', () => {
    expect(jsonFault('{"a": 1}')).toBeNull();
    expect(jsonFault('{\n  "a": 1,\n}')).toMatchObject({
      line: 3,
      details: { column: 1, trailingComma: true },
    });
    expect(jsonFault('{"a": x}')).toMatchObject({ line: 1, details: { column: 7, trailingComma: false } });
    expect(jsonFault('{"a": 1')).toMatchObject({ line: 1, details: { column: 8 } });
    expect(jsonFault('[1]')?.code).toBe('S01');
  });
});
