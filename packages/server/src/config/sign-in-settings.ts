import { z } from 'zod';
import { durationSchema } from './duration-setting.ts';
import { listOf } from './list-of.ts';
import { roleListSchema } from './role-list.ts';
import { Secret } from './secret.ts';
import type { Setting } from './setting.ts';

const textSchema = z.string('is not a text').trim();
const secretSchema = z.string('is not a text').transform((text) => new Secret(text));
const directoryUrlSchema = z.string().refine(isDirectoryUrl, {
  error: ({ input }) => `has "${String(input)}", which is no ldaps: or ldap: URL`,
});

function isDirectoryUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^ldaps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname);
}

const group = 'Signing in';

/** Who signs in, and how: the part of the table of settings that belongs to it. */
export const signInSettings = {
  localRoles: {
    schema: roleListSchema,
    preset: 'administrator',
    group,
    help: 'the roles of whoever uses the command on this host, as the user of the server or root',
    placeholder: 'ROLE,…',
    wanted: 'roles like administrator, or operator@site=berlin',
  },
  sessionIdle: {
    schema: durationSchema,
    preset: '30m',
    group,
    help: 'a session that is not used ends after this time',
    placeholder: 'TIME',
    wanted: 'a time like 30m, 8h or 2d, five minutes at least',
    isAdjustable: true,
  },
  sessionLife: {
    schema: durationSchema,
    preset: '12h',
    group,
    help: 'every session ends after this time, however much it is used',
    placeholder: 'TIME',
    wanted: 'a time like 30m, 8h or 2d, five minutes at least',
    isAdjustable: true,
  },
  'directory.urls': {
    schema: listOf(directoryUrlSchema),
    preset: '',
    group,
    help: 'servers of an LDAP directory, asked in this order; ldaps:, or ldap: with StartTLS; empty: none',
    placeholder: 'URL,…',
    wanted: 'URLs like ldaps://dc1.example.org,ldaps://dc2.example.org',
  },
  'directory.kind': {
    schema: z.enum(['active-directory', 'openldap'], 'is not known'),
    preset: 'active-directory',
    group,
    help: 'active-directory (also Samba) or openldap',
    placeholder: 'KIND',
    wanted: 'active-directory or openldap',
  },
  'directory.base': {
    schema: textSchema,
    preset: '',
    group,
    help: 'the DN below which people and groups are',
    placeholder: 'DN',
    wanted: 'a DN like DC=example,DC=org',
  },
  'directory.ca': {
    schema: textSchema,
    preset: '',
    group,
    help: "a PEM file with the CA of the directory's certificates; empty: the CAs of the system",
    placeholder: 'FILE',
    wanted: 'a file',
  },
  'directory.bindDn': {
    schema: textSchema,
    preset: '',
    group,
    help: 'an account that may read the directory; empty: everybody is looked up as themselves, at log-in only',
    placeholder: 'DN',
    wanted: 'a DN, or a name that the directory takes as one',
  },
  'directory.bindPassword': {
    schema: secretSchema,
    preset: '',
    group,
    help: 'its password; better in the environment or the file than on a command line',
    placeholder: 'TEXT',
    wanted: 'the password of directory.bindDn',
    isSecret: true,
  },
  'directory.domain': {
    schema: textSchema,
    preset: '',
    group,
    help: 'what is put behind a plain name when there is no directory.bindDn: ada becomes ada@example.org',
    placeholder: 'DOMAIN',
    wanted: 'a domain like example.org',
  },
  'directory.label': {
    schema: textSchema,
    preset: 'Directory',
    group,
    help: 'what it is called on the page where people sign in',
    placeholder: 'TEXT',
    wanted: 'a short name',
  },
  'directory.recheck': {
    schema: durationSchema,
    preset: '5m',
    group,
    help: 'how long what the directory says of somebody who is signed in counts before it is asked again',
    placeholder: 'TIME',
    wanted: 'a time like 5m or 1h, five minutes at least',
  },
} as const satisfies Readonly<Record<string, Setting>>;
