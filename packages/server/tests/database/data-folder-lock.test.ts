import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../src/database/data-folder-lock.ts';

describe('a data folder', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netberth-lock-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    rmSync(folder, { recursive: true });
  });

  /** Another process takes the folder. */
  async function hold(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-data-folder.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
  }

  it('belongs to one process at a time, and the message says to which', async () => {
    const holder = await hold();
    await expect(lockDataFolder(folder)).rejects.toThrow(
      `Starting Netberth on "${folder}": process ${holder.pid} already uses it. Stop that one, or use another --data folder.`,
    );
  });

  it('is still locked after others have tried', async () => {
    await hold();
    for (let tries = 0; tries < 3; tries++) {
      await expect(lockDataFolder(folder)).rejects.toThrow('already uses it');
    }
  });

  it('is still locked for others after its own process has tried again', async () => {
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow('already uses it');
    const program = join(import.meta.dirname, 'hold-data-folder.ts');
    await expect(promisify(execFile)(process.execPath, [program, folder])).rejects.toThrow(
      `process ${process.pid} already uses it`,
    );
    lock.release();
  });

  it('is free as soon as its holder is killed', async () => {
    await kill(await hold());
    expect(existsSync(join(folder, 'netberth.pid'))).toBe(true);
    const lock = await lockDataFolder(folder);
    lock.release();
  });

  it('is free after its release, which may be asked for twice', async () => {
    const first = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow(`process ${process.pid} already uses it`);
    first.release();
    first.release();
    expect(existsSync(join(folder, 'netberth.pid'))).toBe(false);
    (await lockDataFolder(folder)).release();
  });

  it('names no process when the number is not readable', async () => {
    await hold();
    writeFileSync(join(folder, 'netberth.pid'), 'no number');
    await expect(lockDataFolder(folder)).rejects.toThrow(': another process already uses it.');
  });

  it('is made for its owner only where there is none', async () => {
    const made = join(folder, 'deep', 'data');
    (await lockDataFolder(made)).release();
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('must be a folder', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(lockDataFolder(path)).rejects.toThrow(
        `Starting Netberth on "${path}": it, or a part of its path, is not a folder. Use another --data folder.`,
      );
    }
  });

  it('must be writable', async () => {
    // Nobody, root included, makes files or folders there.
    for (const path of ['/sys', '/sys/netberth']) {
      await expect(lockDataFolder(path)).rejects.toThrow(
        `Starting Netberth on "${path}": this user may not write there. Give it the right, or use another --data folder.`,
      );
    }
  });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}
