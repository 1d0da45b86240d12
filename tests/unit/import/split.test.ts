import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { memorySource } from '../../../src/import/open/bytes/source';
import { bytesOf, job } from './importing';

const BOOKS = ['Dune', 'Emma', 'Ulysses', 'Carrie', 'Heidi', 'Dracula', 'Lolita'];
const ticked = (i: number): readonly string[] => BOOKS.filter((_, j) => (i * 7 + j * j * 3 + i * j) % 5 < 3);
const answers = Array.from({ length: 60 }, (_, i) => ticked(i));
const form = (stamp: string): string =>
  [
    `${stamp},Email Address,Which of these have you read?`,
    ...answers.map((books, i) => `2024/05/0${1 + (i % 9)} 9:10:00,p${i}@example.org,"${books.join(', ')}"`),
  ].join('\n');

async function drop(text: string) {
  const { proposal, sources } = await inspect([memorySource('form.csv', bytesOf(text))], null, job);
  return { plan: proposal.plan, sources };
}

describe('a form with ticked boxes', () => {
  it('becomes a row for each box, under rules that take a class’s answers', async () => {
    const { plan, sources } = await drop(form('Timestamp'));
    expect(plan.made).toMatchObject([{ kind: 'split', of: 'form.csv', column: 2, separator: ',' }]);
    expect(plan.profile).toBe('relaxed');
    const { tallies, issues } = await check(sources, plan, null, job);
    expect(tallies[0]).toMatchObject({ rows: answers.flat().length, lost: [] });
    const said = issues.find(({ code }) => code === 'CELLS_SPLIT');
    expect(said && describeIssue(said).what).toBe(
      'Cells of column Which of these have you read? in form.csv hold several things; each becomes a row, with the rest of its row beside it.',
    );
  });

  it('stays a list of people where it only says when each came', async () => {
    const { plan } = await drop(form('Created at'));
    expect(plan.made).toBeUndefined();
    expect(plan.files.map(({ dataset }) => dataset)).toEqual(['USERS']);
  });
});
