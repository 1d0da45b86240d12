import { describe, expect, it } from 'vitest';
import { inOwnTask } from '../../../../src/page/ui/own-task';

/** Long enough for every task that waits. */
const rest = () => new Promise((done) => setTimeout(done, 20));

describe('work in tasks of its own', () => {
  it('is done in order, with what it leads to before the next of it', async () => {
    const done: string[] = [];
    for (const name of ['a', 'b', 'c'])
      inOwnTask(() => {
        done.push(name);
        queueMicrotask(() => done.push(`after ${name}`));
      });
    expect(done).toEqual([]);
    await rest();
    expect(done).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c']);
  });

  it('can be taken back, and asked for by what is done', async () => {
    const done: string[] = [];
    const takeBack = inOwnTask(() => done.push('a'));
    inOwnTask(() => {
      done.push('b');
      inOwnTask(() => done.push('c'));
    });
    takeBack();
    await rest();
    expect(done).toEqual(['b', 'c']);
  });
});
