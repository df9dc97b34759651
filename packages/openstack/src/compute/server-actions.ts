import { z } from 'zod';
import { parseAnswer } from '../session/parse-answer.ts';
import type { Answer } from '../session/call.ts';
import type { Session } from '../session/session.ts';

const service = 'compute';

/** Begins; when it is done is told by the status of the server. */
export async function stopServer(session: Session, id: string): Promise<void> {
  await act(session, id, { 'os-stop': null });
}

export async function startServer(session: Session, id: string): Promise<void> {
  await act(session, id, { 'os-start': null });
}

export async function rebootServer(session: Session, id: string): Promise<void> {
  await act(session, id, { reboot: { type: 'HARD' } });
}

/** Boots it from another image, with its own disk beside that, until `unrescueServer`. */
export async function rescueServer(session: Session, id: string, imageId: string): Promise<void> {
  await act(session, id, { rescue: { rescue_image_ref: imageId } });
}

export async function unrescueServer(session: Session, id: string): Promise<void> {
  await act(session, id, { unrescue: null });
}

/** Begins to make an image of its disk, and gives the id of that image. */
export async function snapshotServer(
  session: Session,
  id: string,
  name: string,
  metadata: Readonly<Record<string, string>> = {},
): Promise<string> {
  // From 2.45 on the answer has the id in its body; before, in a Location header.
  const answer = await act(session, id, { createImage: { name, metadata } }, { least: '2.45', most: '2.87' });
  return parseAnswer(z.object({ image_id: z.string() }), answer.json, service).image_id;
}

/** A URL at which a browser sees its screen. Throws OpenstackError where the cloud has no such console. */
export async function openConsole(session: Session, id: string): Promise<string> {
  const json = { remote_console: { protocol: 'vnc', type: 'novnc' } };
  const microversions = { least: '2.6', most: '2.87' };
  const path = `/servers/${id}/remote-consoles`;
  const answer = await session.call({ service, method: 'POST', path, json, microversions, mostAttempts: 1 });
  const schema = z.object({ remote_console: z.object({ url: z.string() }) });
  return parseAnswer(schema, answer.json, service).remote_console.url;
}

async function act(
  session: Session,
  id: string,
  json: unknown,
  microversions = { least: '2.1', most: '2.87' },
): Promise<Answer> {
  return session.call({ service, method: 'POST', path: `/servers/${id}/action`, json, microversions });
}
