import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ensureBuilt, takeAway } from '../../../src/programs/server/build.mjs';

const { code, types, page } = JSON.parse(readFileSync(join(ensureBuilt(takeAway), takeAway.last), 'utf8'));

it('is one module of at most 60 kB gzipped with every recipe that leaves', () => {
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(60_000);
});

it('needs no other module, no DOM, no WebAssembly and evaluates no text', () => {
  expect(code).not.toMatch(/\bimport\s*[{*"'`]|\bfrom\s*["'`]|\brequire\(/);
  expect(code).not.toMatch(/(?<![\w.])(document|window)\.|\bWebAssembly\b|\beval\(|new Function/);
});

it('has types, and a page that loads what lies beside it alone', () => {
  expect(types).toContain('export declare function loadRecommender');
  expect(types).not.toContain('import ');
  expect(page).toContain("from './recommender.js'");
  expect(page).not.toMatch(/https?:\/\//);
});
