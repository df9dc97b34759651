import { answerSettings } from './answer-setting.ts';
import type { AnswerSetting } from './answer-setting.ts';

/** An answer file that comes with Netberth, by what reads it. The texts are in `answers/<id>/<name>.liquid`. */
export type AnswerKind = {
  /** The automation kind of the product's input. */
  readonly id: string;
  /** For people: who reads it. */
  readonly title: string;
  /** The file that the installer is pointed to, first, and what it fetches beside. */
  readonly files: readonly string[];
  /** Settings without which it would have to guess. */
  readonly required: readonly string[];
  /** Without one of these nobody could sign in. */
  readonly access: readonly string[];
  /** Those of the files that other inputs of the product take, by the automation kind of the input. */
  readonly filesOf?: Readonly<Record<string, string>>;
  /** What settings are for this installer, where that is not what they are for all others. */
  readonly settings?: Readonly<Record<string, Partial<AnswerSetting>>>;
};

const keyOrPassword = ['ssh-keys', 'password'];
/** Where nobody but root is set up. */
const rootAccess = {
  password: { title: 'the password of root; kept as its SHA-512 crypt only' },
  'ssh-keys': { title: 'public SSH keys that may sign in as root, one a line' },
};
const erasedDisk = 'the disk that is erased and installed to';
/** Layouts that Proxmox's installer knows (its answer file names `us` and `gb` as below). */
const proxmoxKeyboards = 'de dk es fi fr gb hu is it jp lt mk nl no pl pt se si tr us'.split(' ');
const esxiDisk = /^(?:naa|eui|t10|mpx|vml)\.[A-Za-z0-9._:-]{1,120}$/;

export const answerKinds: readonly AnswerKind[] = [
  {
    id: 'preseed',
    title: "Debian's installer, and those of its descendants",
    files: ['preseed.cfg'],
    required: [],
    access: keyOrPassword,
  },
  {
    id: 'autoinstall',
    title: "Ubuntu's server installer",
    files: ['user-data'],
    required: [],
    access: keyOrPassword,
  },
  {
    id: 'kickstart',
    title: 'Anaconda: Fedora, Red Hat and their kin',
    files: ['ks.cfg'],
    required: [],
    access: keyOrPassword,
  },
  {
    id: 'autoyast',
    title: 'YaST: openSUSE, and SUSE Linux Enterprise up to 15',
    files: ['autoinst.xml'],
    required: [],
    access: keyOrPassword,
  },
  {
    id: 'agama',
    title: 'Agama: openSUSE Leap and SUSE Linux Enterprise from 16',
    files: ['profile.json'],
    required: ['edition'],
    access: keyOrPassword,
  },
  {
    id: 'ignition',
    title: 'Ignition: Fedora CoreOS and Flatcar',
    files: ['config.ign'],
    required: [],
    access: keyOrPassword,
  },
  {
    id: 'esxi',
    title: 'ESXi',
    files: ['ks.cfg'],
    required: ['disk', 'password'],
    access: [],
    settings: {
      ...rootAccess,
      disk: {
        title: erasedDisk,
        example: 'mpx.vmhba0:C0:T0:L0',
        refuse: (value) =>
          esxiDisk.test(value) ? undefined : 'is not a disk as ESXi names it, such as mpx.vmhba0:C0:T0:L0',
      },
    },
  },
  {
    id: 'proxmox',
    title: "Proxmox's installers, from an ISO that was prepared to ask for its answers",
    files: ['answer.toml'],
    required: ['disk', 'password'],
    access: [],
    settings: {
      ...rootAccess,
      disk: {
        title: erasedDisk,
        example: '/dev/sda',
        refuse: (value) =>
          /^\/dev\/[a-z][a-z0-9]{1,30}$/.test(value)
            ? undefined
            : 'is not a disk as its installer names it, such as /dev/sda or /dev/nvme0n1',
      },
      keyboard: {
        refuse: (value) =>
          proxmoxKeyboards.includes(value)
            ? undefined
            : `is none of its layouts (${proxmoxKeyboards.join(', ')})`,
      },
      locale: {
        title: 'the language of the system, and its country',
        refuse: (value) =>
          /^[a-z]{2,3}_[A-Z]{2}\.UTF-8$/.test(value)
            ? undefined
            : 'says no country, which its installer wants; such as de_AT.UTF-8',
      },
    },
  },
  {
    id: 'unattend',
    title: 'the setup of Windows, from a share with its unpacked ISO, or over HTTP from the disc',
    files: ['autounattend.xml', 'install.bat', 'winpeshl.ini'],
    required: ['edition', 'password'],
    access: [],
    filesOf: { 'winpe-script': 'install.bat', winpeshl: 'winpeshl.ini' },
    settings: {
      user: { title: 'the administrator that is made, beside Administrator' },
      disk: {
        title:
          'the number of the disk that is erased and installed to; without it the only one, and several are refused',
        example: '0',
        refuse: (value) =>
          /^\d{1,3}$/.test(value) ? undefined : 'is not the number of a disk, as diskpart counts them from 0',
      },
      edition: {
        title: 'the name of the image in install.wim',
        example: 'Windows Server 2025 SERVERSTANDARD',
        refuse: (value) =>
          /^[A-Za-z0-9][A-Za-z0-9._ ()-]{0,99}$/.test(value)
            ? undefined
            : 'is not the name of an image in install.wim, such as Windows Server 2025 SERVERSTANDARD',
      },
      timezone: {
        title: 'the time zone, as Windows names it',
        example: 'W. Europe Standard Time',
        preset: 'UTC',
        refuse: (value) =>
          /^[A-Za-z0-9][A-Za-z0-9.,() +-]{0,99}$/.test(value)
            ? undefined
            : 'is not a time zone as Windows names it, such as W. Europe Standard Time',
      },
      password: {
        title:
          'the password of the account and of Administrator; kept as it is, because Windows takes no hash',
        refuse: (value) =>
          /^\P{Cc}{1,127}$/u.test(value) ? undefined : 'is not one line of at most 127 characters',
      },
    },
  },
  {
    id: 'talos',
    title: 'Talos Linux',
    files: ['config.yaml'],
    required: ['disk', 'node-type', 'cluster-endpoint', 'cluster-secrets'],
    access: [],
    settings: { disk: { title: erasedDisk, example: '/dev/sda' } },
  },
];

export function answerKindOf(automation: string | undefined): AnswerKind | undefined {
  return answerKinds.find(({ id }) => id === automation);
}

/** What a setting is for an installer; undefined: only a template of somebody's own knows it. */
export function settingOf(name: string, kind?: Pick<AnswerKind, 'settings'>): AnswerSetting | undefined {
  const setting = Object.hasOwn(answerSettings, name) ? answerSettings[name] : undefined;
  return setting && { ...setting, ...kind?.settings?.[name] };
}
