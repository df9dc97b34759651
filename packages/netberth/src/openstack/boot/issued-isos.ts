import { buffer } from 'node:stream/consumers';
import { mediaIssue, mediaList, mediaRevoke, openstackMarks, type MediumFirmware } from '@netberth/api';
import type { WayText } from '@netberth/media';
import type { Image } from '@netberth/openstack';
import type { Connection } from '../../connect/connection.ts';
import { Failure } from '../../failure.ts';
import { openDownload } from '../../media/open-download.ts';
import { sendCommand } from '../../send-command.ts';
import { understood } from './machines.ts';

export type IsoOrder = {
  readonly machineId: number;
  readonly way: WayText;
  readonly firmware: readonly MediumFirmware[];
  readonly goesTo: 'bootstrap' | 'menu';
};

/** The ISO of a machine, with its key inside; the server knows it by its number. */
export type IssuedIso = {
  readonly medium: number;
  readonly content: { readonly sizeBytes: number; readonly open: () => AsyncIterable<Uint8Array> };
  readonly warnings: readonly string[];
};

/** The media that a Netberth makes for servers of a cloud. */
export class IssuedIsos {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A few megabytes, held in memory: an upload may have to begin anew. */
  async issue({ machineId, way, firmware, goesTo }: IsoOrder): Promise<IssuedIso> {
    const { ip, gateway, dns, mac, bootUrl } = way;
    const asked = {
      machine: String(machineId),
      ...{ ip, gateway, dns, firmware, format: 'iso', menu: goesTo === 'menu' },
      ...(mac === null ? {} : { mac }),
      ...(bootUrl === null ? {} : { bootUrl }),
    };
    const issued = understood(mediaIssue.output, await sendCommand(this.#connection, mediaIssue, asked));
    const bytes = await buffer(await openDownload(this.#connection, issued.path));
    return {
      medium: issued.id,
      content: { sizeBytes: bytes.length, open: () => once(bytes) },
      warnings: issued.warnings,
    };
  }

  /** Whether the ISO of an image is still one of this machine: its key would be refused otherwise. */
  async isLive(image: Image, machineId: number): Promise<boolean> {
    const id = mediumOf(image);
    if (id === null) return false;
    const { media } = understood(mediaList.output, await sendCommand(this.#connection, mediaList, {}));
    return media.some((medium) => medium.id === id && medium.machineId === machineId);
  }

  /** The key of an ISO ends with it. One that was revoked before, or went with its machine, is none any more. */
  async revokeOf(image: Image): Promise<void> {
    const id = mediumOf(image);
    if (id !== null) await this.revoke(id);
  }

  async revoke(id: number): Promise<void> {
    try {
      await sendCommand(this.#connection, mediaRevoke, { id });
    } catch (error) {
      if (!(error instanceof Failure) || !error.message.includes('NB3078')) throw error;
    }
  }
}

/** Null: no server has numbered it. */
function mediumOf({ properties }: Image): number | null {
  const id = Number(properties[openstackMarks.medium]);
  return Number.isInteger(id) && id > 0 ? id : null;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
