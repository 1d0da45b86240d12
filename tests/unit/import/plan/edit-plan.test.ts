import { describe, expect, it } from 'vitest';
import type { ColumnEvidence } from '../../../../src/domain/imports';
import type { Issue } from '../../../../src/domain/issue';
import { rolesFor, withPerson, withRole, withWriting } from '../../../../src/import/plan/edit-plan';
import { fixFor } from '../../../../src/page/state/fixes';
import { filmsCheck, filmsProposal } from '../../../support/fake-data';
import { avroSchema } from '../../../support/avro-schema';

const proposal = filmsProposal();
const [ratings, movies] = proposal.files;

describe('a role given by hand', () => {
  it('changes places with the one that had it, where both are ids', () => {
    const plan = withRole(ratings.plan, 1, 'USER_ID', ratings.evidence);
    expect(plan.columns.map(({ role }) => role).slice(0, 2)).toEqual(['ITEM_ID', 'USER_ID']);
    expect(plan.columns[0]).toMatchObject({ field: 'ITEM_ID', type: 'string', nullable: false });
    expect(plan.columns[1]).toMatchObject({ field: 'USER_ID', type: 'string', nullable: false });
    expect(withRole(plan, 0, 'USER_ID', ratings.evidence)).toEqual(
      withRole(ratings.plan, 0, 'USER_ID', ratings.evidence),
    );
  });

  it('reads the words of a column that is to say how much somebody likes something', () => {
    const top = ['like', 'dislike'].map((value) => ({ value, count: 5 }));
    const evidence = ratings.evidence.map((each) => ({ ...each, top }));
    expect(withRole(ratings.plan, 1, 'EVENT_VALUE', evidence).columns[1]).toMatchObject({
      role: 'EVENT_VALUE',
      numbers: 'thumbs',
    });
  });

  it('is taken from the column that had it, which becomes an ordinary one', () => {
    const plan = withRole(ratings.plan, 2, 'USER_ID', ratings.evidence);
    expect(plan.columns[2]).toMatchObject({ role: 'USER_ID', field: 'USER_ID', type: 'string' });
    expect(plan.columns[1].role).toBe('ITEM_ID');
    expect(plan.columns[0]).toMatchObject({ role: 'KEEP', field: 'USERID_2', nullable: true });
  });

  it('brings the type that the role asks for', () => {
    const value = withRole(ratings.plan, 3, 'EVENT_VALUE', ratings.evidence);
    expect(value.columns[3]).toMatchObject({ type: 'float', nullable: true });
    expect(value.columns[3].timeUnit).toBeUndefined();
    const time = withRole(ratings.plan, 2, 'TIMESTAMP', ratings.evidence);
    expect(time.columns[2]).toMatchObject({ type: 'long', nullable: false, timeUnit: 'seconds' });
  });

  it('reads dates as the cells are written', () => {
    const dated = (value: string): ColumnEvidence[] =>
      ratings.evidence.map((facts, at) =>
        at === 2 ? { ...facts, looksLike: 'dates', top: [{ value, count: 1 }] } : facts,
      );
    const unit = (min: string) => withRole(ratings.plan, 2, 'TIMESTAMP', dated(min)).columns[2].timeUnit;
    expect(unit('2009-03-02')).toBe('iso');
    expect(unit('02.03.2009')).toBe('day-first');
  });

  it('keeps a category a category and a number a number', () => {
    const left = withRole(movies.plan, 2, 'IGNORE', movies.evidence);
    expect(left.columns[2]).toMatchObject({ role: 'IGNORE', field: 'GENRES' });
    const back = withRole(left, 2, 'KEEP', movies.evidence);
    expect(back.columns[2]).toMatchObject({ role: 'KEEP', type: 'string', categorical: true });
  });

  it('lets go of a schema written for the columns as they were', () => {
    const withSchema = {
      ...ratings.plan,
      schema: avroSchema('Interactions', []),
    };
    expect(withRole(withSchema, 2, 'IGNORE', ratings.evidence).schema).toBeUndefined();
  });

  it('parts a date from its time of day as soon as either is for something else', () => {
    const { columns } = ratings.plan;
    const [date, clock] = [2, 3];
    const joined = {
      ...ratings.plan,
      columns: columns.map((column, at) => {
        if (at === date)
          return { ...column, role: 'TIMESTAMP' as const, clock: { index: clock, header: 'Uhrzeit' } };
        return at === clock
          ? { ...column, role: 'IGNORE' as const, movedTo: 'TIMESTAMP' as const }
          : { ...column, role: 'KEEP' as const };
      }),
    };
    expect(withRole(joined, 0, 'IGNORE', ratings.evidence).columns[date].clock).toBeDefined();
    expect(withRole(joined, clock, 'KEEP', ratings.evidence).columns[date].clock).toBeUndefined();
    expect(withRole(joined, date, 'KEEP', ratings.evidence).columns[clock]).toMatchObject({ role: 'KEEP' });
  });

  it('never gives two columns one field name', () => {
    const plan = withRole(ratings.plan, 2, 'TIMESTAMP', ratings.evidence);
    const fields = plan.columns.map((column) => column.field);
    expect(new Set(fields).size).toBe(fields.length);
  });

  it('offers both keys and the time everywhere', () => {
    for (const dataset of ['INTERACTIONS', 'ITEMS', 'USERS'] as const)
      expect(rolesFor(dataset)).toEqual(expect.arrayContaining(['USER_ID', 'ITEM_ID', 'TIMESTAMP']));
  });

  it('makes events of a list that is given a role of theirs', () => {
    const [, movies] = proposal.files;
    const position = movies.plan.columns.findIndex(({ role }) => role === 'KEEP');
    const plan = withRole(movies.plan, position, 'USER_ID', movies.evidence);
    expect(plan.dataset).toBe('INTERACTIONS');
    expect(plan.columns[position]).toMatchObject({ role: 'USER_ID', field: 'USER_ID' });
    expect(plan.columns.some(({ role }) => role === 'ITEM_ID')).toBe(true);
    expect(withRole(movies.plan, position, 'IGNORE', movies.evidence).dataset).toBe('ITEMS');
  });

  it('takes a file for one person’s until a column says who it was', () => {
    const alone = withPerson(ratings.plan, 'ana', ratings.evidence);
    expect(alone.person).toBe('ana');
    expect(alone.columns.map(({ role }) => role)).not.toContain('USER_ID');
    expect(withRole(alone, 0, 'USER_ID', ratings.evidence).person).toBeUndefined();
  });

  it('changes how a time is read and nothing else', () => {
    const plan = withWriting(ratings.plan, 3, { timeUnit: 'milliseconds' });
    expect(plan).toEqual({
      ...ratings.plan,
      columns: ratings.plan.columns.map((column, at) =>
        at === 3 ? { ...column, timeUnit: 'milliseconds' } : column,
      ),
    });
  });
});

