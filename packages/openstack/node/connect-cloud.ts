import {
  chooseCloud,
  parseCloud,
  Session,
  type Cloud,
  type CloudChoice,
  type Environment,
  type Surroundings,
} from '@netberth/openstack';
import { nodeSurroundings } from './node-surroundings.ts';
import { openFetch } from './open-fetch.ts';
import { readCloudFiles } from './read-cloud-files.ts';

export type CloudConnection = { readonly session: Session; dispose(): Promise<void> };

/**
 * A session with the cloud that is meant: by `choice`, the environment, or because it is the only one. Nothing is sent
 * yet. Throws CloudProblem.
 *
 * ```ts
 * const { session } = await connectCloud({ cloud: 'mine', region: null }, process.env);
 * for (const image of await listImages(session)) console.log(image.name);
 * ```
 */
export async function connectCloud(choice: CloudChoice, environment: Environment): Promise<CloudConnection> {
  return openCloud(parseCloud(chooseCloud(await readCloudFiles(environment), environment, choice)));
}

/** A session with a cloud that is known already; after `endsAfterMs` each of its requests fails at once. */
export async function openCloud(
  cloud: Cloud,
  { endsAfterMs }: { readonly endsAfterMs?: number } = {},
): Promise<CloudConnection> {
  const opened = await openFetch(cloud.tls);
  const surroundings = nodeSurroundings(opened.fetch);
  if (endsAfterMs === undefined)
    return { session: new Session(cloud, surroundings), dispose: () => opened.dispose() };
  const end = new AbortController();
  const what = new Error(`no answer within ${Math.round(endsAfterMs / 1000)} seconds`);
  const timer = setTimeout(() => end.abort(what), endsAfterMs);
  return {
    session: new Session(cloud, endingWith(surroundings, end.signal)),
    dispose: async () => {
      clearTimeout(timer);
      await opened.dispose();
    },
  };
}

function endingWith({ fetch, pause, ...others }: Surroundings, end: AbortSignal): Surroundings {
  return {
    ...others,
    fetch: async (url, init) => fetch(url, { ...init, signal: AbortSignal.any([init.signal, end]) }),
    // There is nothing to wait for then: the next attempt fails, and is the last.
    pause: async (milliseconds, signal) => pause(end.aborted ? 0 : milliseconds, signal),
  };
}
