import type { mediaIssue, MediumFirmware, MediumFormat } from '@netberth/api';
import { wordsOf } from '../format/words-of.ts';
import type { InputTo } from '../server/ask.ts';

/** What stands in the fields of the form; text as it was typed. */
export type MediumFields = {
  readonly machine: string;
  readonly way: 'dhcp' | 'static';
  readonly ip: string;
  readonly gateway: string;
  readonly dns: string;
  readonly vlan: string;
  readonly mac: string;
  readonly bootUrl: string;
  readonly firmware: readonly MediumFirmware[];
  readonly format: MediumFormat;
  readonly menu: boolean;
};

export const noMediumFields: MediumFields = {
  ...{ machine: '', way: 'dhcp', ip: '', gateway: '', dns: '', vlan: '', mac: '', bootUrl: '' },
  ...{ firmware: ['bios', 'uefi'], format: 'iso', menu: false },
};

/** What is left empty is not sent: the server has its own way for it. */
export function mediumOrder(fields: MediumFields): InputTo<typeof mediaIssue> {
  const { machine, way, ip, gateway, dns, vlan, mac, bootUrl, firmware, format, menu } = fields;
  return {
    machine,
    ...(way === 'static' && { ip: wordsOf(ip), gateway: wordsOf(gateway), dns: wordsOf(dns) }),
    ...(vlan !== '' && { vlan }),
    ...(mac !== '' && { mac }),
    ...(bootUrl !== '' && { bootUrl }),
    ...{ firmware: [...firmware], format, menu },
  };
}
