import type { Rng } from '../../../src/kernels/rng';
import { accountOf } from '../../../src/domain/account';
import { unaccounted } from '../../support/account-faults';
import { isAppError } from '../../../src/domain/errors';
import { uncancelled as job } from '../../../src/domain/ports';
import { check } from '../../../src/import/judge/check';
import { memorySource } from '../../../src/import/open/bytes/source';
import { inspect } from '../../../src/import/propose/inspect';
import { oneIn } from './mutate';
import { loss, type Target } from './target';

interface Part {
  readonly path: string;
  readonly text: string;
  readonly rows: number;
  /** Rows whose time nobody can read. */
  readonly broken: number;
}
interface Input {
  readonly parts: readonly Part[];
  /** Beside them, and none of theirs. */
  readonly others: readonly (readonly [string, string])[];
}

const NAMES = [
  ['views.csv', 'purchases.csv', 'likes.csv', 'carts.csv'],
  ['log-2024-01.csv', 'log-2024-02.csv', 'log-2024-03.csv', 'log-2024-04.csv'],
  ['조회.csv', '구매.csv', '좋아요.csv', '장바구니.csv'],
  ['Seoul/log.csv', 'Busan/log.csv', 'Jeju/log.csv', 'Daegu/log.csv'],
  ['a.csv', 'b.csv', 'c.csv', 'd.csv'],
] as const;
const OTHERS: readonly (readonly [string, string])[] = [
  ['notes.txt', 'Words stand here.\nNo table, and no rows.\nThat is all.'],
  ['empty.csv', ''],
  ['items.csv', `product_id,title\n${Array.from({ length: 30 }, (_, i) => `p${i},Thing ${i}`).join('\n')}`],
  ['page.png', '\u0089PNG\r\n\u001a\n\0\0\0'],
];

const upTo = (random: Rng, n: number): number => random.below(n);

/** Files of one or nearly one shape, dropped together: every row of each is there, or is said to be left out. */
export const several: Target<Input> = {
  make(random: Rng) {
    const names = NAMES[upTo(random, NAMES.length)];
    const count = 2 + upTo(random, 3);
    const priced = upTo(random, count + 2);
    let sec = 1_600_000_000;
    const parts = names.slice(0, count).map((path, at): Part => {
      const rows = 12 + upTo(random, 60);
      const hasPrice = at === priced;
      let broken = 0;
      const lines = Array.from({ length: rows }, (_, i) => {
        // Few enough that the file is taken for what it is.
        const isBroken = i > 5 && broken * 30 < i && oneIn(random, 40);
        if (isBroken) broken++;
        sec += 1 + upTo(random, 900);
        const cells = [`u${upTo(random, 15)}`, `p${upTo(random, 30)}`, isBroken ? 'never' : String(sec)];
        return [...cells, ...(hasPrice ? [String(1 + upTo(random, 90))] : [])].join(',');
      });
      const header = `user_id,product_id,time${hasPrice ? ',price' : ''}`;
      return { path, rows, broken, text: [header, ...lines].join('\n') };
    });
    return { parts, others: OTHERS.filter(() => oneIn(random, 3)) };
  },

  async attempt({ parts, others }, seen) {
    const texts = [...parts.map(({ path, text }) => [path, text] as const), ...others];
    const sources = texts.map(([path, text]) => memorySource(path, new TextEncoder().encode(text)));
    try {
      const { proposal, sources: opened } = await inspect(sources, 'relaxed', job);
      const checked = await check(opened, proposal.plan, null, job);
      const account = accountOf(proposal, proposal.plan, checked.read);
      const wrong = unaccounted(account, proposal.plan);
      if (wrong.length > 0) return loss(`not accounted for: ${wrong.join(', ')}`);
      for (const [path] of texts)
        if (account.filter(({ file }) => file === path).length !== 1)
          return loss(`${path} is told of otherwise than once`);
      const used = parts.every(({ path }) =>
        account.find(({ file }) => file === path)?.usedAs.includes('INTERACTIONS'),
      );
      if (!used) return loss('a part of the events is left out');
      const kept = checked.tallies.find(({ dataset }) => dataset === 'INTERACTIONS')?.kept;
      const wanted = parts.reduce((sum, { rows, broken }) => sum + rows - broken, 0);
      seen('taken');
      return kept === wanted ? null : loss(`${kept} rows are kept of ${wanted}`);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return loss(`refused with ${error.code}`);
    }
  },

  show: ({ parts, others }) =>
    [...parts.map(({ path, text }) => `== ${path}\n${text}`), ...others.map(([path]) => `== ${path}`)].join(
      '\n',
    ),
};
