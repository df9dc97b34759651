import type { ProfileRecord } from '../../src/features/profiles/profile-record.ts';

type NewProfile = Omit<ProfileRecord, 'id' | 'version'>;

/** An installer with an answer file. */
export const image1: NewProfile = {
  name: 'image1',
  folder: 'image1-0a0b0c0d',
  destructive: true,
  retryAfterStart: false,
  isPrivate: false,
  proof: 'none',
  spec: {
    method: 'linux',
    kernel: 'vmlinuz',
    initrds: ['initrd.img'],
    args: 'mac={{ machine.macs | first }} answers={{ urls.answers }}/answer.yaml finish={{ urls.finish }}',
  },
  locked: [],
  answers: { 'answer.yaml': 'answer.liquid' },
  postInstall: null,
  files: [{ path: 'disk.raw', sizeBytes: 3_000_000_000, sha256: 'ab'.repeat(32), role: 'image' }],
  templates: { 'answer.liquid': 'machine: {{ machine.id }} of {{ machine.macs | first }}\n' },
  warnings: ['it is "quoted", `ticked` and \\ slashed'],
  importedAtMs: 1_767_225_600_123,
  importedBy: 'ada',
};

/** It may run more than once. */
export const wipe: NewProfile = { ...image1, name: 'wipe', folder: 'wipe-0a0b0c0d', retryAfterStart: true };

/** KIWIspray's: it looks at a machine and reports. */
export const discover: NewProfile = {
  ...image1,
  name: 'discover',
  folder: 'discover-0a0b0c0d',
  destructive: false,
  isPrivate: true,
  proof: 'none',
  spec: { method: 'kiwispray', template: 'host.tmpl' },
  answers: {},
  files: [],
  templates: { 'host.tmpl': '#!ipxe\nkernel k url=http://h/?id=@id@&bootid=@bootid@\nboot\n' },
  warnings: [],
};

export const exampleProfiles: readonly NewProfile[] = [wipe, image1, discover];
