import { z } from 'zod';
import type { Setting } from './setting.ts';

const fileSchema = z.string('is not a path').trim();
const switchSchema = z.union([z.boolean(), z.stringbool()], 'is neither true nor false');
const group = 'People reach';

/** How console and API prove who they are, and keep passwords from being read on the way. */
export const tlsSettings = {
  'tls.certificate': {
    schema: fileSchema,
    preset: '',
    group,
    help: 'a PEM file with the certificate of the admin plane and those between it and its CA; read again when it changes',
    placeholder: 'FILE',
    wanted: 'a file',
  },
  'tls.key': {
    schema: fileSchema,
    preset: '',
    group,
    help: 'a PEM file with the key of tls.certificate',
    placeholder: 'FILE',
    wanted: 'a file',
  },
  'tls.selfMade': {
    schema: switchSchema,
    preset: 'false',
    group,
    help: 'TLS with a certificate that the server makes itself; the start prints its fingerprint, for --fingerprint of the command',
    placeholder: '',
    wanted: 'true or false',
  },
} as const satisfies Readonly<Record<string, Setting>>;
