import type { BootSpec } from '@netberth/api';
import { OwnText } from '../../platform/own-text.ts';
import { renderTemplate } from '../../platform/render-template.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { networkOf } from '../machines/machine-network.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { networkValues } from './network-values.ts';

/** Stand in rendered text where the secrets of one boot will be; see `openHoles`. */
export const bootIdMarker = '__NETBERTH_BOOT_ID__';
export const bootNumberMarker = '__NETBERTH_BOOT_NUMBER__';

export type Subject = {
  readonly machine: MachineRecord;
  readonly identity: Identity;
  readonly labels: Readonly<Record<string, string>>;
};

/** What templates can show of a profile. */
export type ShownProfile = { readonly name: string; readonly spec: BootSpec };

export type Urls = {
  /** Folder of the profile's files, credited to this boot. */
  readonly files: string;
  readonly postInstall: string;
  readonly finish: string;
  readonly failed: string;
  /** Takes what an installer says of its work. */
  readonly log: string;
  /** Takes the disk of a machine whose profile captures. */
  readonly capture: string;
  readonly answers: string;
  readonly server: string;
};

/**
 * What our liquid templates can use; documented in docs/templates.md. What a machine does not have is absent, so
 * that a template that needs it fails when it is saved or granted, not at three in the morning.
 */
export function templateValues(subject: Subject, profile: ShownProfile, urls: Urls, bootId: string): object {
  const shown = { name: profile.name, ...choiceValues(profile.spec) };
  const values = {
    ...machineValues(subject),
    profile: shown,
    settings: profile.spec.method === 'choice' ? profile.spec.settings : {},
    boot: { id: new OwnText(bootId) },
    urls: Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, new OwnText(url)])),
  };
  return { ...values, profile: { ...shown, inputs: inputValues(profile.spec, values) } };
}

/** What of that there is of a machine without a boot. */
export function machineValues({ machine, identity, labels }: Subject): object {
  const network = networkOf(machine);
  return {
    machine: {
      id: machine.id,
      ...(machine.hostname !== null && { hostname: machine.hostname }),
      ...(machine.address !== null && { address: machine.address }),
      ...(network.ok && network.network !== null && { network: networkValues(network.network) }),
      ...(identity.serial !== null && { serial: identity.serial }),
      ...(identity.uuid !== null && { uuid: identity.uuid }),
      ...(identity.macs[0] !== undefined && { mac: identity.macs[0] }),
      macs: identity.macs,
      labels,
      metadata: machine.metadata,
      hardware: machine.hardware,
    },
  };
}

/** Inputs are templates themselves: each is rendered when it is asked for, and one that cannot be is absent. */
function inputValues(spec: BootSpec, values: object): object {
  const inputs = {};
  if (spec.method !== 'choice') return inputs;
  for (const [name, template] of Object.entries(spec.inputs))
    Object.defineProperty(inputs, name, { enumerable: true, get: () => inputValue(template, values) });
  return inputs;
}

function inputValue(template: string, values: object): string | undefined {
  const rendered = renderTemplate(template, values);
  return rendered.ok ? rendered.text : undefined;
}

function choiceValues(spec: BootSpec): object {
  if (spec.method !== 'choice') return { choice: {} };
  const { product, choice, mirror } = spec;
  return { product, choice, ...(mirror !== null && { mirror }) };
}

/** Absolute URLs of one boot. */
export function urlsOfBoot(
  serverUrl: string,
  machineId: number,
  profileName: string,
  bootId: string,
  bootNumber: string,
): Urls {
  const who = `id=${machineId}&bootid=${bootId}`;
  return {
    server: serverUrl,
    files: `${serverUrl}/b/${bootNumber}/images/${encodeURIComponent(profileName)}`,
    postInstall: `${serverUrl}/post-install?${who}`,
    finish: `${serverUrl}/finish?${who}`,
    failed: `${serverUrl}/failed?${who}`,
    log: `${serverUrl}/log?${who}`,
    capture: `${serverUrl}/capture?${who}`,
    answers: `${serverUrl}/config/${machineId}/${bootId}`,
  };
}
