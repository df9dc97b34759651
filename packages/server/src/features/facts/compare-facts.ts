import type { DiskFacts, Facts, NicFacts } from '@netberth/api';
import { sizeText } from '../../platform/size-text.ts';

/** One thing that is not as it was. What is gone or less wants somebody to look. */
export type Difference = { readonly isLoss: boolean; readonly text: string };

/** In what `after` differs from `before`, a sentence each; links, speeds and names of the kernel come and go by themselves. */
export function compareFacts(before: Facts, after: Facts): readonly Difference[] {
  return [
    ...compareMemory(before.memoryBytes, after.memoryBytes),
    ...compareCount('CPU sockets', before.cpu.sockets, after.cpu.sockets),
    ...compareCount('CPU cores', before.cpu.cores, after.cpu.cores),
    ...compareText('CPU', before.cpu.model, after.cpu.model),
    ...compareText('vendor', before.system.vendor, after.system.vendor),
    ...compareText('product', before.system.product, after.system.product),
    ...compareText('serial number', before.system.serial, after.system.serial),
    ...compareText('firmware', firmwareText(before), firmwareText(after)),
    ...compareText('BMC address', before.bmc.address, after.bmc.address),
    ...compareParts('disk', before.disks, after.disks, keyOfDisk, diskText, compareDisk),
    ...compareParts('card', before.nics, after.nics, ({ mac }) => mac, nicText, compareNic),
    ...compareParts('PCI device', before.pci, after.pci, ({ address }) => address, pciText, comparePci),
  ];
}

function compareMemory(before: number | null, after: number | null): readonly Difference[] {
  if (before === null || after === null || before === after) return [];
  const isLoss = after < before;
  // Firmware and graphics take a little more or less from one version to the next.
  if (Math.abs(after - before) < before / 64) return [];
  return [{ isLoss, text: `memory was ${sizeText(before)} and is ${sizeText(after)}` }];
}

function compareCount(what: string, before: number | null, after: number | null): readonly Difference[] {
  if (before === null || after === null || before === after) return [];
  return [{ isLoss: after < before, text: `${what} were ${before} and are ${after}` }];
}

function compareText(what: string, before: string | null, after: string | null): readonly Difference[] {
  if (before === null || after === null || before === after) return [];
  return [{ isLoss: false, text: `${what} was ${before} and is ${after}` }];
}

function compareParts<Part>(
  what: string,
  before: readonly Part[],
  after: readonly Part[],
  keyOf: (part: Part) => string,
  textOf: (part: Part) => string,
  compare: (before: Part, after: Part) => readonly Difference[],
): readonly Difference[] {
  const left = [...after];
  const kept: Difference[] = [];
  const gone: Difference[] = [];
  for (const part of before) {
    const key = keyOf(part);
    const at = left.findIndex((other) => keyOf(other) === key);
    const [same] = at < 0 ? [] : left.splice(at, 1);
    if (same === undefined) gone.push({ isLoss: true, text: `${what} ${textOf(part)} is gone` });
    else kept.push(...compare(part, same));
  }
  return [
    ...gone,
    ...left.map((part) => ({ isLoss: false, text: `${what} ${textOf(part)} is new` })),
    ...kept,
  ];
}

/** Its own name in the world, else where it is plugged in, else what the kernel calls it. */
function keyOfDisk({ wwn, serial, model, path, name }: DiskFacts): string {
  return wwn || (serial && `${model ?? ''} ${serial}`) || path || name;
}

function compareDisk(before: DiskFacts, after: DiskFacts): readonly Difference[] {
  if (before.bytes === null || after.bytes === null || before.bytes === after.bytes) return [];
  const isLoss = after.bytes < before.bytes;
  return [
    {
      isLoss,
      text: `disk ${diskText(after)} had ${sizeText(before.bytes)} and has ${sizeText(after.bytes)}`,
    },
  ];
}

function compareNic(before: NicFacts, after: NicFacts): readonly Difference[] {
  const from = neighbourText(before);
  const to = neighbourText(after);
  if (from === null || to === null || from === to) return [];
  return [{ isLoss: false, text: `card ${nicText(after)} was at ${from} and is at ${to}` }];
}

function neighbourText({ lldp }: NicFacts): string | null {
  if (lldp === null) return null;
  const words = [lldp.systemName ?? lldp.chassisId, lldp.portId].filter(Boolean);
  return words.length === 0 ? null : words.join(' port ');
}

function comparePci(before: Facts['pci'][number], after: Facts['pci'][number]): readonly Difference[] {
  return compareText(`PCI device ${after.address}`, nameOfPci(before) || null, nameOfPci(after) || null);
}

function diskText({ name, model, serial, bytes }: DiskFacts): string {
  const words = [model, serial && `serial ${serial}`, bytes === null ? null : sizeText(bytes)];
  const known = words.filter(Boolean);
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}

function nicText({ name, mac }: NicFacts): string {
  return `${name} (${mac})`;
}

function pciText(device: Facts['pci'][number]): string {
  const name = nameOfPci(device);
  return name === '' ? device.address : `${device.address} (${name})`;
}

function nameOfPci({ vendor, device }: Facts['pci'][number]): string {
  return [vendor, device].filter(Boolean).join(' ');
}

function firmwareText({ firmware }: Facts): string | null {
  return [firmware.kind?.toUpperCase(), firmware.version].filter(Boolean).join(' ') || null;
}
