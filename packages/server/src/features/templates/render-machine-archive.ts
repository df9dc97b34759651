import type { BootSpec } from '@netberth/api';
import { machineArchive, type MachineFileText } from '@netberth/live';
import { keyfilesOf, networkdFilesOf, type MachineNetwork, type NetworkInterface } from '@netberth/network';
import { renderTemplate } from '../../platform/render-template.ts';
import type { TemplateOutcome } from '../../platform/render-template.ts';
import { networkOf } from '../machines/machine-network.ts';
import type { BootOfSubject, TemplatedProfile } from './render-answer.ts';
import { taskSettings } from './task-settings.ts';
import { templateValues, urlsOfBoot } from './template-values.ts';
import type { Subject, Urls } from './template-values.ts';

type LiveSpec = Extract<BootSpec, { method: 'live' }>;
export type LiveTemplates = TemplatedProfile & { readonly spec: LiveSpec };

export type RenderedMachineFiles =
  | { readonly ok: true; readonly files: readonly MachineFileText[] }
  | { readonly ok: false; readonly why: string };

const homeOfRoot = '/root';

/** As a live image's boot script asks for it, among the answer files. */
export const machineArchiveName = 'machine.cpio';

export function isLiveProfile(profile: TemplatedProfile): profile is LiveTemplates {
  return profile.spec.method === 'live';
}

/** Everything that the server makes for one machine of a live image, as one more initrd (packages/live). */
export function renderMachineArchive(
  profile: LiveTemplates,
  subject: Subject,
  boot: BootOfSubject,
): TemplateOutcome {
  const rendered = renderMachineFiles(profile, subject, boot);
  if (!rendered.ok) return rendered;
  const { task } = profile.spec;
  if (task === undefined) {
    const { finish, failed } = urlsFor(profile, subject, boot);
    return { ok: true, text: machineArchive(rendered.files, { finish, failed }) };
  }
  const settings = taskSettings(task, subject.machine.metadata);
  if (!settings.ok) return settings;
  const place = (path: string) => `${boot.serverUrl}/${path}?id=${subject.machine.id}&bootid=${boot.bootId}`;
  const script = task === 'capture' || task === 'write' ? { SCRIPT: place('post-install') } : {};
  const told = {
    ...{ name: task, update: place('update'), report: place('task') },
    settings: { ...settings.settings, ...script },
  };
  return { ok: true, text: machineArchive(rendered.files, told) };
}

/** Its files: host name, network, keys for signing in, and those of the recipe, which may replace them. */
export function renderMachineFiles(
  profile: LiveTemplates,
  subject: Subject,
  boot: BootOfSubject,
): RenderedMachineFiles {
  const { spec, templates } = profile;
  const values = templateValues(subject, profile, urlsFor(profile, subject, boot), boot.bootId);
  const keys = renderTemplate(spec.sshKeys.map((key) => `${key}\n`).join(''), values);
  if (!keys.ok) return { ok: false, why: `sshKeys: ${keys.why}` };
  if (spec.task === 'rescue' && keys.text.trim() === '')
    return {
      ok: false,
      why: 'nobody could sign in: give a key (netberth machine set ID --metadata ssh-key="$(cat ~/.ssh/id_ed25519.pub)")',
    };
  const settings = spec.task && taskSettings(spec.task, subject.machine.metadata);
  if (settings?.ok === false) return settings;
  const network = networkFiles(subject, spec);
  if (!network.ok) return network;
  const files: MachineFileText[] = [...hostnameFiles(subject), ...network.files, ...keyFiles(keys.text)];
  for (const { template, ...file } of spec.machineFiles) {
    const text = renderTemplate(templates[template] ?? '', values);
    if (!text.ok) return { ok: false, why: `${template}: ${text.why}` };
    files.push({ ...file, text: text.text });
  }
  return { ok: true, files };
}

function urlsFor({ name }: LiveTemplates, { machine }: Subject, boot: BootOfSubject): Urls {
  return urlsOfBoot(boot.serverUrl, machine.id, name, boot.bootId, String(boot.bootNumber));
}

function hostnameFiles({ machine: { hostname } }: Subject): readonly MachineFileText[] {
  return hostname === null ? [] : [ownedByRoot('/etc/hostname', '0644', `${hostname}\n`)];
}

/** A key that is empty for a machine is none. */
function keyFiles(text: string): readonly MachineFileText[] {
  const keys = text.split('\n').filter((line) => line.trim() !== '');
  if (keys.length === 0) return [];
  return [ownedByRoot(`${homeOfRoot}/.ssh/authorized_keys`, '0600', keys.map((key) => `${key}\n`).join(''))];
}

/** None where nothing is known: the image asks DHCP. */
function networkFiles({ machine, identity }: Subject, { network: manager }: LiveSpec): RenderedMachineFiles {
  const read = networkOf(machine);
  if (!read.ok) return { ok: false, why: read.problems.join('; ') };
  if (read.network === null) return { ok: true, files: [] };
  const network = withOnlyCard(read.network, identity.macs);
  const made = manager === 'networkd' ? networkdFilesOf(network) : keyfilesOf(network);
  if (made === null)
    return { ok: false, why: 'its network names no card, and it has several or none: say which with --card' };
  const [folder, mode] =
    manager === 'networkd'
      ? ['/etc/systemd/network', '0644']
      : ['/etc/NetworkManager/system-connections', '0600'];
  return { ok: true, files: made.map(({ name, text }) => ownedByRoot(`${folder}/${name}`, mode, text)) };
}

/** Of a machine with one card nobody need say which one has the address. */
function withOnlyCard(network: MachineNetwork, macs: readonly string[]): MachineNetwork {
  const [mac, ...others] = macs;
  const unknown = network.interfaces
    .map(({ on }) => on)
    .find((on) => on.kind === 'card' && on.mac === null && on.name === null);
  if (mac === undefined || others.length > 0 || unknown === undefined) return network;
  const known = { ...unknown, mac };
  const withCard = (each: NetworkInterface) => (each.on === unknown ? { ...each, on: known } : each);
  const { interfaces, boot } = network;
  return {
    ...network,
    interfaces: interfaces.map(withCard),
    boot: { ...boot, interface: withCard(boot.interface) },
  };
}

function ownedByRoot(path: string, mode: string, text: string): MachineFileText {
  return { path, mode, owner: 'root:root', text };
}
