import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './test-image/run.ts';
import { repositoryRoot } from './work-folder.ts';

const migrations = 'packages/server/src/database/migrations';
const program = 'packages/netberth/package.json';
/** Lower than that of any version that comes after it. */
const number = '0.0.1';
const buildMs = 10 * 60_000;

export type EarlierVersion = {
  /** The last commit that does not have `migration`. */
  readonly commit: string;
  /** The newest of this version: what its servers add to the tables of the earlier one. */
  readonly migration: string;
};

/** The version before the newest migration, as the history of a clone has it. */
export async function findEarlierVersion(
  clone: string = repositoryRoot,
): Promise<EarlierVersion | { readonly missing: string }> {
  const migration = readdirSync(join(clone, migrations)).sort().at(-1)?.replace(/\.ts$/, '') ?? '';
  const missing = `the history of this clone does not reach before ${migration}; see \`git fetch --unshallow\``;
  try {
    const file = `${migrations}/${migration}.ts`;
    const found = await git(clone, 'log', '--diff-filter=A', '--format=%H', '--', file);
    const added = found.trim().split('\n').at(-1);
    return { commit: (await git(clone, 'rev-parse', '--verify', `${added}^`)).trim(), migration };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { missing }; // what git or its absence says
    throw error;
  }
}

/** Builds the Debian package of that version from a clone of its own. @returns its file, in `folder` */
export async function buildEarlierPackage({ commit }: EarlierVersion, folder: string): Promise<string> {
  const clone = join(folder, 'clone');
  mkdirSync(folder, { recursive: true });
  await run('git', ['clone', '--quiet', '--shared', '--no-checkout', repositoryRoot, clone]);
  await git(clone, 'checkout', '--quiet', commit);
  const about = JSON.parse(readFileSync(join(clone, program), 'utf8')) as object;
  writeFileSync(join(clone, program), JSON.stringify({ ...about, version: number }));
  await run('npm', ['run', 'build:deb', '--', '--to', folder], { cwd: clone, timeoutMs: buildMs });
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '');
}

function git(clone: string, ...words: readonly string[]): Promise<string> {
  return run('git', ['-C', clone, ...words]);
}
