import type { FirmwareStatus, OutputOf, firmwareInstall } from '@netberth/api';
import { countText, sizeText } from './measure-text.ts';
import { bad, busy, good, quiet, strong } from './painted.ts';
import type { Word } from './painted.ts';
import { details, table } from './table.ts';
import { exactTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

type File = FirmwareStatus['files'][number];

export function firmwareStatusText(status: FirmwareStatus, view: View): string {
  const line = lineWith(view.paint);
  const running = status.running === null ? '' : `${line`${busy('Installing:')} ${status.running.step}`}\n`;
  const fault = status.fault === null ? '' : `${line`${bad('Unusable:')} ${status.fault}`}\n`;
  if (status.files.length === 0)
    return `${running}${fault}No firmware is installed in ${status.folder}.\nNext: netberth firmware install\n`;
  const sections = [
    running + fault + headText(status, view),
    filesText(status.files, view),
    buildsText(status.files, view),
    lacksText(status, view),
    missingText(status, view),
    status.ok
      ? ''
      : `${line`${bad('Files are not as they were installed.')} Mend it: netberth firmware install`}\n`,
  ];
  return sections.filter((text) => text !== '').join('\n');
}

export function firmwareInstalledText(done: OutputOf<typeof firmwareInstall>, view: View): string {
  const line = lineWith(view.paint);
  const sizeBytes = done.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const kept = done.files.length - done.brought.length;
  const sources = [...new Set(done.files.filter(({ file }) => done.brought.includes(file)).map(originOf))];
  return [
    line`${good('Installed')} ${countText(done.brought.length, 'file')} into ${done.folder}: ${done.brought.join(' ')}.`,
    ...sources.map((source) => line`From ${source}.`),
    ...unreadOf(done).map(
      (file) => line`${busy('Warning:')} ${file} may be damaged: what it can do cannot be read out of it.`,
    ),
    ...(kept > 0 ? [`${countText(kept, 'file')} from before ${kept === 1 ? 'stays' : 'stay'}.`] : []),
    line`In all ${sizeText(sizeBytes)}. Machines get them at /firmware/FILE of the boot plane from now on.`,
    line`What they can do and what is missing: netberth firmware status`,
    '',
  ].join('\n');
}

function unreadOf({ files, brought }: OutputOf<typeof firmwareInstall>): readonly string[] {
  const unread = files.filter(({ kind, ipxe }) => kind === 'ipxe' && ipxe === null);
  return unread.map(({ file }) => file).filter((file) => brought.includes(file));
}

function originOf({ package: from, source }: File): string {
  return from === null ? source : `${from.name} ${from.version} (${source})`;
}

function headText({ folder, installedAt }: FirmwareStatus, view: View): string {
  const at =
    installedAt === null ? null : `${exactTime(installedAt)}, ${relativeTime(installedAt, view.now)}`;
  return details(
    [
      ['Folder', folder],
      ['Installed', at],
    ],
    view.paint,
  );
}

function filesText(files: readonly File[], view: View): string {
  const rows = files.map((file) => [
    file.file,
    file.platform === 'efi' ? 'UEFI' : 'BIOS',
    file.architecture,
    sizeText(file.sizeBytes),
    originOf(file),
    conditionWord(file),
    quiet(file.sha256.slice(0, 16)),
  ]);
  return table(
    ['FILE', 'FIRMWARE', 'ARCH', 'SIZE', 'FROM', 'CONDITION', 'SHA256'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

function conditionWord({ condition }: File): Word {
  return condition === 'intact' ? good('intact') : bad(condition);
}

const shownFeatures = ['https', 'vlan', 'nfs', 'comboot', 'params', 'imgverify', 'autoexec'] as const;

function buildsText(files: readonly File[], view: View): string {
  const rows = files
    .filter(({ kind }) => kind === 'ipxe')
    .map(({ file, ipxe, platform }) => [
      file,
      ipxe?.version ?? '?',
      ipxe?.commands.length ?? '?',
      ...shownFeatures.map((feature) => featureWord(feature, ipxe, platform)),
      ipxe === null ? '?' : ipxe.drivers.join(' ') || 'the firmware’s own',
    ]);
  if (rows.length === 0) return '';
  const headings = [
    'IPXE',
    'VERSION',
    'COMMANDS',
    ...shownFeatures.map((each) => each.toUpperCase()),
    'DRIVERS',
  ];
  return table(headings, rows, view.paint, view.lineColumns);
}

/** BIOS builds take `autoexec.ipxe` as an initrd, from whatever starts them. */
function featureWord(feature: string, ipxe: File['ipxe'], platform: File['platform']): Word {
  if (feature === 'autoexec' && platform === 'pcbios') return '-';
  if (ipxe === null) return '?';
  return ipxe.features.includes(feature) ? good('yes') : 'no';
}

function lacksText({ lacks, files }: FirmwareStatus, view: View): string {
  if (lacks.length === 0) return '';
  const all = files.filter(({ kind }) => kind === 'ipxe').length;
  const rows = lacks.map((lack) => [
    busy(lack.lack),
    lack.files.length === all ? 'all' : lack.files.join(' '),
    lack.means,
  ]);
  return table(['LACKS', 'IN', 'MEANS'], rows, view.paint, view.lineColumns);
}

function missingText({ missing }: FirmwareStatus, view: View): string {
  if (missing.length === 0) return '';
  const rows = missing.map(({ file, means, wayOut }) => [strong(file), means, wayOut]);
  return table(['MISSING', 'MEANS', 'TO GET IT'], rows, view.paint, view.lineColumns);
}
