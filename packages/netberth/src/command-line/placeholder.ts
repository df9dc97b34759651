import { flagName } from './flag-name.ts';

/** What stands for the value of a flag in help: `--expires TIME`. Without a line here, the last word of the flag itself. */
const placeholders: Readonly<Record<string, readonly string[]>> = {
  TIME: ['expires', 'pause', 'healthyWithin', 'bootWithin'],
  TEXT: ['reason', 'search', 'summary', 'text', 'title'],
  NAME: ['hostname', 'host', 'image', 'user', 'volume', 'resume', 'answers'],
  'NAME=VALUE': ['label', 'where'],
  CONDITION: ['fact'],
  PROFILE: ['resting', 'disc'],
  MACHINE: ['of'],
  ADDRESS: ['gateway', 'dns'],
  TAG: ['vlan'],
  BYTES: ['mtu'],
  FILE: ['out', 'output', 'comment', 'plan', 'key', 'popular'],
  FOLDER: ['cache', 'catalogue'],
  URL: ['from', 'fromGit', 'mirror'],
  PLACE: ['to'],
  SHA256: ['tlsFingerprint', 'head'],
  SHARE: ['wave', 'canary', 'maxFailures'],
  COLUMN: ['sort'],
  SQL: ['query'],
  SERVER: ['for'],
  WAY: ['as', 'how'],
  WHAT: ['by', 'next'],
  ID: ['system'],
  'USER@ADDRESS': ['ssh'],
  'URL|COMMAND': ['purge'],
};

/** Where one verb means something else by the same flag. */
const ofOneVerb: Readonly<Record<string, string>> = {
  'firmware.install from': 'FOLDER',
  'live.build output': 'FOLDER',
  'machine.add search': 'DOMAINS',
  'machine.set search': 'DOMAINS',
  'media.create label': 'NAME',
  'media.issue label': 'NAME',
  'menu.render output': 'FOLDER',
  'rollout.start to': 'PROFILE',
};

export function textPlaceholder(verb: string, field: string): string {
  const named = Object.entries(placeholders).find(([, fields]) => fields.includes(field));
  return ofOneVerb[`${verb} ${field}`] ?? named?.[0] ?? lastWord(field);
}

/** `bootUrl` -> `URL`: so is the value of a list named, too. */
export function lastWord(field: string): string {
  return flagName(field).split('-').at(-1)?.toUpperCase() ?? '';
}
