/** How the values of a fact are compared: `text` by a pattern, `number` (sizes in bytes) by order, `network` by containing. */
export type RuleFactKind = 'text' | 'number' | 'network';

export type RuleFact = { readonly kind: RuleFactKind; readonly summary: string; readonly example: string };

/**
 * What a rule can look at. A machine may have several values of one (its MACs), or none; where it has none, no condition
 * on it is met.
 */
export const ruleFacts: Readonly<Record<string, RuleFact>> = {
  vendor: { kind: 'text', summary: 'who made the machine', example: 'vendor=Dell*' },
  product: { kind: 'text', summary: 'the model', example: 'product=PowerEdge R6?5' },
  serial: { kind: 'text', summary: 'its serial number', example: 'serial=CZ3*' },
  asset: { kind: 'text', summary: 'its asset tag', example: 'asset=LAB-*' },
  uuid: { kind: 'text', summary: 'its SMBIOS UUID', example: 'uuid=4c4c4544-*' },
  mac: { kind: 'text', summary: 'one of its MACs', example: 'mac=52:54:00:*' },
  hostname: { kind: 'text', summary: 'its host name', example: 'hostname=web*' },
  platform: { kind: 'text', summary: '`efi` or `pcbios`', example: 'platform=efi' },
  arch: { kind: 'text', summary: 'the architecture, as iPXE says it', example: 'arch=x86_64' },
  cpu: { kind: 'text', summary: 'what the processor calls itself', example: 'cpu=*EPYC*' },
  memory: { kind: 'number', summary: 'how much memory it has', example: 'memory>=60GiB' },
  disks: { kind: 'number', summary: 'how many disks it has', example: 'disks>=2' },
  disk: { kind: 'number', summary: 'the size of one of its disks', example: 'disk>=900GB' },
  'disk.model': { kind: 'text', summary: 'the model of one of its disks', example: 'disk.model=*PM9A3*' },
  'disk.transport': { kind: 'text', summary: 'how a disk is attached', example: 'disk.transport=nvme' },
  sockets: { kind: 'number', summary: 'how many processors it has', example: 'sockets=2' },
  cores: { kind: 'number', summary: 'the cores of all of them', example: 'cores>=32' },
  threads: { kind: 'number', summary: 'the threads of all of them', example: 'threads>=64' },
  nics: { kind: 'number', summary: 'how many network cards it has', example: 'nics>=2' },
  'nic.speed': { kind: 'number', summary: 'the speed of a card, in Mbit/s', example: 'nic.speed>=25000' },
  'nic.driver': { kind: 'text', summary: 'the driver of a card', example: 'nic.driver=mlx5_core' },
  switch: { kind: 'text', summary: 'a switch that a card hears by LLDP', example: 'switch=tor-7*' },
  'switch.port': { kind: 'text', summary: 'the port of that switch', example: 'switch.port=Ethernet1/?' },
  firmware: { kind: 'text', summary: '`uefi` or `bios`, as discovered', example: 'firmware=uefi' },
  'firmware.version': { kind: 'text', summary: 'its version', example: 'firmware.version=2.1*' },
  bmc: { kind: 'text', summary: 'the address of its BMC', example: 'bmc=192.0.2.*' },
  pci: { kind: 'text', summary: 'vendor and device of something on its PCI bus', example: 'pci=*NVIDIA*' },
  subnet: {
    kind: 'network',
    summary: 'the network of the address that it asked from last',
    example: 'subnet=192.0.2.0/24',
  },
};

/** Facts that stand for a whole family: `label.rack`, `metadata.role`. */
export const ruleFactFamilies: Readonly<Record<string, RuleFact>> = {
  'label.': { kind: 'text', summary: 'a label of it', example: 'label.rack=7' },
  'metadata.': { kind: 'text', summary: 'a value of its metadata', example: 'metadata.role=db' },
};

/** @returns undefined when there is no such fact */
export function ruleFactOf(name: string): RuleFact | undefined {
  const family = Object.entries(ruleFactFamilies).find(
    ([prefix]) => name.startsWith(prefix) && name.length > prefix.length,
  );
  return family?.[1] ?? (Object.hasOwn(ruleFacts, name) ? ruleFacts[name] : undefined);
}
