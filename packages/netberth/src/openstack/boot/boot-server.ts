import { openConsole, OpenstackError, rebootServer, type Session } from '@netberth/openstack';
import type { WayText } from '@netberth/media';
import type { Booted } from './booted.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';
import { endInstall } from './end-install.ts';
import { followInstall } from './follow-install.ts';
import { makeBlankDisk, makeBootIso } from './make-images.ts';
import { makeGrant, makeMachine } from './make-machine.ts';
import { makePort } from './make-port.ts';
import { findFlavor, findOurServer, makeServer, startFromIso, type ServerParts } from './make-server.ts';
import { demandVolumes, makeVolumes } from './make-volumes.ts';
import type { MachineNetwork } from './machines.ts';
import { portWay, usualMtu } from './port-way.ts';

/**
 * One server, from nothing to its own disk: port -> machine -> ISO -> server -> installed. What is there already is
 * used, so the same again goes on where it stopped.
 */
export async function bootServer(site: BootSite, wish: BootWish): Promise<Booted> {
  const { session, narrator } = site;
  const tell = (what: string) => narrator.tell(wish.name, what);
  await demandVolumes(session, wish);
  const flavor = await findFlavor(session, wish.flavor);
  const before = await findOurServer(session, wish.name);

  const { port, network, subnets, isNew } = await makePort(session, wish);
  const addresses = port.addresses.map(({ ip }) => ip);
  tell(`${isNew ? 'made' : 'has'} its port ${port.mac}, ${addresses.join(', ')}`);
  const way = portWay(port, network, subnets, { dns: wish.dns, bootUrl: site.bootUrl });
  for (const warning of way.warnings) tell(warning);

  const machine = await makeMachine(site, wish, port, machineNetwork(way.way, port.mac, network.mtu));
  const granted = await makeGrant(site, wish, machine, before !== null);
  tell(`is machine ${machine.id}${granted.kind === 'granted' ? `, granted ${wish.profiles.join(',')}` : ''}`);
  const known = { name: wish.name, machine: machine.id, port: port.id, mac: port.mac, addresses };
  const warnings = [...way.warnings];
  const cloud = session.cloud.name;

  if (granted.kind === 'installed' && before !== null) {
    tell('is installed already');
    const server = await endInstall(site, wish.name, before.id);
    const ended = { image: null, console: null, warnings, cloud };
    return {
      ...known,
      ...ended,
      state: 'installed',
      machineState: 'finished',
      server: server.id,
      serverStatus: server.status,
    };
  }

  const iso = await makeBootIso(site, wish, way, machine.id);
  tell(`${iso.isNew ? 'has a new' : 'has its'} ISO in the image ${iso.image.id}`);
  const serverId =
    before?.id ?? (await buildServer(site, wish, { machineId: machine.id, port, flavor, iso: iso.image }));
  tell(`${before === null ? 'is being made' : 'is there already'} as the server ${serverId}`);
  narrator.at(wish.name, { what: 'the cloud builds it', percent: null });
  const started = await startFromIso(site, wish, serverId, iso.image);
  if (granted.kind === 'again') await rebootServer(session, serverId);
  const consoleUrl = await consoleOf(session, serverId);
  tell(`boots from its ISO${consoleUrl === null ? '' : `; its screen: ${consoleUrl}`}`);
  const made = {
    ...known,
    server: serverId,
    console: consoleUrl,
    warnings: [...warnings, ...iso.warnings],
    cloud,
  };

  if (site.followMinutes === null || wish.goesTo === 'menu')
    return {
      ...made,
      state: 'running',
      machineState: granted.machine.state,
      serverStatus: started.status,
      image: iso.image.id,
    };
  await followInstall(site, wish.name, machine.id);
  tell('has finished; booting its own disk');
  narrator.at(wish.name, { what: 'boots its own disk', percent: null });
  const ended = await endInstall(site, wish.name, serverId);
  tell('is installed');
  return { ...made, state: 'installed', machineState: 'finished', serverStatus: ended.status, image: null };
}

async function buildServer(
  site: BootSite,
  wish: BootWish,
  parts: Pick<ServerParts, 'machineId' | 'port' | 'flavor' | 'iso'>,
): Promise<string> {
  const blank = wish.way === 'rescue' ? await makeBlankDisk(site) : null;
  const volumes = await makeVolumes(site, wish, parts.iso);
  return makeServer(site, wish, { ...parts, blank, volumes });
}

function machineNetwork({ ip, gateway, dns }: WayText, mac: string, mtu: number | null): MachineNetwork {
  return { interfaces: [{ mac, addresses: ip, gateways: gateway, mtu: mtu === usualMtu ? null : mtu }], dns };
}

/** Not every cloud has consoles, and none is needed. */
async function consoleOf(session: Session, id: string): Promise<string | null> {
  try {
    return await openConsole(session, id);
  } catch (error) {
    if (error instanceof OpenstackError) return null;
    throw error;
  }
}
