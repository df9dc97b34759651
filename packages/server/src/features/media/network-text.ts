import type { MachineRecord, Metadata } from '../machines/machine-record.ts';
import type { MediumText } from './medium-record.ts';

export type NetworkTexts = Pick<MediumText, 'ip' | 'gateway' | 'dns' | 'vlan'>;

/** What a medium says of the network that is known of a machine; null: not enough is known for an address. */
export function networkTextOf({ address, metadata }: MachineRecord): NetworkTexts | null {
  const [width] = wordsOf(metadata, 'prefix').concat(wordsOf(metadata, 'netmask'));
  if (address === null || width === undefined) return null;
  const [vlan] = wordsOf(metadata, 'vlan');
  return {
    ip: [`${address}/${width}`],
    gateway: wordsOf(metadata, 'gateway'),
    dns: wordsOf(metadata, 'dns'),
    ...(vlan === undefined ? {} : { vlan }),
  };
}

/** `["192.0.2.3", "192.0.2.4"]`, `192.0.2.3,192.0.2.4`, `24` */
function wordsOf(metadata: Metadata, name: string): string[] {
  const value = metadata[name];
  const items = Array.isArray(value) ? value : [value];
  return items
    .flatMap((item) =>
      typeof item === 'string' || typeof item === 'number' ? `${item}`.split(/[\s,]+/) : [],
    )
    .filter((item) => item !== '');
}
