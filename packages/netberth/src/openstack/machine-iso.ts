import { machineHistorySchema, machineShow, type MachineHistory } from '@netberth/api';
import { bootNetworkOf, parseMachineNetwork, type NetworkText, type StaticAddress } from '@netberth/network';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import { understood } from './boot/machines.ts';
import { settledBootUrl } from './boot/open-site.ts';
import { makeIso, openWorkshop, type Iso } from './iso-workshop.ts';
import type { openstackUpload } from './openstack-definitions.ts';
import { bootIsoName } from './ours.ts';

type Asked = z.output<typeof openstackUpload.input>;

/** The boot ISO of a machine that is known here: with its network, or the one that flags say. */
export async function machineIso(
  asked: Asked,
  reference: string,
  surroundings: Surroundings,
): Promise<{ readonly name: string; readonly content: Iso['content'] }> {
  const machine = await readMachine(reference, surroundings);
  const network = asked.ip.length > 0 ? networkOfFlags(asked, machine) : networkOfMachine(machine);
  const bootUrl = asked.bootUrl ?? (await settledBootUrl(surroundings));
  const workshop = await openWorkshop(surroundings.data, asked.firmware);
  const { content } = makeIso(workshop, { ...network, bootUrl }, 'bootstrap');
  return { name: bootIsoName(machine.hostname ?? `machine-${machine.id}`), content };
}

async function readMachine(reference: string, { flags, environment }: Surroundings): Promise<MachineHistory> {
  const connection = await connect(flags, environment, machineShow);
  try {
    const shown = await sendCommand(connection, machineShow, { machine: reference, boots: 0 });
    return understood(machineHistorySchema, shown);
  } finally {
    await connection.dispose();
  }
}

function networkOfFlags({ ip, gateway, dns }: Asked, { macs }: MachineHistory): NetworkText {
  return { ip, gateway, dns, vlan: null, mac: macs[0] ?? null };
}

function networkOfMachine({ id, network }: MachineHistory): NetworkText {
  const parsed = network === null ? null : parseMachineNetwork(network);
  if (parsed?.kind !== 'network')
    throw new Failure(
      `Nothing is known of the network of machine ${id}.\nGive it once: netberth machine set ${id} --address 192.0.2.10/24 --gateway 192.0.2.1; or here: --ip ADDRESS/PREFIX, or --ip dhcp`,
    );
  const { mac, vlan, ipv4, ipv6, dns } = bootNetworkOf(parsed.network);
  const ways = [ipv4, ipv6].filter((way) => way !== null);
  const statics = ways.filter((way): way is StaticAddress => way.kind === 'static');
  return {
    ip: ways.map((way) => (way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind)),
    gateway: statics.flatMap(({ gateway }) => gateway ?? []),
    dns,
    vlan: vlan === null ? null : String(vlan),
    mac,
  };
}
