import { chooseCloud, parseCloud, Session, type CloudChoice, type Environment } from '@netberth/openstack';
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
  const cloud = parseCloud(chooseCloud(await readCloudFiles(environment), environment, choice));
  const opened = await openFetch(cloud.tls);
  return { session: new Session(cloud, nodeSurroundings(opened.fetch)), dispose: () => opened.dispose() };
}
