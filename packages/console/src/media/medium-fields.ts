import type { mediaIssue, MediumFirmware, MediumFormat } from '@netberth/api';
import { wordsOf } from '../format/words-of.ts';
import type { InputTo } from '../server/ask.ts';

export const mediumWays = ['known', 'dhcp', 'static'] as const;
export type MediumWay = (typeof mediumWays)[number];

/** What stands in the fields of the form; text as it was typed. */
export type MediumFields = {
  readonly machine: string;
  /** `known`: as the machine's record says it. */
  readonly way: MediumWay;
  readonly ip: string;
  readonly gateway: string;
  readonly dns: string;
  readonly vlan: string;
  readonly mac: string;
  readonly bootUrl: string;
  readonly firmware: readonly MediumFirmware[];
  readonly format: MediumFormat;
  readonly menu: boolean;
  /** Other media of the machine end. */
  readonly replace: boolean;
};

export const noMediumFields: MediumFields = {
  ...{ machine: '', way: 'known', ip: '', gateway: '', dns: '', vlan: '', mac: '', bootUrl: '' },
  ...{ firmware: ['bios', 'uefi'], format: 'iso', menu: false, replace: false },
};

/** What is left empty is not sent: the server has its own way for it. */
export function mediumOrder(fields: MediumFields): InputTo<typeof mediaIssue> {
  const { machine, way, ip, gateway, dns, vlan, mac, bootUrl, firmware, format, menu, replace } = fields;
  const isKnown = way === 'known';
  return {
    machine,
    ...(way === 'dhcp' && { ip: ['dhcp'] }),
    ...(way === 'static' && { ip: wordsOf(ip), gateway: wordsOf(gateway), dns: wordsOf(dns) }),
    ...(!isKnown && vlan !== '' && { vlan }),
    ...(!isKnown && mac !== '' && { mac }),
    ...(bootUrl !== '' && { bootUrl }),
    ...{ firmware: [...firmware], format, menu, replace },
  };
}
