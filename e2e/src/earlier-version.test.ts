import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findEarlierVersion } from './earlier-version.ts';
import { run } from './test-image/run.ts';
import { emptyWorkFolder } from './work-folder.ts';

const project = emptyWorkFolder('project-with-migrations');
const commits: string[] = [];

/** One commit that adds or changes a migration. */
async function commit(name: string, text: string): Promise<void> {
  const migrations = join(project, 'packages/server/src/database/migrations');
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(migrations, `${name}.ts`), text);
  await git('add', '.');
  await git('-c', 'user.name=ada', '-c', 'user.email=ada@test', 'commit', '--quiet', '--message', text);
  commits.push((await git('rev-parse', 'HEAD')).trim());
}

function git(...words: readonly string[]): Promise<string> {
  return run('git', ['-C', project, ...words]);
}

beforeAll(async () => {
  await git('init', '--quiet');
  await commit('0009-machines', 'machines have names');
  await commit('0009-machines', 'and places');
  await commit('0010-boots', 'boots are counted');
  await commit('0010-boots', 'twice');
});

test('the version before is the last one without the newest migration', async () => {
  expect(await findEarlierVersion(project)).toEqual({ commit: commits[1], migration: '0010-boots' });
});

test('a clone whose history is cut off before that says how to get it', async () => {
  const clone = emptyWorkFolder('project-cut-off');
  await run('git', ['clone', '--quiet', '--depth=1', `file://${project}`, clone]);
  expect(await findEarlierVersion(clone)).toEqual({
    missing: 'the history of this clone does not reach before 0010-boots; see `git fetch --unshallow`',
  });
});
