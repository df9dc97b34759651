import type { MachineRecord } from '../machines/machine-record.ts';
import type { MediumText } from './medium-record.ts';

export type NetworkTexts = Pick<MediumText, 'ip' | 'gateway' | 'dns' | 'vlan' | 'mac'>;

/** What a medium says of the network that is known of a machine; null: nothing is known. */
export function networkTextOf(_: MachineRecord): NetworkTexts | null {
  return null;
}
