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
  uploadFile: 'ISO, or tar of an image',
  uploadHint:
    "An ISO of an operating system (.iso); or, as .tar or .tar.gz: KIWIspray's images/<name>/, what KIWI builds for PXE, a live image, a folder with profile.yaml.",
  image: {
    folder: 'Or the folder of an image',
    folderChosen: (files: number) => count(files, 'file', 'files'),
    looking: 'Looks at it…',
    refused: 'It cannot be imported',
    size: (size: string) => `${size} will be sent.`,
    itIs: (what: string, how: string) => `It is ${what}: ${how}.`,
    folderOf: (folder: string, files: number) => `${folder} has ${count(files, 'file', 'files')}.`,
    hidden: (paths: readonly string[]) => `Hidden, and left out: ${paths.join(', ')}`,
    way: 'Boot it',
    asRecognised: 'as it was recognised',
    memdisk: 'as a whole, in memory (memdisk, BIOS)',
    sanboot: 'as a whole, as a disk over the network (sanboot)',
    noSum: (name: string) => `holds no SHA-256 of ${name}`,
    empty: (name: string) => `${name} is empty: copy or download it again.`,
    compressed: (name: string, program: string) =>
      `${name} is compressed in a way that a browser does not read: unpack it with ${program} and choose what comes out, or use \`netberth profile import\` in a terminal.`,
    damaged: (name: string) => `${name} is cut off or damaged: copy or download it again.`,
    noImage: (name: string) =>
      `${name} is neither an ISO nor a tar: choose the ISO, the tar or the folder that it is a part of.`,
    emptyFolder: (folder: string) =>
      `${folder} is an empty folder: choose the one that holds the kernel of the image.`,
    badNames: (folder: string, names: readonly string[]) =>
      `${folder} holds what an image cannot have: ${names.map((name) => JSON.stringify(name)).join(', ')}. Names have letters, digits and . _ @ + -: rename it or take it out.`,
  },
  uploadName: 'Name of the profile',
  uploadSha256: 'SHA-256 of the file',
  uploadSha256Hint: 'Or the lines of SHA256SUMS; of a .tar.gz: of the tar in it. Empty: it is not compared',
  uploadBroken: (told: string, waitSeconds: number) =>
    `${told}. The connection broke; it goes on in ${count(waitSeconds, 'second', 'seconds')}. What has arrived is kept for a day: choosing the same file again goes on, too.`,
  uploadHarmless: 'It never writes to the disks of a machine (no grant needed)',
  uploadReplace: 'Replace the profile of this name',
  uploadSubmit: 'Import',
  uploading: (done: string, all: string) => `${done} of ${all} sent`,
  unpacking: 'Sent. The server unpacks and checks it.',
  uploaded: (name: string) => `${name} is imported.`,
  captures: {
    title: 'Captured disks',
    intro:
      'Machines have sent these disks. Made a profile of, one is written to other machines; until then it waits here, of each machine the last.',
    machine: 'Machine',
    sentBy: 'Sent by',
    size: 'Size',
    came: 'Came',
    change: 'Change',
    make: (machine: string) => `Make a profile of the disk of ${machine}…`,
    makeTitle: (machine: string) => `Make a profile of the disk of ${machine}`,
    makeHint:
      'It writes this disk to the only disk of each machine that it is granted to. The captured disk goes into it.',
    remove: (machine: string) => `Remove the disk of ${machine}…`,
    removeTitle: (machine: string) => `Remove the disk of ${machine}`,
    willRemove: (machine: string, size: string) =>
      `What ${machine} has sent (${size}) will be deleted from this server. The machine keeps its disk; to have it again, it must send it again.`,
    doRemove: (size: string) => `Delete ${size}`,
  },
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
