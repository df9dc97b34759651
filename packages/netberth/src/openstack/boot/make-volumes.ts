import {
  awaitVolume,
  createVolume,
  deleteVolume,
  listVolumes,
  makeBootable,
  OpenstackError,
  type Image,
  type NewVolume,
  type Session,
  type Volume,
} from '@netberth/openstack';
import { Failure } from '../../failure.ts';
import { kindProperty, nameProperty } from '../ours.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';

type Place = Pick<BootSite, 'session' | 'signal'>;
/** The disk that is installed to, and the ISO as a CD. */
type VolumeKind = 'disk' | 'cd';
export type ServerVolumes = { readonly disk: Volume | null; readonly cd: Volume | null };

const madeWithinMs = 20 * 60_000;
const freeWithinMs = 10 * 60_000;
const gibibyte = 2 ** 30;

/** Before anything is made. Throws a Failure where volumes are wanted and the cloud has none. */
export async function demandVolumes(session: Session, { name, volumeGib }: BootWish): Promise<void> {
  if (volumeGib === null || (await session.offers('block-storage'))) return;
  throw new Failure(
    `The cloud "${session.cloud.name}" has no volumes (Cinder), and "${name}" is to have one of ${volumeGib} GiB: leave --volume out to install to the disk of its flavor.`,
  );
}

/** The volumes that a server is made with: those that are there, or new ones. */
export async function makeVolumes(place: BootSite, wish: BootWish, iso: Image): Promise<ServerVolumes> {
  const { name, way, volumeGib } = wish;
  if (volumeGib === null) return { disk: null, cd: null };
  const there = await volumesOf(place.session, name);
  const disk = there.find((each) => hasKind(each, 'disk')) ?? (await make(place, wish, 'disk', volumeGib));
  if (disk.sizeGib !== volumeGib)
    throw new Failure(
      `The volume of "${name}" is there already, with ${disk.sizeGib} GiB and not ${volumeGib}.\nGo on with --volume ${disk.sizeGib}, or remove it first: netberth openstack boot ${name} --cleanup`,
    );
  if (way !== 'volume') return { disk, cd: null };
  return { disk, cd: await makeCd(place, wish, iso, there) };
}

/** A CD of an ISO that is no longer the one is none. */
async function makeCd(
  place: BootSite,
  wish: BootWish,
  iso: Image,
  there: readonly Volume[],
): Promise<Volume> {
  const cds = there.filter((each) => hasKind(each, 'cd'));
  for (const { id, imageId } of cds) if (imageId !== iso.id) await deleteVolume(place.session, id);
  const sizeGib = Math.max(1, Math.ceil((iso.sizeBytes ?? 0) / gibibyte));
  return cds.find(({ imageId }) => imageId === iso.id) ?? make(place, wish, 'cd', sizeGib, iso.id);
}

async function make(
  { session, signal, narrator }: BootSite,
  { name }: BootWish,
  kind: VolumeKind,
  sizeGib: number,
  imageId: string | null = null,
): Promise<Volume> {
  const wanted: NewVolume = {
    name: `netberth-${name}-${kind}`,
    sizeGib,
    imageId,
    metadata: { [kindProperty]: kind, [nameProperty]: name },
  };
  const { id } = await createVolume(session, wanted);
  narrator.tell(name, `${kind === 'cd' ? 'its ISO becomes' : 'is to have'} the volume ${id}, ${sizeGib} GiB`);
  const volume = await free({ session, signal }, id, madeWithinMs);
  if (imageId === null) await makeBootable(session, id);
  return volume;
}

/** Those of a server that we made, whether it has them now or not; none where the cloud has no volumes. */
export async function volumesOf(session: Session, name: string): Promise<Volume[]> {
  if (!(await session.offers('block-storage'))) return [];
  const all = await listVolumes(session);
  return all.filter(
    ({ metadata }) => metadata[kindProperty] !== undefined && metadata[nameProperty] === name,
  );
}

/** As soon as no server has it. Gives why the cloud keeps it, as it does while an image is a snapshot of it; else null. */
export async function removeVolume(place: Place, id: string): Promise<string | null> {
  await free(place, id, freeWithinMs);
  try {
    await deleteVolume(place.session, id);
    return null;
  } catch (error) {
    if (error instanceof OpenstackError && error.facts.kind === 'refused') return error.message;
    throw error;
  }
}

/** Waits until a volume is made and no server has it. */
async function free({ session, signal }: Place, id: string, timeoutMs: number): Promise<Volume> {
  const awaited = await awaitVolume(session, id, { timeoutMs, pauseMs: 500, signal });
  switch (awaited.kind) {
    case 'available':
      return awaited.volume;
    case 'failed':
      throw new Failure(
        `The cloud could not make the volume ${id}: it is in ${awaited.volume.status}. Who runs the cloud finds why in the log of Cinder.`,
      );
    case 'gone':
      throw new Failure(`The volume ${id} was removed by somebody else.`);
    case 'too-long':
      throw new Failure(
        `The volume ${id} is not available after ${timeoutMs / 60_000} minutes: look at \`openstack volume show ${id}\`.`,
      );
  }
}

export function hasKind({ metadata }: Volume, kind: VolumeKind): boolean {
  return metadata[kindProperty] === kind;
}
