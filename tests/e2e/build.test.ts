import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';

describe('the built app', () => {
  const dist = inject('dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => file.endsWith('.js'));
  const holding = (pattern: RegExp) =>
    scripts.filter((file) => pattern.test(readFileSync(join(dist, file), 'utf8')));

  test('holds no WebAssembly', () => {
    expect(scripts.length).toBeGreaterThan(3);
    expect(holding(/\bWebAssembly\b|\.wasm\b/)).toEqual([]);
  });

  test('evaluates no text as code', () => {
    expect(holding(/\beval\(|\bnew Function\(/)).toEqual([]);
  });

  test('imports no worker’s own file: WebKit would run it once more, and two would answer every message', () => {
    expect(scripts.filter((file) => /(^|\/)\w+\.worker-/.test(file))).toHaveLength(2);
    expect(holding(/(?:from|import\(?)\s*["'`]\.\/\w+\.worker-/)).toEqual([]);
  });

  test('names no absolute path of its own: it runs from any folder of a host', () => {
    const page = readFileSync(join(dist, 'index.html'), 'utf8');
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !link.startsWith('./'))).toEqual([]);
  });

  test('stores every file for offline use but the service worker itself, what is fetched when first asked for, and what the server says of itself', () => {
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
    const served = files
      .filter((file) => /\.\w+$/.test(file) && file !== 'sw.js' && file !== 'server.json')
      .map((file) => file.replaceAll('\\', '/'));
    const sample = /^assets\/real-shop-[\w-]+\.bin$/;
    expect(served.filter((file) => sample.test(file))).toHaveLength(1);
    expect(served.filter((file) => !worker.includes(file) && !sample.test(file))).toEqual([]);
    expect(worker).not.toContain('server.json');
  });
});
