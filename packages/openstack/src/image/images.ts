import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import { rowsOf } from '../session/rows-of.ts';
import type { Session } from '../session/session.ts';
import { imageSchema, type Image } from './image.ts';

const service = 'image';

export type ImageFilter = {
  readonly name?: string;
  readonly tag?: string;
  readonly status?: string;
  readonly owner?: string;
  readonly sizeBytes?: number;
};

export async function listImages(session: Session, filter: ImageFilter = {}): Promise<Image[]> {
  const size = filter.sizeBytes === undefined ? undefined : String(filter.sizeBytes);
  const { name, tag, status, owner } = filter;
  const query = { name, tag, status, owner, size_min: size, size_max: size, limit: '200' };
  return rowsOf(session, { service, method: 'GET', path: '/images', query }, 'images', imageSchema);
}

/** Null: there is no image of this id, or we may not see it. */
export async function findImage(session: Session, id: string): Promise<Image | null> {
  try {
    const { json } = await session.call({
      service,
      method: 'GET',
      path: `/images/${encodeURIComponent(id)}`,
    });
    return parseAnswer(imageSchema, json, service);
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}

export type NewImage = {
  readonly name: string;
  /** `iso`, `raw`, `qcow2`. */
  readonly diskFormat: string;
  readonly minDiskGib?: number;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
};

/** An image without content yet: `queued`. */
export async function createImage(session: Session, image: NewImage): Promise<Image> {
  const json = {
    ...image.properties,
    name: image.name,
    disk_format: image.diskFormat,
    container_format: 'bare',
    visibility: 'private',
    min_disk: image.minDiskGib ?? 0,
    tags: image.tags ?? [],
  };
  const answer = await session.call({ service, method: 'POST', path: '/images', json });
  return parseAnswer(imageSchema, answer.json, service);
}

/**
 * Has Glance fetch the content of a queued image itself (`web-download`), from a URL that it can reach. That has only
 * begun then: the image becomes `importing`, and `active`, or `queued` again when nothing came of it.
 */
export async function importImage(session: Session, id: string, url: string): Promise<void> {
  const json = { method: { name: 'web-download', uri: url } };
  await session.call({ service, method: 'POST', path: `/images/${id}/import`, json });
}

/** Adds or replaces properties, and a name. */
export async function updateImage(
  session: Session,
  image: Image,
  changes: Readonly<Record<string, string | number>>,
): Promise<Image> {
  const own = ['name', 'min_disk', 'min_ram'];
  const json = Object.entries(changes).map(([name, value]) => ({
    op: own.includes(name) || name in image.properties ? 'replace' : 'add',
    path: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    value,
  }));
  const headers = { 'content-type': 'application/openstack-images-v2.1-json-patch' };
  const answer = await session.call({ service, method: 'PATCH', path: `/images/${image.id}`, json, headers });
  return parseAnswer(imageSchema, answer.json, service);
}

export async function tagImage(session: Session, id: string, tag: string): Promise<void> {
  await session.call({ service, method: 'PUT', path: `/images/${id}/tags/${encodeURIComponent(tag)}` });
}

/** False: it was gone already. */
export async function deleteImage(session: Session, id: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: `/images/${id}`, retriesConflict: true });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

/** Lets another project use it, once that project accepts; makes a private image a shared one. */
export async function shareImage(session: Session, image: Image, projectId: string): Promise<void> {
  if (image.visibility === 'private') {
    const json = [{ op: 'replace', path: '/visibility', value: 'shared' }];
    const headers = { 'content-type': 'application/openstack-images-v2.1-json-patch' };
    await session.call({ service, method: 'PATCH', path: `/images/${image.id}`, json, headers });
  }
  try {
    await session.call({
      service,
      method: 'POST',
      path: `/images/${image.id}/members`,
      json: { member: projectId },
    });
  } catch (error) {
    // It is a member already.
    if (!isKind(error, 'conflict')) throw error;
  }
}

/** Its content, while it comes. */
export async function downloadImage(session: Session, id: string): Promise<AsyncIterable<Uint8Array>> {
  const answer = await session.open({
    service,
    method: 'GET',
    path: `/images/${id}/file`,
    headers: { accept: 'application/octet-stream' },
    timeoutMs: 24 * 3_600_000,
  });
  return answer.body;
}
