import type { Machine } from '@netberth/api';
import type { Port } from '@netberth/openstack';
import { Failure } from '../../failure.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';
import type { MachineNetwork } from './machines.ts';

/** The machine here that a port is, with its MAC and its whole network. */
export async function makeMachine(
  site: BootSite,
  wish: BootWish,
  port: Port,
  network: MachineNetwork,
): Promise<Machine> {
  const { machines, session } = site;
  const known = await machines.withMac(port.mac);
  if (known !== null) return known;
  return machines.add({
    name: wish.name,
    mac: port.mac,
    network: wish.nat ? null : network,
    portId: port.id,
    cloud: session.cloud.name,
  });
}

/** `again`: it had failed, and the server must boot anew. */
export type Granted = {
  readonly machine: Machine;
  readonly kind: 'granted' | 'kept' | 'again' | 'installed';
};

/** What is wanted is granted, unless it is already, or is done. */
export async function makeGrant(
  { machines }: BootSite,
  wish: BootWish,
  machine: Machine,
  hasServer: boolean,
): Promise<Granted> {
  if (wish.goesTo === 'menu') return { machine, kind: 'kept' };
  if (machine.state === 'held')
    throw new Failure(
      `Machine ${machine.id} ("${wish.name}") is held: ${machine.stateReason ?? 'by a person'}.\nnetberth machine unhold ${machine.id} lets it go.`,
    );
  if (machine.state === 'finished' && hasServer && machine.grant === null)
    return { machine, kind: 'installed' };
  if (machine.grant !== null && machine.state !== 'failed') {
    const steps = machine.grant.steps.join(',');
    if (steps === wish.profiles.join(',')) return { machine, kind: 'kept' };
    throw new Failure(
      `Machine ${machine.id} ("${wish.name}") has a live grant of ${steps}, not of ${wish.profiles.join(',')}.\nnetberth machine revoke ${machine.id} takes it back.`,
    );
  }
  const granted = await machines.grant(machine.id, wish.profiles, wish.expires);
  return { machine: granted, kind: machine.state === 'failed' && hasServer ? 'again' : 'granted' };
}
