import type {
  Profile,
  ProfilePreview,
  profileCheck,
  profileReceived,
  profileRemove,
  profileShow,
  OutputOf,
} from '@netberth/api';
import { profilePreviewText } from './answers-text.ts';
import { countText, sizeText } from './measure-text.ts';
import { bad, busy, good, strong } from './painted.ts';
import { details, table } from './table.ts';
import { exactTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function profileListText(profiles: readonly Profile[], view: View): string {
  if (profiles.length === 0)
    return (
      'There is no profile yet.\nImport an image: netberth profile import IMAGE [--name NAME] (an ISO, a folder or a tar)\n' +
      'Or save a choice of the menu: netberth profile create NAME --product PRODUCT\n'
    );
  const rows = profiles.map((profile) => [
    profile.name,
    profile.destructive ? busy('yes') : 'no',
    profile.spec.method === 'choice' ? profile.spec.product : profile.spec.method,
    ...(profile.files.length === 0 ? ['-', '-'] : [profile.files.length, sizeText(totalBytes(profile))]),
    relativeTime(profile.importedAt, view.now),
    profile.warnings.length === 0 ? '' : bad(String(profile.warnings.length)),
  ]);
  return table(
    ['NAME', 'DESTRUCTIVE', 'BOOTS AS', 'FILES', 'SIZE', 'IMPORTED', 'WARNINGS'],
    rows,
    view.paint,
  );
}

export function profileShowText(profile: OutputOf<typeof profileShow>, view: View): string {
  const { preview } = profile;
  const files = profile.files.map(({ path, role, sizeBytes, sha256 }) => [
    path,
    role,
    sizeText(sizeBytes),
    sha256,
  ]);
  return [
    `${view.paint(strong(profile.name))}\n${details(profileTerms(profile), view.paint)}`,
    files.length === 0 ? '' : table(['FILE', 'ROLE', 'SIZE', 'SHA256'], files, view.paint, view.lineColumns),
    warningsText(profile, view),
    preview === undefined ? '' : previewText(profile.name, preview, view),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function previewText(name: string, preview: ProfilePreview, view: View): string {
  const hint = lineWith(
    view.paint,
  )`With their secrets: netberth profile reveal ${name} --machine ${preview.machineId}`;
  return `${profilePreviewText(preview, view)}\n${hint}\n`;
}

function profileTerms(profile: Profile): readonly (readonly [string, string | null])[] {
  const { spec } = profile;
  return [
    ['Destructive', profile.destructive ? 'yes: it boots only under a grant' : 'no: it needs no grant'],
    ['After its start', profile.retryAfterStart ? 'served again' : 'the disk'],
    [
      'Files',
      spec.method === 'choice'
        ? null
        : profile.isPrivate
          ? 'only for its own boots'
          : 'for everybody who reaches the boot plane',
    ],
    ['Proof', profile.proof === 'key' ? 'the key of a boot medium that was made for the machine' : null],
    ['Boots as', spec.method],
    ...(spec.method === 'live' ? liveTerms(spec) : []),
    ['Kernel', spec.method === 'linux' ? spec.kernel : null],
    ['Initrds', spec.method === 'linux' ? spec.initrds.join(', ') : null],
    ['Arguments', spec.method === 'linux' ? spec.args : null],
    ['Script', spec.method === 'kiwispray' ? spec.template : null],
    ...(spec.method === 'choice' ? choiceTerms(spec) : []),
    [
      'Answers',
      Object.entries(profile.answers)
        .map(([name, path]) => `${name} (${path})`)
        .join(', '),
    ],
    ['Post-install', profile.postInstall],
    [
      spec.method === 'choice' ? 'Made' : 'Imported',
      `${exactTime(profile.importedAt)} by ${profile.importedBy}`,
    ],
  ];
}

function liveTerms(
  spec: Extract<Profile['spec'], { method: 'live' }>,
): readonly (readonly [string, string | null])[] {
  return [
    ['Version', spec.version],
    ['Task', spec.task ?? null],
    ['Memory', `${spec.memoryMib} MiB or more`],
    ['Image', `${spec.root}, with ${spec.kernel} and ${spec.initrd} (${spec.live})`],
    ['Arguments', spec.args || null],
    ['For a machine', spec.machineFiles.map(({ path }) => path).join(', ') || null],
  ];
}

function choiceTerms(
  spec: Extract<Profile['spec'], { method: 'choice' }>,
): readonly (readonly [string, string | null])[] {
  const pairs = (record: Readonly<Record<string, string>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ');
  return [
    ['Product', spec.product],
    ['Choice', pairs(spec.choice) || 'what the menu offers first'],
    ['Inputs', pairs(spec.inputs) || null],
    ['Mirror', spec.mirror],
    ['Architecture', spec.arch],
    ['Memory', memoryText(spec.memoryMib)],
    ['Arguments', spec.args || null],
    ...Object.entries(spec.settings).map(
      ([name, value]) => [`  ${name}`, [value].flat().join(', ') || 'none'] as const,
    ),
  ];
}

function memoryText({ bios, efi }: { readonly bios?: number; readonly efi?: number } = {}): string | null {
  if (bios !== undefined && bios === efi) return `${bios} MiB or more`;
  const needs = Object.entries({ BIOS: bios, UEFI: efi }).filter(([, need]) => need !== undefined);
  return needs.map(([firmware, need]) => `${need} MiB or more on ${firmware}`).join(', ') || null;
}

export function profileCreatedText(profile: Profile, view: View): string {
  const line = lineWith(view.paint);
  const needs = profile.destructive
    ? 'it can erase data, so it boots only under a grant'
    : 'it needs no grant';
  const next = profile.destructive
    ? line`Next: netberth machine grant ID ${profile.name}`
    : line`Next: netberth machine set ID --resting ${profile.name}, or netberth machine grant ID ${profile.name}`;
  const look =
    Object.keys(profile.answers).length === 0
      ? ''
      : `${line`What a machine would be answered: netberth profile show ${profile.name} --machine ID`}\n`;
  return `${line`${good('Made')} ${profile.name}: ${needs}.`}\n${look}${next}\n`;
}

export function profileImportedText(profile: Profile, view: View): string {
  const line = lineWith(view.paint);
  const next = profile.destructive
    ? line`Next: netberth machine grant ID ${profile.name}`
    : line`Next: netberth machine set ID --resting ${profile.name}, or netberth machine grant ID ${profile.name}`;
  if (view.input['dryRun'] === true)
    return (
      line`Nothing was imported: ${profile.name} would boot as ${bootsAs(profile)}, and ${profile.destructive ? 'needs a grant' : 'needs no grant'}.` +
      `\n${warningsText(profile, view)}`
    );
  return (
    line`${good('Imported')} ${profile.name}: ${countText(profile.files.length, 'file')}, ${sizeText(totalBytes(profile))}, checksums verified.` +
    `\n${warningsText(profile, view)}${next}\n${tasksText(profile, view)}${unattendedText(profile, view)}`
  );
}

export function profileCheckedText(checked: OutputOf<typeof profileCheck>, view: View): string {
  const line = lineWith(view.paint);
  const name = String(view.input['profile']);
  if (checked.ok)
    return (
      line`${name} is ${good('in order')}: files verified, scripts rendered for ${countText(checked.machines, 'machine')}.` +
      '\n'
    );
  return [
    line`${name} has ${bad('problems')}:`,
    ...checked.problems.map((problem) => line`  ${problem}`),
    '',
  ].join('\n');
}

export function profileReceivedText({ receivedBytes }: OutputOf<typeof profileReceived>, view: View): string {
  const line = lineWith(view.paint);
  const next = line`Go on: --resume ${String(view.input['resume'])} --offset ${String(receivedBytes)}`;
  return line`${String(receivedBytes)} bytes have arrived.` + `\n${next}\n`;
}

export function profileRemovedText({ removed }: OutputOf<typeof profileRemove>, view: View): string {
  return lineWith(view.paint)`Profile ${removed} and its files are gone.` + '\n';
}

/** Installers of discs that an answer file comes along for. */
const answered = [
  ...['disc-subiquity', 'disc-anaconda', 'disc-debian-installer', 'disc-linuxrc', 'disc-agama'],
  ...['esxi', 'windows'],
];

function unattendedText({ name, spec }: Profile, view: View): string {
  if (spec.method !== 'choice' || !answered.includes(spec.product)) return '';
  return `${lineWith(view.paint)`Unattended: netberth profile create NAME --disc ${name} --answers default --set …`}\n`;
}

/** Other profiles came with it. */
function tasksText({ spec }: Profile, view: View): string {
  if (spec.method !== 'live' || spec.task === undefined) return '';
  return `${lineWith(view.paint)`It does tasks too: netberth machine grant ID wipe (or test, rescue, capture); docs/inventory.md`}\n`;
}

function bootsAs({ spec }: Profile): string {
  return spec.method === 'choice' ? spec.product : spec.method;
}

/** What lies on a disc is a part of its ISO. */
function totalBytes({ files }: Profile): number {
  const isPart = (path: string) => files.some((other) => path.startsWith(`${other.path}/`));
  return files.reduce((sum, { path, sizeBytes }) => sum + (isPart(path) ? 0 : sizeBytes), 0);
}

function warningsText(profile: Profile, view: View): string {
  const line = lineWith(view.paint);
  return profile.warnings.map((warning) => `${line`${busy('Warning:')} ${warning}`}\n`).join('');
}
