import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from '@netberth/live';
import { expect, onTestFinished, test } from 'vitest';
import { runStage, type BuildPlaces } from './run-stage.ts';

const path = '/usr/sbin:/usr/bin:/sbin:/bin';
const canUnshare = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status === 0;
const skipped = canUnshare ? '' : ' (skipped: this user may make no namespaces)';

function places(): BuildPlaces {
  const work = mkdtempSync(join(tmpdir(), 'netberth-stage-'));
  onTestFinished(() => rmSync(work, { recursive: true }));
  for (const name of ['root', 'out']) mkdirSync(join(work, name));
  const [root, out, log] = ['root', 'out', 'log'].map((name) => join(work, name));
  return { root: root ?? '', out: out ?? '', log: log ?? '', work, recipe: work, cache: work };
}

function stageOf(script: string): Stage {
  return { name: 'settle', title: 'a test', script, needs: [], files: { 'beside.txt': 'it is here' } };
}

const mounting = 'mount -t tmpfs none "$ROOT"; touch "$ROOT/mounted" "$OUT/began"';

async function isSeen(path: string): Promise<void> {
  await expect.poll(() => existsSync(path)).toBe(true);
}

test.skipIf(!canUnshare)(
  `a stage mounts what it wants, and the host sees nothing of it${skipped}`,
  async () => {
    const at = places();
    const lines: string[] = [];
    const script = `set -e\n${mounting}\nhostname other\ncat beside.txt; echo; ls "$ROOT"; hostname; echo $$`;
    const environment = { PATH: path };
    const signal = new AbortController().signal;
    const outcome = await runStage(stageOf(script), at, environment, {
      signal,
      onLine: (line) => lines.push(line),
    });
    expect(outcome).toEqual({ ok: true });
    expect(lines).toEqual(['it is here', 'mounted', 'other', '1']);
    expect(existsSync(join(at.root, 'mounted'))).toBe(false);
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(at.work);
    expect(readFileSync('/proc/sys/kernel/hostname', 'utf8')).not.toBe('other\n');
  },
);

test.skipIf(!canUnshare)(`a stage that fails says why, and leaves nothing mounted${skipped}`, async () => {
  const at = places();
  const script = `set -e\n${mounting}\necho fetching\necho 'no such package' >&2\nexit 7`;
  const signal = new AbortController().signal;
  const outcome = await runStage(stageOf(script), at, { PATH: path }, { signal, onLine: () => undefined });
  expect(outcome).toMatchObject({ ok: false, exitCode: 7 });
  expect(outcome.ok ? [] : outcome.lastLines.toSorted()).toEqual(['fetching', 'no such package']);
  expect(readFileSync(at.log, 'utf8')).toContain('no such package');
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(at.work);
});

test.skipIf(!canUnshare)(
  `a stage that is stopped ends with all that it has started and mounted${skipped}`,
  async () => {
    const at = places();
    const stop = new AbortController();
    const script = `${mounting}\n(while :; do date >"$OUT/alive"; sleep 0.1; done) &\nsleep 600`;
    const running = runStage(
      stageOf(script),
      at,
      { PATH: path },
      { signal: stop.signal, onLine: () => undefined },
    );
    await isSeen(join(at.out, 'alive'));
    stop.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(at.work);
    await expect.poll(() => processesIn(at.work)).toEqual([]);
  },
);

function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      return false; // it has ended meanwhile
    }
  });
}
