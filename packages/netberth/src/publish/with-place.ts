import { PublishProblem, SwiftStore, type Store } from '@netberth/publish';
import { FolderStore, openS3 } from '@netberth/publish/node';
import { Failure } from '../failure.ts';
import { withCloud } from '../openstack/with-cloud.ts';
import type { Environment } from '../server/read-server-config.ts';

export type Place = {
  readonly store: Store;
  /** Where readers find it, without a `/` at the end; null: the place itself does not know. */
  readonly url: string | null;
  /** What the person should know of it. */
  readonly notes: readonly string[];
};

export type PlaceChoice = {
  readonly to: string;
  readonly osCloud?: string | undefined;
  readonly osRegionName?: string | undefined;
};

type Work<Result> = (place: Place) => Promise<Result>;

/** Does something at the place that is meant. What fails there becomes a Failure that says what to do. */
export async function withPlace<Result>(
  choice: PlaceChoice,
  environment: Environment,
  work: Work<Result>,
): Promise<Result> {
  const [, kind, rest = ''] = /^(dir:|s3:\/\/|swift:\/\/)(.+)$/.exec(choice.to) ?? [];
  try {
    if (kind === 'dir:') return await work({ store: new FolderStore(rest), url: null, notes: [] });
    const [, first = '', prefix = ''] = /^([^/]+)\/*(.*?)\/*$/.exec(rest) ?? [];
    if (kind === 's3://') return await work({ ...(await openS3(first, prefix, environment)), notes: [] });
    if (kind === 'swift://') return await inSwift(choice, first, prefix, environment, work);
    throw new Failure(
      `"${choice.to}" is no place to publish to: it wants dir:PATH, s3://BUCKET/PREFIX or swift://CONTAINER/PREFIX`,
    );
  } catch (error) {
    if (error instanceof PublishProblem) throw new Failure(error.message, { cause: error });
    throw error;
  }
}

async function inSwift<Result>(
  choice: PlaceChoice,
  container: string,
  prefix: string,
  environment: Environment,
  work: Work<Result>,
): Promise<Result> {
  return withCloud(choice, environment, async (session) => {
    const store = new SwiftStore(session, container, prefix);
    const isClosed = (await store.isPublic()) === false;
    const notes = isClosed
      ? [
          `not everybody may read the container (swift post -r '.r:*' ${container}), so machines may not either`,
        ]
      : [];
    return work({ store, url: await store.url(), notes });
  });
}
