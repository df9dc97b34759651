/** How the values of a fact are compared: `text` by a pattern, `number` and `size` by order, `network` by containing. */
export type RuleFactKind = 'text' | 'number' | 'size' | 'network';

export type RuleFact = { readonly kind: RuleFactKind; readonly summary: string; readonly example: string };

/**
 * What a rule can look at. A machine may have several values of one (its MACs), or none; where it has none, no condition
 * on it is met.
 */
export const ruleFacts: Readonly<Record<string, RuleFact>> = {
  manufacturer: { kind: 'text', summary: 'who made the machine', example: 'manufacturer=Dell*' },
  product: { kind: 'text', summary: 'the model', example: 'product=PowerEdge R6?5' },
  serial: { kind: 'text', summary: 'its serial number', example: 'serial=CZ3*' },
  asset: { kind: 'text', summary: 'its asset tag', example: 'asset=LAB-*' },
  uuid: { kind: 'text', summary: 'its SMBIOS UUID', example: 'uuid=4c4c4544-*' },
  mac: { kind: 'text', summary: 'one of its MACs', example: 'mac=52:54:00:*' },
  hostname: { kind: 'text', summary: 'its host name', example: 'hostname=web*' },
  platform: { kind: 'text', summary: '`efi` or `pcbios`', example: 'platform=efi' },
  arch: { kind: 'text', summary: 'the architecture, as iPXE says it', example: 'arch=x86_64' },
  cpu: { kind: 'text', summary: 'what the processor calls itself', example: 'cpu=*EPYC*' },
  memory: { kind: 'size', summary: 'how much memory it has', example: 'memory>=60GiB' },
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
