import type { captureList, captureRemove, OutputOf } from '@netberth/api';
import { machineName } from './machine-name.ts';
import { sizeText } from './measure-text.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import type { View } from './view.ts';

export function captureListText({ captures }: OutputOf<typeof captureList>, view: View): string {
  if (captures.length === 0)
    return 'No machine has sent its disk.\nGrant one the profile `capture` of the discover image: docs/images.md says how.\n';
  const rows = captures.map(({ machine, hostname, profile, sizeBytes, receivedAt, fault }) => [
    machine,
    machineName({ id: machine, hostname }),
    profile,
    sizeText(sizeBytes),
    relativeTime(receivedAt, view.now),
    fault ?? '',
  ]);
  const head = ['ID', 'MACHINE', 'SENT BY', 'SIZE', 'CAME', 'NOT USABLE BECAUSE'];
  return `${table(head, rows, view.paint, view.lineColumns)}Make a profile of one: netberth profile capture NAME ID\n`;
}

export function captureRemovedText({ removed, freedBytes }: OutputOf<typeof captureRemove>): string {
  return `The disk that machine ${removed} has sent is removed (${sizeText(freedBytes)}).\n`;
}
