import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, buildWords, recipeFolder, smallRecipe, whyNoImage } from '../src/live/built-image.ts';
import { netberthProgram } from '../src/netberth-program.ts';
import { emptyWorkFolder, workRoot } from '../src/work-folder.ts';

const testMs = 20 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;
const small = ['packages: [openssh-server, kexec-tools]', 'playbook: site.yml'];
const cache = join(workRoot, 'live-cache');

/** Mounts and processes that a build could have left. */
function leftovers(): readonly string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(cache));
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && runsBelow(cache, name));
  const work = readdirSync(cache).filter((name) => name.startsWith('work-'));
  return [...mounts, ...processes, ...work];
}

function runsBelow(folder: string, process: string): boolean {
  try {
    return ['root', 'cwd'].some((name) => readlinkSync(`/proc/${process}/${name}`).startsWith(folder));
  } catch {
    return false; // it has ended meanwhile
  }
}

test.skipIf(whyNoImage !== null)(
  `a playbook that fails leaves its log, and nothing else${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('live-playbook');
    const playbook =
      '- hosts: image\n  tasks:\n    - { name: breaks, ansible.builtin.command: /bin/false }\n';
    const output = join(folder, 'image');
    const recipe = recipeFolder(join(folder, 'recipe'), smallRecipe('small', ...small), playbook);
    const { exitCode, stderr } = await build(recipe, output);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Nothing was built: running the playbook site\.yml failed \(exit code 2\)/);
    expect(stderr).toContain(`All of it: ${output}.log. Nothing is mounted any more`);
    expect(readFileSync(`${output}.log`, 'utf8')).toMatch(/TASK \[breaks\][^]*"rc": 1/);
    expect(existsSync(output)).toBe(false);
    expect(leftovers()).toEqual([]);
  },
);

test.skipIf(whyNoImage !== null)(
  `a package that the mirror does not have is named at its place in the recipe, with what was meant${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('live-package');
    const recipe = recipeFolder(
      join(folder, 'recipe'),
      smallRecipe('small', 'packages: [curl, opnssh-server]'),
      null,
    );
    const { exitCode, stderr } = await build(recipe, join(folder, 'image'));
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining(
        `${recipe}:9:18: packages.1: debian bookworm has no package "opnssh-server". Did you mean openssh-server?`,
      ),
    ]);
    expect(leftovers()).toEqual([]);
  },
);

test.skipIf(whyNoImage !== null)(
  `Ctrl-C while the system works ends the build: nothing runs, nothing is mounted, the old image is as it was${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('live-stopped');
    const playbook =
      '- hosts: image\n  tasks:\n    - { name: takes long, ansible.builtin.command: sleep 600 }\n';
    const output = join(folder, 'image');
    const recipe = recipeFolder(join(folder, 'recipe'), smallRecipe('small', ...small), playbook);
    const child = spawn(process.execPath, [netberthProgram, ...buildWords(recipe, output)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await expect
      .poll(() => existsSync(`${output}.log`) && readFileSync(`${output}.log`, 'utf8'), {
        timeout: testMs / 2,
      })
      .toContain('TASK [takes long]');
    child.kill('SIGINT');
    await once(child, 'close');
    expect(said).toContain(`Stopped: ${output} is as it was, nothing runs and nothing is mounted any more.`);
    expect(existsSync(output)).toBe(false);
    expect(leftovers()).toEqual([]);
  },
);
