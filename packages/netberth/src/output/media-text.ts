import type { mediaIssue, mediaIssueMany, mediaList, mediaPack, mediaRevoke, OutputOf } from '@netberth/api';
import { countText, sizeText } from './measure-text.ts';
import { busy, strong } from './painted.ts';
import { table } from './table.ts';
import { exactTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function mediaIssuedText(issued: OutputOf<typeof mediaIssue>, view: View): string {
  const line = lineWith(view.paint);
  return [
    ...issued.warnings.map((warning) => line`${busy('Note:')} ${warning}`),
    ...(issued.replaced.length === 0
      ? []
      : [line`Revoked, with its key: medium ${issued.replaced.join(', ')} of this machine.`]),
    line`Medium ${issued.id} of machine ${issued.machineId}, ${sizeText(issued.sizeBytes)}, for ${issued.firmware.join(' and ')}. Its URL is shown only now:`,
    '',
    line`  ${strong(issued.url ?? `http://SERVER:PORT${issued.path}`)}`,
    '',
    line`Give it to the machine's BMC as its virtual drive, or download it. To end it: netberth media revoke ${issued.id}`,
    '',
  ].join('\n');
}

export function mediaPackedText(packed: OutputOf<typeof mediaPack>, view: View): string {
  const line = lineWith(view.paint);
  return [
    ...packed.warnings.map((warning) => line`${busy('Note:')} ${warning}`),
    line`${countText(packed.media, 'boot medium', 'boot media')}, ${sizeText(packed.sizeBytes)}, in one ZIP file. Its URL is shown only now:`,
    '',
    line`  ${strong(packed.url ?? `http://SERVER:PORT${packed.path}`)}`,
    '',
    line`It is made while it is fetched, until ${exactTime(packed.endsAt)}.`,
    '',
  ].join('\n');
}

export function mediaIssuedManyText(issued: OutputOf<typeof mediaIssueMany>, view: View): string {
  const revoked =
    issued.replaced === 0
      ? ''
      : `Revoked, with their keys: ${countText(issued.replaced, 'medium', 'media')} of these machines.\n`;
  return revoked + mediaPackedText(issued, view);
}

export function mediaListText({ media }: OutputOf<typeof mediaList>, view: View): string {
  if (media.length === 0)
    return 'The server keeps no medium.\nNext: netberth media issue MACHINE --ip ADDRESS/PREFIX\n';
  const rows = media.map((medium) => [
    medium.id,
    medium.machineId,
    medium.ip.join(' ') || 'dhcp',
    medium.format,
    medium.firmware.join(', '),
    medium.createdBy,
    relativeTime(medium.createdAt, view.now),
  ]);
  return table(
    ['ID', 'MACHINE', 'IP', 'FORMAT', 'FIRMWARE', 'MADE BY', 'MADE'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

export function mediaRevokedText({ revoked }: OutputOf<typeof mediaRevoke>): string {
  return `Medium ${revoked} is revoked: its URL and its key end.\n`;
}
