import type { DiskFacts, Facts, machineFacts, MachineHistory, NicFacts } from '@netberth/api';
import type { z } from 'zod';
import { countText, sizeText } from './measure-text.ts';
import { bad, good, quiet, strong, type Word } from './painted.ts';
import { details, table } from './table.ts';
import { exactTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

type Shown = z.output<typeof machineFacts.output>;

export function machineFactsText({ machineId, hostname, newest, history }: Shown, view: View): string {
  const line = lineWith(view.paint);
  const name = hostname ?? `Machine ${machineId}`;
  if (newest === null)
    return (
      line`${strong(name)}: nothing was ever found.\nNext: netberth machine grant ${machineId} discover` +
      line`\nWhere that image comes from: netberth help live build\n`
    );
  const parts = [
    line`${strong(name)} as it was on ${exactTime(newest.seenAt)}` + '\n',
    factsText(newest.facts, view),
    ...(view.input['history'] === true ? [historyText(history, view)] : []),
  ];
  return parts.filter((text) => text !== '').join('\n');
}

/** One line of it, and where the rest is. */
export function madeOfText({ id, facts: report }: MachineHistory): string | null {
  if (report === null) return null;
  const { cpu, memoryBytes, disks, nics } = report.facts;
  const parts = [
    cpu.cores === null ? null : countText(cpu.cores, 'core'),
    memoryBytes === null ? null : sizeText(memoryBytes),
    countText(disks.length, 'disk'),
    countText(nics.length, 'card'),
  ].filter((text) => text !== null);
  return `${parts.join(', ')}; all of it: netberth machine facts ${id}`;
}

function factsText(facts: Facts, { paint }: View): string {
  const { system, firmware, bmc, memoryBytes, disks, nics, pci } = facts;
  const own = details(
    [
      ['System', wordsOf(system.vendor, system.product)],
      ['Serial', system.serial],
      ['Firmware', wordsOf(firmware.kind?.toUpperCase() ?? null, firmware.version)],
      ['BMC', bmc.address],
      ['CPU', cpuText(facts.cpu)],
      ['Memory', memoryBytes === null ? null : sizeText(memoryBytes)],
      ['PCI', pci.length === 0 ? null : `${countText(pci.length, 'device')}; all with --json`],
    ],
    paint,
  );
  return [
    own,
    ...(disks.length === 0 ? ['No disks.\n'] : [table(diskHeadings, disks.map(diskRow), paint)]),
    ...(nics.length === 0 ? ['No network cards.\n'] : [table(nicHeadings, nics.map(nicRow), paint)]),
  ].join('\n');
}

const diskHeadings = ['DISK', 'SIZE', 'KIND', 'MODEL', 'SERIAL'];

function diskRow({ name, bytes, transport, rotational, model, serial }: DiskFacts): readonly Word[] {
  const kind = wordsOf(transport, rotational === true ? 'turning' : null);
  return [name, bytes === null ? quiet('-') : sizeText(bytes), ...[kind, model, serial].map(orNothing)];
}

const nicHeadings = ['CARD', 'MAC', 'LINK', 'SWITCH', 'PORT', 'DRIVER'];

function nicRow({ name, mac, link, speedMbps, driver, lldp }: NicFacts): readonly Word[] {
  const up = good(speedMbps === null ? 'up' : `up, ${speedMbps} Mbit/s`);
  const [at, port] = [lldp?.systemName ?? lldp?.chassisId ?? null, lldp?.portId ?? null];
  return [name, mac, link === true ? up : quiet('down'), ...[at, port, driver].map(orNothing)];
}

function cpuText({ model, sockets, cores, threads }: Facts['cpu']): string | null {
  const counts = [
    sockets === null ? null : countText(sockets, 'socket'),
    cores === null ? null : countText(cores, 'core'),
    threads === null ? null : countText(threads, 'thread'),
  ].filter((text) => text !== null);
  return [model, counts.join(', ')].filter(Boolean).join(': ') || null;
}

function historyText(history: Shown['history'], { paint }: View): string {
  const line = lineWith(paint);
  const texts = history.map(({ at, boot, differences }) =>
    [
      line`${strong(exactTime(at))}${boot === null ? '' : `, boot ${boot}`}` + '\n',
      ...(differences.length === 0 ? ['  found for the first time\n'] : []),
      ...differences.map((text) => line`  ${text.endsWith(' is gone') ? bad(text) : text}` + '\n'),
    ].join(''),
  );
  return texts.join('');
}

function wordsOf(...words: readonly (string | null)[]): string | null {
  return words.filter(Boolean).join(' ') || null;
}

function orNothing(text: string | null): Word {
  return text ?? quiet('-');
}
