import { listPorts, OpenstackError, type Session } from '@netberth/openstack';
import { Failure } from '../../failure.ts';
import { isOurPort } from '../ours.ts';
import { bootIsos } from './end-install.ts';
import { findOurServer } from './make-server.ts';
import { volumesOf } from './make-volumes.ts';

/** What a person must know after a failure: what is there now, and both ways on. */
export async function whatExists(session: Session, name: string): Promise<string> {
  const found = await look(session, name);
  if (found === null) return `What exists of "${name}" cannot be told now. The same command again goes on.`;
  if (found.length === 0) return `Nothing of "${name}" is left in the cloud.`;
  return [
    `Of "${name}" there is now: ${found.join(', ')}.`,
    'The same command again goes on from there.',
    `To remove all of it: netberth openstack boot ${name} --cleanup`,
  ].join('\n');
}

/** Null: the cloud does not answer. */
async function look(session: Session, name: string): Promise<readonly string[] | null> {
  try {
    const [ports, images, volumes, server] = await Promise.all([
      listPorts(session, { name }),
      bootIsos(session, name),
      volumesOf(session, name),
      findOurServer(session, name),
    ]);
    return [
      ...ports.filter((port) => isOurPort(port, name)).map(({ id }) => `the port ${id}`),
      ...images.map(({ id }) => `the image ${id}`),
      ...volumes.map(({ id }) => `the volume ${id}`),
      ...(server === null ? [] : [`the server ${server.id} (${server.status})`]),
    ];
  } catch (error) {
    if (error instanceof OpenstackError || error instanceof Failure) return null;
    throw error;
  }
}
