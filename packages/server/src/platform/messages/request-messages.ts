import type { Message } from './message.ts';

/** What installers and file requests get. NB2. */
export const requestMessages = {
  noAsset: {
    code: 'NB2030',
    status: 404,
    text: 'there is no file of the menu at {path}',
    wayOut: 'Scripts name these files; without a flag, netberth menu mirror lists what is kept.',
  },
  missingId: {
    code: 'NB2001',
    status: 404,
    text: 'the request has no id',
    wayOut: 'Call it as {path}.',
  },
  wrongBootId: {
    code: 'NB2002',
    status: 401,
    text: 'the boot id is not one of machine {machine}',
    wayOut: 'Boot ids come with the boot script; a newer boot may have taken over.',
  },
  bootOver: {
    code: 'NB2003',
    status: 409,
    text: 'boot {boot} may no longer do this: {why}',
    wayOut: 'Restart the machine; if something is granted it gets a new boot id.',
  },
  nothingToServe: {
    code: 'NB2004',
    status: 404,
    text: 'boot {boot} has no profile to serve from',
    wayOut: 'Grant one (netberth machine grant {machine} PROFILE) and restart the machine.',
  },
  noAnswerFile: {
    code: 'NB2005',
    status: 404,
    text: 'the profile {profile} has no answer file "{name}"',
    wayOut: 'Those that it has: netberth profile show {profile}',
  },
  hardwareUnreadable: {
    code: 'NB2024',
    status: 400,
    text: 'the description of the hardware cannot be read: {why}',
    wayOut:
      "Proxmox's installer sends one; a person sees the answer file by netberth profile show PROFILE --machine ID",
  },
  noAnswerByHardware: {
    code: 'NB2023',
    status: 403,
    text: 'no answer file for {who}: {why}',
    wayOut:
      'What it would get at its next boot, and why: netberth machine explain. An answer file is for the boot of a granted profile.',
  },
  answerFailed: {
    code: 'NB2006',
    status: 500,
    text: '"{name}" cannot be made for machine {machine}: {why}',
    wayOut: 'Check it: netberth profile check {profile}',
  },
  badUpdate: {
    code: 'NB2007',
    status: 400,
    text: 'the update is refused: {why}',
    wayOut: 'Send form fields mac (repeated) and metadata (a JSON object).',
  },
  notOpen: {
    code: 'NB2008',
    status: 403,
    text: 'listing machines is off',
    wayOut: 'If everybody on this network may read it: netberth settings set kiwispray.openListing true',
  },
  notDiscover: {
    code: 'NB2009',
    status: 409,
    text: 'boot {boot} is not a discover boot',
    wayOut: 'Only a boot of the profile discover may update identifiers.',
  },
  noSuchPath: {
    code: 'NB2011',
    status: 404,
    text: 'there is nothing at {path}',
    wayOut: 'Machines start at /bootstrap.ipxe.',
  },
  notYourImage: {
    code: 'NB2012',
    status: 403,
    text: 'the files of {profile} are private',
    wayOut: 'They are served to a live boot of this profile, from its address.',
  },
  templateKept: {
    code: 'NB9231',
    status: 403,
    text: '{file} of {profile} is a template, which may hold secrets: it is not served as it stands',
    wayOut: 'What is made of it for a boot is at /config/ID/BOOTID/NAME or /post-install.',
  },
  descriptionKept: {
    code: 'NB2025',
    status: 403,
    text: '{file} of {profile} is for the server alone, and no machine needs it: it is not served',
    wayOut: 'What it says: netberth profile show {profile}',
  },
  fileAbsent: {
    code: 'NB2013',
    status: 404,
    text: 'cannot serve "{file}": the profile has no such file',
    wayOut: 'See netberth profile show PROFILE',
  },
  fileRefused: {
    code: 'NB2017',
    status: 403,
    text: 'cannot serve "{file}": {why}',
    wayOut: 'Name the file as its profile does: netberth profile show PROFILE',
  },
  noMedium: {
    code: 'NB2020',
    status: 404,
    text: 'there is no such medium, or it was revoked',
    wayOut: 'Make another: netberth media issue MACHINE',
  },
  mediumBroken: {
    code: 'NB2021',
    status: 503,
    text: 'medium {medium} cannot be made: {why}',
    wayOut: 'See netberth firmware status',
  },
  noMediumFile: {
    code: 'NB2022',
    status: 404,
    text: 'a medium has no file "{file}"',
    wayOut: 'It has boot.iso, autoexec.ipxe, and the loaders of its firmware; see docs/media.md.',
  },
  noFirmware: {
    code: 'NB2018',
    status: 404,
    text: 'there is no firmware file "{file}"',
    wayOut: 'See netberth firmware status; netberth firmware install brings the usual ones.',
  },
  profileUnknown: {
    code: 'NB2014',
    status: 404,
    text: 'there is no profile "{profile}"',
    wayOut: 'See netberth profile list',
  },
  unreadable: {
    code: 'NB2015',
    status: 400,
    text: 'the request cannot be read: {why}',
    wayOut: 'Machines start at /bootstrap.ipxe.',
  },
  serverFailed: {
    code: 'NB2090',
    status: 500,
    text: 'the server failed',
    wayOut: 'Try again; the log of the server tells why.',
  },
} as const satisfies Readonly<Record<string, Message>>;
