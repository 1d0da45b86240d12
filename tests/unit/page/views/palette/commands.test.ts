import { describe, expect, test } from 'vitest';
import { grouped, matching, type Command } from '../../../../../src/page/views/palette/commands';

const run = (): void => undefined;
const command = (label: string, group: string, more: Partial<Command> = {}): Command => ({
  id: label,
  group,
  label,
  run,
  ...more,
});
const ALL = [
  command('Batch jobs', 'Pages', { detail: 'Campaigns' }),
  command('Train', 'Pages', { also: 'solutions' }),
  command('Versions', 'Pages'),
  command('Dark colours', 'Do', { also: 'theme' }),
  command('user-personalization v2', 'Solution versions'),
];
const labels = (text: string): string[] => matching(ALL, text).map(({ label }) => label);

describe('finding something to do', () => {
  test('everything in its order for no text', () => {
    expect(labels(' ')).toEqual(ALL.map(({ label }) => label));
  });
  test('every word must be there, in whatever says something of it', () => {
    expect(labels('theme')).toEqual(['Dark colours']);
    expect(labels('campaigns jobs')).toEqual(['Batch jobs']);
    expect(labels('jobs train')).toEqual([]);
  });
  test('what begins with the text comes first, then what has a word that does', () => {
    expect(labels('v')).toEqual(['Versions', 'user-personalization v2']);
    expect(labels('version')).toEqual(['Versions', 'user-personalization v2']);
    expect(labels('per')).toEqual(['user-personalization v2']);
  });
  test('stands under its group, groups by their first', () => {
    expect(grouped(matching(ALL, 'v')).map(({ group }) => group)).toEqual(['Pages', 'Solution versions']);
    expect(grouped(ALL)[0].commands).toHaveLength(3);
  });
});
