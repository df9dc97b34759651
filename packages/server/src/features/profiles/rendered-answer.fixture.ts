import { answerKindOf } from '@netberth/catalogue';
import type { AnswerKind } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';
import { writtenNetworkSchema } from '@netberth/network';
import { blankMachine } from '../machines/machine-store.ts';
import { renderAnswerFile } from '../templates/render-answer.ts';
import { settleSettings } from './answer-settings.ts';
import type { AnswersReader } from './answer-settings.ts';

export const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx';
export const crypt =
  '$6$saltsalt$YTeBOLnmm3CoeJTzBuijUEtOEWCqrw/nQ8/AeMmON4LGp3k0ZiMjC1OdqzWFUAfDQBvYkOch9BWtQTBcZ1E/p0';
export const boot = { serverUrl: 'http://192.0.2.1:8080', bootId: 'b'.repeat(32), bootNumber: 1 };
export const mac = '52:54:00:12:34:56';
export const second = '52:54:00:12:34:57';

/** Networks of machines, by what they have. */
export const networks = {
  nothing: null,
  plain: { interfaces: [{ mac, addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'] }], dns: ['192.0.2.3'] },
  full: {
    interfaces: [
      {
        ...{ mac, name: 'ens3', vlan: 7, mtu: 9000 },
        ...{ addresses: ['192.0.2.10/24', '2001:db8::10/64'], gateways: ['192.0.2.1', 'fe80::1'] },
      },
    ],
    ...{ dns: ['192.0.2.3', '192.0.2.4'], search: ['example.org'] },
  },
  bonded: {
    interfaces: [
      {
        ...{ name: 'bond0', bond: { mode: '802.3ad', members: [{ mac }, { mac: second }] } },
        ...{ addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'] },
      },
    ],
    dns: [],
  },
  named: {
    interfaces: [
      {
        name: 'bond0',
        bond: {
          mode: 'active-backup',
          members: [
            { mac, name: 'ens3' },
            { mac: second, name: 'ens4' },
          ],
        },
        ...{ vlan: 7, addresses: ['192.0.2.10/24', '2001:db8::10/64'], gateways: ['192.0.2.1', 'fe80::1'] },
      },
    ],
    ...{ dns: ['192.0.2.3'], search: ['example.org'] },
  },
  'version 6': {
    interfaces: [{ mac, name: 'ens3', addresses: ['2001:db8::10/64'], gateways: ['fe80::1'] }],
    dns: ['2001:db8::3'],
  },
};

/** What a kind cannot do without. */
export const least: Readonly<Record<string, Record<string, string>>> = {
  agama: { edition: 'SLES' },
  esxi: { disk: 'mpx.vmhba0:C0:T0:L0', password: crypt },
  proxmox: { disk: '/dev/sda', password: crypt },
  unattend: {
    edition: 'Windows Server 2025 SERVERSTANDARD',
    share: String.raw`\\files.example\windows`,
    password: 'correct horse',
  },
  talos: {
    ...{ disk: '/dev/sda', 'node-type': 'controlplane', 'cluster-endpoint': 'https://cluster.example:6443' },
    'cluster-secrets': `cluster: { id: aWQ=, secret: c2VjcmV0 }
secrets: { bootstraptoken: abcdef.0123456789abcdef, secretboxencryptionsecret: Ym94 }
trustdinfo: { token: ghijkl.0123456789abcdef }
certs:
  etcd: { crt: ZXRjZA==, key: ZXRjZC1rZXk= }
  k8s: { crt: azhz, key: azhzLWtleQ== }
  k8saggregator: { crt: YWdn, key: YWdnLWtleQ== }
  k8sserviceaccount: { key: c2E= }
  os: { crt: b3M=, key: b3Mta2V5 }`,
  },
};

/** Right values where those of the settings themselves are not. */
export const examples: Readonly<Record<string, Record<string, string>>> = {
  unattend: {
    ...{ disk: '1', timezone: 'W. Europe Standard Time', 'product-key': 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' },
    'share-password': 'secret',
  },
};

/** Somebody can sign in with these. */
export function accessOf(id: string): Record<string, string> {
  return answerKindOf(id)?.access.includes('ssh-keys') === true ? { 'ssh-keys': key } : {};
}

/** Networks that an installer cannot be told, and what is said then. */
export const refused: Readonly<Record<string, Partial<Record<keyof typeof networks, string>>>> = {
  proxmox: {
    full: "Proxmox's installer can be told neither a VLAN nor a bond",
    bonded: "Proxmox's installer can be told neither a VLAN nor a bond",
    named: "Proxmox's installer can be told neither a VLAN nor a bond",
  },
  unattend: {
    full: 'the installation of Windows can be told neither a VLAN nor a bond',
    bonded: 'the installation of Windows can be told neither a VLAN nor a bond',
    named: 'the installation of Windows can be told neither a VLAN nor a bond',
  },
};

/** A built-in answer file as machine 7 would get it. */
export function render(
  id: string,
  set: Readonly<Record<string, string>>,
  network: keyof typeof networks = 'nothing',
  more: {
    readonly hostname?: string;
    readonly product?: string;
    readonly file?: string;
    readonly hardware?: Record<string, string>;
    /** A setting that it can do without. */
    readonly lacks?: string;
  } = {},
) {
  const kind = answerKindOf(id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  const templates = readAnswerTemplates(kind);
  const { [more.lacks ?? '']: _, ...given } = { ...least[id], ...set };
  const settled = settleSettings(given, Object.values(templates), readerOf(kind));
  if (!settled.ok) return settled;
  const known = {
    hostname: more.hostname ?? null,
    hardware: more.hardware ?? {},
    network: networks[network] && writtenNetworkSchema.parse(networks[network]),
  };
  const machine = { ...blankMachine, ...known, id: 7, version: 1, createdAtMs: 0 };
  const choice = { method: 'choice', product: more.product ?? 'any', choice: {} } as const;
  const inputs = { media: 'http://files.example/os' };
  const spec = {
    ...choice,
    inputs,
    mirror: 'http://mirror.example/os',
    arch: null,
    args: '',
    settings: settled.settings,
  };
  const subject = { machine, identity: { macs: [mac], serial: null, uuid: null }, labels: {} } as never;
  const name = more.file ?? kind.files[0] ?? '';
  return renderAnswerFile(
    name,
    { name: 'web', spec, locked: [], templates, postInstall: null },
    subject,
    boot,
  );
}

export function readerOf(builtIn: AnswerKind | undefined): AnswersReader {
  return { builtIn: builtIn ?? null, keepsPassword: builtIn?.id === 'unattend' };
}

/** Its text. @throws when it is refused */
export function renderedAnswer(...asked: Parameters<typeof render>): string {
  const rendered = render(...asked);
  if (!rendered.ok) throw new Error('why' in rendered ? rendered.why : rendered.problems.join('; '));
  return 'text' in rendered ? rendered.text : '';
}
