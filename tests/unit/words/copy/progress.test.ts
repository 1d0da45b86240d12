import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { phaseLabel, progressLabel, progressLine } from '../../../../src/words/copy/progress';
import { readLanguageFrom } from '../../../../src/domain/language';

afterEach(() => readLanguageFrom(() => 'en'));

/** The phases that jobs of the page report, as their code names them: what a job counts inside them is not shown. */
function phasesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/checkpoint\(\s*'([a-z-]+)'/g)])
    .map(([, phase]) => phase);
}

it('has words of its own for all that happens to files, and none in another language', () => {
  const phases = new Set(
    ['import', 'engine/datasets', 'engine/project', 'interop', 'worker'].flatMap((folder) =>
      phasesOf(`src/${folder}`),
    ),
  );
  expect(phases).toContain('inspecting');
  for (const phase of phases) expect(phaseLabel(phase), phase).not.toBe(phaseLabel(''));
  readLanguageFrom(() => 'ko');
  for (const phase of [...phases, 'something new']) expect(phaseLabel(phase), phase).not.toMatch(/[a-z]/i);
  expect(progressLabel({ phase: 'inspecting', done: 1, total: 2, elapsedMs: 1 })).toBe(
    '파일 살펴보는 중, 2번 중 1번',
  );
});

it('says in one line what goes on, how far it is and how long it takes yet', () => {
  const learning = { phase: 'fit', done: 0, total: 2, elapsedMs: 1 };
  expect(progressLine(learning, 0, null)).toBe('Learning, 0 of 2, 0\u00a0%');
  expect(progressLine(learning, 0.5, 3)).toBe('Learning, 0 of 2, 50\u00a0%, about 3\u00a0s left');
  expect(progressLine(learning, 0.98, 0.2)).toBe('Learning, 0 of 2, 98\u00a0%, almost done');
  expect(progressLine(null, null, null)).toBe('Starting');
});
