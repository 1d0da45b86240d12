import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../../src/programs/emulate/folder-lock';
import { newFolder } from './requests';

describe('a folder', () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const pid = Number(other.pid);
  afterAll(async () => {
    other.kill('SIGKILL');
    await once(other, 'exit');
  });
  const locked = (content: string): string => {
    const folder = newFolder();
    writeFileSync(join(folder, 'lock'), content);
    return folder;
  };

  it('is let go with nothing left', () => {
    const folder = newFolder();
    const unlock = lockFolder(folder);
    expect(readdirSync(folder)).toEqual(['lock']);
    unlock?.();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('belongs to the process that runs, also by a lock that says its number alone', () => {
    expect(lockFolder(locked(String(pid)))).toBeNull();
  });

  it('is free where the process is gone, or another has its number', () => {
    const gone = [`${2 ** 22 + 1}`, 'x', '-1', String(process.pid)];
    // Only where the system tells when a process began.
    if (existsSync('/proc/self/stat')) gone.push(`${pid} 1`);
    for (const owner of gone) {
      const folder = locked(owner);
      expect([owner, lockFolder(folder) === null]).toEqual([owner, false]);
      expect(readFileSync(join(folder, 'lock'), 'utf8').split(' ')[0]).toBe(String(process.pid));
      expect(readdirSync(folder)).toEqual(['lock']);
    }
  });

  it('is taken while its lock is being written, and not for ever where that was cut short', () => {
    const folder = locked('');
    expect(lockFolder(folder)).toBeNull();
    utimesSync(join(folder, 'lock'), 1, 1);
    expect(lockFolder(folder)).not.toBeNull();
  });
});
