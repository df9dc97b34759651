import { createHash } from 'node:crypto';
import { aptSources, distributions, rpmMirrors, type Moment } from '@netberth/live';
import { Failure } from '../failure.ts';
import { recipeFailure, type ReadRecipe } from './read-recipe.ts';

/** What the mirrors of a recipe have at this moment. */
export type MirrorState = {
  /** The date of the snapshot, else of the newest of their lists. */
  readonly moment: Moment;
  /** Another one when any list has changed. */
  readonly fingerprint: string;
};

const answerWithinMs = 60_000;

/** Asks the mirrors for the small files that stand for all their packages. @throws Failure */
export async function mirrorState(read: ReadRecipe, signal: AbortSignal): Promise<MirrorState> {
  const { system } = read.recipe;
  const isApt = distributions[system.distribution].installer === 'apt';
  const urls = isApt
    ? aptSources(read.recipe).map(({ mirror, suite }) => `${mirror}/dists/${suite}/InRelease`)
    : rpmMirrors(read.recipe).map(({ url }) => `${url}/repodata/repomd.xml`);
  const lists = await Promise.all(urls.map((url) => fetchList(url, read, signal)));
  const hash = createHash('sha256');
  for (const { text } of lists) hash.update(text);
  const dates = system.snapshot === undefined ? lists.map(dateOf) : [Date.parse(system.snapshot)];
  return {
    moment: { epochSeconds: Math.floor(Math.max(...dates) / 1000) },
    fingerprint: hash.digest('hex'),
  };
}

type List = { readonly url: string; readonly text: string; readonly lastModified: string | null };

async function fetchList(url: string, { recipe, problemAt }: ReadRecipe, signal: AbortSignal): Promise<List> {
  const { distribution, release } = recipe.system;
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    if (answer.ok)
      return { url, text: await answer.text(), lastModified: answer.headers.get('last-modified') };
    const message = `system.release: the mirror has no ${distribution} "${release}" (${url} answered ${answer.status})`;
    throw recipeFailure([problemAt(['system', 'release'], message)]);
  } catch (error) {
    if (error instanceof Failure || signal.aborted) throw error;
    throw new Failure(
      `Nothing was built: the mirror cannot be reached (${url}: ${whyOf(error)}). Name another with system.mirror.`,
      { cause: error },
    );
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** In milliseconds since 1970: `Date:` of InRelease, `<revision>` of repomd.xml, else when the server says that it changed. */
function dateOf({ url, text, lastModified }: List): number {
  const revision = /<revision>(\d{9,11})<\/revision>/.exec(text)?.[1];
  if (revision !== undefined) return Number(revision) * 1000;
  const date = Date.parse(/^Date: (.+)$/m.exec(text)?.[1] ?? lastModified ?? '');
  if (!Number.isNaN(date)) return date;
  throw new Failure(
    `Nothing was built: ${url} says no date. Say which moment is meant with system.snapshot.`,
  );
}
