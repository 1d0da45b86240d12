import { describe, expect, it } from 'vitest';
import { newsSince } from '../../../../src/page/pwa/news';

const running = { version: '0.1.0', changes: ['Drop files anywhere.', 'Thirteen recipes.'] };

describe('what an update brings', () => {
  it('is what the running version lacks, in whichever section it stands', () => {
    const changes = [
      'Charts sing.',
      'Lists are longer.',
      'Drop files anywhere.',
      'Rows wrap.',
      'Thirteen recipes.',
    ];
    expect(newsSince(running, { version: '0.3.0', changes })).toEqual({
      version: '0.3.0',
      changes: ['Charts sing.', 'Lists are longer.', 'Rows wrap.'],
    });
  });

  it('is nothing to speak of where only code has changed', () => {
    expect(newsSince(running, { ...running }).changes).toEqual([]);
  });
});
