import type { DownloadTurn, InstallProgress, MachineHistory } from '@netberth/api';
import { bootText } from './boot-text.ts';
import { eventLine } from './event-text.ts';
import { grantText } from './grant-text.ts';
import { machineName } from './machine-name.ts';
import { stateWord } from './machine-state-text.ts';
import { networkText } from './network-text.ts';
import { quiet, strong } from './painted.ts';
import { restingText } from './resting-text.ts';
import { details } from './table.ts';
import { madeOfText } from './facts-text.ts';
import { exactTime, lastTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function machineShowText(machine: MachineHistory, view: View): string {
  return [
    headline(machine, view),
    identityText(machine, view),
    machine.grant === null ? pendingText(machine, view) : grantText(machine.grant, machine.address, view),
    section(
      'Boots, newest first',
      machine.boots.map((boot) => bootText(boot, view)),
      view,
    ) + olderText(machine, view),
    section(
      'Events',
      machine.events.map((event) => eventLine(event, view)),
      view,
    ),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function headline(machine: MachineHistory, view: View): string {
  const line = lineWith(view.paint);
  const why = machine.stateReason === null ? '' : line`: ${machine.stateReason}`;
  return `${line`${strong(machineName(machine))} is ${stateWord(machine.state)}`}${why}\n`;
}

function identityText(machine: MachineHistory, view: View): string {
  const seen = lastTime(machine.lastSeenAt, view.now);
  return details(
    [
      ['MACs', machine.macs.join(', ')],
      ['Serial number', machine.serial],
      ['UUID', machine.uuid],
      ['Asset tag', machine.asset],
      ['Address', machine.address],
      ['Network', machine.network === null ? null : networkText(machine.network)],
      ...(machine.downloadTurn ? [['Waits', turnText(machine.downloadTurn, view)] as const] : []),
      ...(machine.installProgress
        ? [['Installer', progressText(machine.installProgress, view)] as const]
        : []),
      ['Last seen', machine.lastAddress === null ? seen : `${seen} at ${machine.lastAddress}`],
      ['Without a grant', `boots ${restingText(machine)}`],
      ['Protected', machine.protected ? 'every grant needs a second person' : null],
      ['Proof', machine.proof === 'key' ? 'nothing but its disk without the key of its boot medium' : null],
      ['Labels', pairsText(machine.labels)],
      ['Metadata', pairsText(machine.metadata)],
      ['Hardware', pairsText(machine.hardware)],
      ['Made of', madeOfText(machine)],
      ['Known since', exactTime(machine.createdAt)],
    ],
    view.paint,
  );
}

function pendingText(machine: MachineHistory, view: View): string {
  const line = lineWith(view.paint);
  if (machine.pendingSteps.length === 0) return '';
  const steps = machine.pendingSteps.join(',');
  return line`From KIWIspray, waiting for a person: netberth machine grant ${machine.id} ${steps}` + '\n';
}

function pairsText(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function section(title: string, texts: readonly string[], view: View): string {
  return texts.length === 0 ? '' : `${view.paint(strong(title))}\n${texts.join('')}`;
}

/** There may be more where as many came as were asked for. */
function olderText({ id, boots }: MachineHistory, { input, paint }: View): string {
  const oldest = boots.at(-1);
  if (oldest === undefined || boots.length !== input['boots']) return '';
  return `${paint(quiet(`Older: netberth machine show ${id} --boots ${boots.length} --before ${oldest.number}`))}\n`;
}

function turnText({ profile, place, waiting, readyAt }: DownloadTurn, view: View): string {
  return `for its turn to fetch ${profile}: place ${place} of ${waiting}, ${relativeTime(readyAt, view.now)}`;
}

function progressText({ stage, at }: InstallProgress, view: View): string {
  return `${stage}, ${lastTime(at, view.now)}`;
}
