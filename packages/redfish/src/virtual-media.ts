import { z } from 'zod';
import { isKind, RedfishError } from './redfish-error.ts';
import { collectionSchema, driveSchema, managerSchema, type Drive, type System } from './resources.ts';
import type { RedfishService } from './service.ts';

/** The virtual CD drive of a system: below it (since 2021), or below one of its managers. @throws RedfishError */
export async function findDrive(service: RedfishService, system: System): Promise<Drive> {
  for (const place of await drivePlaces(service, system)) {
    const { Members } = await service.get(place, collectionSchema);
    for (const member of Members) {
      const drive = await service.get(member['@odata.id'], driveSchema);
      if ((drive.MediaTypes ?? []).some((type) => type === 'CD' || type === 'DVD')) return drive;
    }
  }
  throw new RedfishError(`system ${system.Id} has no virtual CD drive (it may want a licence)`, {
    kind: 'unsupported',
  });
}

async function drivePlaces(service: RedfishService, system: System): Promise<readonly string[]> {
  const own = system.VirtualMedia?.['@odata.id'];
  if (own !== undefined) return [own];
  const places: string[] = [];
  for (const manager of system.Links?.ManagedBy ?? []) {
    const { VirtualMedia } = await service.get(manager['@odata.id'], managerSchema);
    if (VirtualMedia !== undefined) places.push(VirtualMedia['@odata.id']);
  }
  return places;
}

/** What is in the drive; null: nothing. */
export function imageIn(service: RedfishService, { Image, Inserted, ConnectedVia }: Drive): string | null {
  if (service.quirks.staleImage && ConnectedVia === 'NotConnected') return null;
  return Inserted === false || !Image ? null : Image;
}

/** Puts the image behind a URL into the drive, in place of what is there. @throws RedfishError */
export async function insertMedium(service: RedfishService, system: System, url: string): Promise<void> {
  const drive = await findDrive(service, system);
  if (imageIn(service, drive) !== null) await eject(service, drive);
  const oem = oemAction(drive, 'InsertVirtualMedia');
  const path = drive.Actions?.['#VirtualMedia.InsertMedia']?.target;
  const { insertFields } = service.quirks;
  if (path !== undefined) {
    await insertBy(service, path, { Image: url, ...insertFields });
    return;
  }
  // iLO 4: anything but the image is refused as unknown.
  if (oem !== null) await service.change({ method: 'POST', path: oem, json: { Image: url } });
  else
    await service.change({ method: 'PATCH', path: drive['@odata.id'], json: { Image: url, Inserted: true } });
}

/** All but `Image` may be left out, says the schema; some services want the others all the same, and say which. */
async function insertBy(
  service: RedfishService,
  path: string,
  json: Record<string, string | boolean>,
): Promise<void> {
  try {
    await service.change({ method: 'POST', path, json });
  } catch (error) {
    const isIncomplete =
      isKind(error, 'refused') &&
      /\.(ActionParameterMissing|PropertyMissing)$/.test(error.facts.messageId ?? '');
    if (!isIncomplete) throw error;
    const protocol = String(json['Image']).startsWith('https:') ? 'HTTPS' : 'HTTP';
    const all = {
      Inserted: true,
      WriteProtected: true,
      TransferProtocolType: protocol,
      TransferMethod: 'Stream',
    };
    await service.change({ method: 'POST', path, json: { ...all, ...json } });
  }
}

/** Empties the drive; one that is empty stays so. @throws RedfishError */
export async function ejectMedium(service: RedfishService, system: System): Promise<void> {
  const drive = await findDrive(service, system);
  if (imageIn(service, drive) !== null) await eject(service, drive);
}

async function eject(service: RedfishService, drive: Drive): Promise<void> {
  const path = drive.Actions?.['#VirtualMedia.EjectMedia']?.target ?? oemAction(drive, 'EjectVirtualMedia');
  if (path !== null) await service.change({ method: 'POST', path, json: {} });
  else
    await service.change({
      method: 'PATCH',
      path: drive['@odata.id'],
      json: { Image: null, Inserted: false },
    });
}

const oemActions = z.record(z.string(), z.looseObject({ target: z.string() }));

/** `Oem.Hp.Actions["#HpiLOVirtualMedia.InsertVirtualMedia"]` of iLO 4, `Oem.Hpe…` of early iLO 5. */
function oemAction({ Oem }: Drive, name: string): string | null {
  for (const vendor of Object.values(Oem ?? {})) {
    const parsed = z.looseObject({ Actions: oemActions }).safeParse(vendor);
    const found = parsed.success
      ? Object.entries(parsed.data.Actions).find(([key]) => key.endsWith(`.${name}`))
      : undefined;
    if (found !== undefined) return found[1].target;
  }
  return null;
}
