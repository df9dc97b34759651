import { PublishProblem, type Store } from '@netberth/publish';
import { FolderStore } from '@netberth/publish/node';
import { Failure } from '../failure.ts';
import type { Environment } from '../server/read-server-config.ts';

export type Place = {
  readonly store: Store;
  /** Where readers find it, without a `/` at the end; null: the place itself does not know. */
  readonly url: string | null;
};

export type PlaceChoice = {
  readonly to: string;
  readonly osCloud?: string | undefined;
  readonly osRegionName?: string | undefined;
};

/** Does something at the place that is meant. What fails there becomes a Failure that says what to do. */
export async function withPlace<Result>(
  { to }: PlaceChoice,
  _environment: Environment,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  try {
    const [, kind, rest = ''] = /^(dir:|s3:\/\/|swift:\/\/)(.+)$/.exec(to) ?? [];
    if (kind === 'dir:') return await work({ store: new FolderStore(rest), url: null });
    throw new Failure(
      `"${to}" is no place to publish to: it wants dir:PATH, s3://BUCKET/PREFIX or swift://CONTAINER/PREFIX`,
    );
  } catch (error) {
    if (error instanceof PublishProblem) throw new Failure(error.message, { cause: error });
    throw error;
  }
}
