import type { Session } from '@netberth/openstack';
import type { MediumFirmware } from '@netberth/api';
import type { IssuedIsos } from './issued-isos.ts';
import type { Machines } from './machines.ts';
import type { Narrator } from './narrator.ts';

/** What the booting of servers uses: a cloud, a Netberth, and who is told. */
export type BootSite = {
  readonly session: Session;
  readonly machines: Machines;
  readonly isos: IssuedIsos;
  readonly firmware: readonly MediumFirmware[];
  readonly bootUrl: string;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  /** Null: leave the server running. */
  readonly followMinutes: number | null;
};
