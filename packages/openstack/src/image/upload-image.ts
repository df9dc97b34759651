import { OpenstackError } from '../session/openstack-error.ts';
import type { Content } from '../session/call.ts';
import type { Session } from '../session/session.ts';
import type { Hash } from '../session/surroundings.ts';
import { waitUntil } from '../session/wait-until.ts';
import type { Image } from './image.ts';
import { createImage, deleteImage, findImage, listImages, type NewImage } from './images.ts';

export type Upload = {
  readonly image: NewImage;
  readonly content: Omit<Content, 'type'>;
  /** Told after each piece: how many bytes have been sent of this attempt. */
  readonly onProgress?: (sentBytes: number) => void;
  /** Told before it begins anew, with what went wrong. */
  readonly onAgain?: (error: OpenstackError) => void;
  readonly mostAttempts?: number;
  readonly signal?: AbortSignal;
};

/** `found`: the same content, of the same format, is there already, and nothing was sent. */
export type Uploaded = { readonly kind: 'uploaded' | 'found'; readonly image: Image };

const dayMs = 24 * 3_600_000;
const firstPauseMs = 2000;

/**
 * Brings a content to Glance and verifies its checksum there. Content that we own already, in the same format, is not
 * sent again. Where the service fails in the middle it begins anew, and removes what was left.
 *
 * Throws OpenstackError; then no image is left behind that can be reached.
 */
export async function uploadImage(session: Session, upload: Upload): Promise<Uploaded> {
  const found = await findSame(session, upload);
  if (found !== null) return { kind: 'found', image: found };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { kind: 'uploaded', image: await sendOnce(session, upload) };
    } catch (error) {
      const isPassing =
        error instanceof OpenstackError && ['unreachable', 'broken'].includes(error.facts.kind);
      if (!isPassing || attempt >= (upload.mostAttempts ?? 6)) throw error;
      upload.onAgain?.(error);
      await session.surroundings.pause(firstPauseMs * 2 ** (attempt - 1), upload.signal);
    }
  }
}

async function sendOnce(session: Session, upload: Upload): Promise<Image> {
  const { content, signal } = upload;
  const image = await createImage(session, upload.image);
  const sent = { hash: session.surroundings.hash('sha512') };
  try {
    await session.call({
      service: 'image',
      method: 'PUT',
      path: `/images/${image.id}/file`,
      content: {
        type: 'application/octet-stream',
        sizeBytes: content.sizeBytes,
        open: () =>
          watched(content.open(), (sent.hash = session.surroundings.hash('sha512')), upload.onProgress),
      },
      timeoutMs: dayMs,
      // A half-written image takes no second body: it is removed, and another one made.
      mostAttempts: 1,
      ...(signal === undefined ? {} : { signal }),
    });
    return await verified(session, image.id, { content, sha512: sent.hash.hex() });
  } catch (error) {
    await removeHalf(session, image.id);
    throw error;
  }
}

async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  hash: Hash,
  onProgress: Upload['onProgress'],
): AsyncGenerator<Uint8Array> {
  let sentBytes = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
    sentBytes += chunk.byteLength;
    onProgress?.(sentBytes);
  }
}

type Sent = { readonly content: Upload['content']; readonly sha512: string };

async function verified(session: Session, id: string, sent: Sent): Promise<Image> {
  const image = await waitUntil(session, async () => settled(await findImage(session, id)), {
    timeoutMs: 10 * 60_000,
    pauseMs: 1000,
  });
  if (image === null) throw damaged(`the image ${id} does not become active`);
  if (image.sizeBytes !== sent.content.sizeBytes)
    throw damaged(`the image ${id} has ${image.sizeBytes} bytes; ${sent.content.sizeBytes} were sent`);
  const isSame = await hasContent(session, image, sent);
  if (!isSame) throw damaged(`the checksum of the image ${id} is not that of what was sent`);
  return image;
}

function settled(image: Image | null): Image | null {
  return image === null || ['active', 'killed'].includes(image.status) ? image : null;
}

function damaged(what: string): OpenstackError {
  return new OpenstackError(`The upload cannot be trusted: ${what}`, {
    kind: 'broken',
    service: 'image',
    status: null,
    requestId: null,
    type: null,
  });
}

/** Whether Glance's checksum is that of the content. Which algorithm it takes is its own business. */
async function hasContent(session: Session, image: Image, sent: Sent): Promise<boolean> {
  const { algorithm, value } = image.hash ?? { algorithm: 'md5', value: image.md5 };
  if (algorithm === 'sha512') return value === sent.sha512;
  return value === (await hashOf(session, sent.content, algorithm));
}

async function hashOf(session: Session, content: Upload['content'], algorithm: string): Promise<string> {
  const hash = session.surroundings.hash(algorithm);
  for await (const chunk of content.open()) hash.update(chunk);
  return hash.hex();
}

/** Our content is only read through when an image of its very size is there. */
async function findSame(session: Session, { image, content }: Upload): Promise<Image | null> {
  const owner = (await session.token()).project?.id;
  const same = await listImages(session, {
    status: 'active',
    sizeBytes: content.sizeBytes,
    ...(owner === undefined ? {} : { owner }),
  });
  const candidates = same.filter(
    (each) =>
      each.diskFormat === image.diskFormat &&
      Object.entries(image.properties ?? {}).every(([name, value]) => each.properties[name] === value),
  );
  if (candidates.length === 0) return null;
  const sha512 = await hashOf(session, content, 'sha512');
  for (const candidate of candidates)
    if (await hasContent(session, candidate, { content, sha512 })) return candidate;
  return null;
}

/** Best effort: why the upload failed is what must be told. */
async function removeHalf(session: Session, id: string): Promise<void> {
  try {
    await deleteImage(session, id);
  } catch (error) {
    if (!(error instanceof OpenstackError)) throw error;
  }
}
