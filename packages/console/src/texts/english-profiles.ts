import { count, machineCount } from './english-count.ts';

/** Sentences of the pages of profiles. */
export const englishProfiles = {
  title: 'Profiles',
  none: 'There is no profile yet: nothing can be granted.',
  columns: { name: 'Name', kind: 'Kind', method: 'Method', size: 'Size', imported: 'Imported', by: 'by' },
  destructive: 'writes to disks',
  harmless: 'writes nothing',
  isPrivate: 'private',
  upload: 'Import an image…',
  uploadTitle: 'Import an image',
  uploadFile: 'Tar of the image (.tar)',
  uploadHint:
    "KIWIspray's images/<name>/, what KIWI builds for PXE, or a folder with our profile.yaml, as a tar.",
  uploadName: 'Name of the profile',
  uploadSha256: 'SHA-256 of the file',
  uploadSha256Hint: 'Empty: it is not compared',
  uploadBroken: (told: string, waitSeconds: number) =>
    `${told}. The connection broke; it goes on in ${count(waitSeconds, 'second', 'seconds')}. What has arrived is kept for a day: choosing the same file again goes on, too.`,
  uploadHarmless: 'It never writes to the disks of a machine (no grant needed)',
  uploadReplace: 'Replace the profile of this name',
  uploadSubmit: 'Import',
  uploading: (done: string, all: string) => `${done} of ${all} sent`,
  unpacking: 'Sent. The server unpacks and checks it.',
  uploaded: (name: string) => `${name} is imported.`,
  files: 'Files',
  file: 'File',
  role: 'Role',
  size: 'Size',
  sha256: 'SHA-256',
  warnings: 'Warnings of the import',
  check: 'Check',
  checked: (n: number) => `Everything is as it should be; rendered for ${machineCount(n)}.`,
  checkFailed: (n: number) => `${count(n, 'problem', 'problems')}:`,
  remove: 'Remove…',
  removeTitle: (name: string) => `Remove ${name}`,
  willRemove: (name: string, files: number, size: string) =>
    `The profile ${name} and its ${count(files, 'file', 'files')} (${size}) will be deleted from this server. Refused while a live grant or a resting machine needs it.`,
  doRemove: (name: string, files: number) => `Delete ${name} and its ${count(files, 'file', 'files')}`,
  bootSpec: 'How it boots',
};
