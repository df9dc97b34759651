import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRefFault, gitUrlFault, PublishProblem } from '../../src/index.ts';
import { catalogueFilesOf, type FilesInCommit } from './read-tree.ts';
import { runGit, type GitOutcome, type GitRun } from './run-git.ts';
import type { Git } from './run-git.ts';

export type GitCatalogue = FilesInCommit & { readonly commit: string };

export type GitSource = { readonly url: string; readonly ref: string };

type Limits = Pick<GitRun, 'timeoutMs' | 'mostBytes' | 'largestFileBytes'>;

const mebibyte = 1024 * 1024;
const usualLimits: Limits = { timeoutMs: 120_000, mostBytes: 32 * mebibyte, largestFileBytes: 64 * mebibyte };

/**
 * The catalogue in one commit of a repository, as data: nothing is checked out, so no link is followed, and nothing of
 * it is run. Only that commit is fetched, without submodules and large files of LFS, at most 64 MiB of it.
 *
 * Throws PublishProblem for what is not there, is too large, or answers too late.
 */
export async function fetchCatalogue({ url, ref }: GitSource, limits = usualLimits): Promise<GitCatalogue> {
  const fault = gitUrlFault(url) ?? gitRefFault(ref);
  if (fault !== null) throw new PublishProblem(fault);
  const folder = await mkdtemp(join(tmpdir(), 'netberth-git-'));
  try {
    const git = gitIn(folder, { url, ref }, limits);
    await git(['init', '--quiet', '--bare', '.']);
    const only = ['--depth=1', '--no-tags', '--no-recurse-submodules', '--no-auto-maintenance'];
    await git(['-c', 'transfer.fsckObjects=true', 'fetch', '--quiet', ...only, '--', url, ref]);
    const commit = (await git(['rev-parse', 'FETCH_HEAD^{commit}'])).toString('utf8').trim();
    return { commit, ...(await catalogueFilesOf(git, commit)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function gitIn(folder: string, source: GitSource, limits: Limits): Git {
  return async (args, input) => {
    const run: GitRun = { folder, args, ...limits, ...(input === undefined ? {} : { input }) };
    const outcome = await runGit(run);
    if (outcome.kind === 'done') return outcome.output;
    throw new PublishProblem(explain(outcome, source, limits));
  };
}

type Failed = Extract<GitOutcome, { kind: 'failed' }>;

function explain({ why, said }: Failed, { url, ref }: GitSource, limits: Limits): string {
  switch (why) {
    case 'no-git':
      return 'There is no git on this host: install it (Debian: apt install git)';
    case 'too-late':
      return `${url} does not give "${ref}" within ${limits.timeoutMs / 1000} s`;
    case 'too-large':
      return `"${ref}" of ${url} is larger than ${limits.largestFileBytes / mebibyte} MiB: a catalogue is a few hundred KiB; keep large files out of that branch`;
    case 'git': {
      if (/couldn't find remote ref|not our ref|no such ref|unadvertised object/i.test(said))
        return `${url} has no "${ref}": name a branch, a tag, refs/pull/12/head, or a whole commit that it hands out`;
      const last = said.trim().split('\n').at(-1) ?? '';
      return `git cannot fetch "${ref}" of ${url}: ${last}`;
    }
  }
}