describe('the fix offered for a problem', () => {
  // A fix reads the place of a problem and none of its facts.
  const issue = (code: 'D12' | 'D13' | 'D17' | 'FEW_USERS' | 'D03' | 'D10' | 'D06'): Issue =>
    ({ code, severity: 'error', file: 'ratings.csv', column: 'timestamp', details: {} }) as Issue;

  it('reads milliseconds as milliseconds', () => {
    const fix = fixFor(issue('D13'), proposal.plan);
    expect(fix?.label).toBe('Read as milliseconds');
    expect(fix?.plan.files[0].columns[3].timeUnit).toBe('milliseconds');
  });

  it('offers another reading of dates only where most of them are refused', () => {
    const check = filmsCheck();
    expect(fixFor(issue('D12'), proposal.plan, check)).toBeNull();
    const refused = { ...check, files: [{ ...check.files[0], kept: 12 }] };
    expect(fixFor(issue('D12'), proposal.plan, refused)?.plan.files[0].columns[3].timeUnit).toBe('iso');
  });

  it('relaxes the minimum, once', () => {
    for (const code of ['D17', 'FEW_USERS'] as const)
      expect(fixFor(issue(code), proposal.plan)?.plan.profile).toBe('relaxed');
    expect(fixFor(issue('D17'), { ...proposal.plan, profile: 'relaxed' })).toBeNull();
  });

  it('takes the row order as time only where the time alone is missing', () => {
    expect(fixFor(issue('D03'), proposal.plan)).toBeNull();
    const timeless = withRole(ratings.plan, 3, 'IGNORE', ratings.evidence);
    const plan = { ...proposal.plan, files: [timeless] };
    expect(fixFor(issue('D03'), plan)?.plan.files[0].rowOrderAsTime).toBe(true);
    const itemless = withRole(timeless, 1, 'IGNORE', ratings.evidence);
    expect(fixFor(issue('D03'), { ...plan, files: [itemless] })).toBeNull();
  });

  it('takes the file for one person’s, and asks for a time that is missing too next', () => {
    const nobody = withRole(ratings.plan, 0, 'KEEP', ratings.evidence);
    const fix = fixFor(issue('D03'), { ...proposal.plan, files: [nobody] });
    expect(fix?.plan.files[0].person).toBe('me');
    const timeless = withRole(nobody, 3, 'IGNORE', ratings.evidence);
    const first = fixFor(issue('D03'), { ...proposal.plan, files: [timeless] });
    expect(first?.plan.files[0]).toMatchObject({ person: 'me' });
    expect(first?.plan.files[0].rowOrderAsTime).toBeUndefined();
    const second = first && fixFor(issue('D03'), first.plan);
    expect(second?.plan.files[0]).toMatchObject({ person: 'me', rowOrderAsTime: true });
    const itemless = withRole(nobody, 1, 'IGNORE', ratings.evidence);
    expect(fixFor(issue('D03'), { ...proposal.plan, files: [itemless] })).toBeNull();
  });

  it('opens the mapping door only for files judged as the service would', () => {
    expect(fixFor(issue('D06'), proposal.plan)).toBeNull();
    const strict = { ...proposal.plan, files: [{ ...ratings.plan, door: 'aws' as const }] };
    expect(fixFor(issue('D06'), strict)).toMatchObject({ rereads: 'ratings.csv' });
  });

  it('offers nothing where only the file can be mended', () => {
    expect(fixFor(issue('D10'), proposal.plan)).toBeNull();
  });
});
