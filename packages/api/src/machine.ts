import { networkSchema } from '@netberth/network';
import { z } from 'zod';
import { grantSchema } from './grant.ts';
import { downloadTurnSchema } from './download-turn.ts';
import { installProgressSchema } from './install-stage.ts';
import { proofSchema } from './profile.ts';

/** Lower-case, colons: `52:54:00:12:34:56`. Hyphens and upper case are accepted and normalised. */
export const macSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/, 'is not a MAC address like 52:54:00:12:34:56')
  .transform((mac) => mac.toLowerCase().replaceAll('-', ':'));

/** Lower-case: `4c4c4544-0042-3510-8052-b4c04f4e3232`. */
export const uuidSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'is not a UUID')
  .transform((uuid) => uuid.toLowerCase());

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const printable = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/u;

/** Text from outside that will stand on screens, in scripts and logs: one line, no control characters. */
export function lineSchema(maxLength: number) {
  return z.string().max(maxLength).regex(printable, 'holds control characters');
}

const maxSerialLength = 128;

/** As the firmware tells it, trimmed; compared without regard to case. */
export const serialSchema = lineSchema(maxSerialLength)
  .transform((serial) => serial.trim().toUpperCase())
  .refine((serial) => serial.length > 0, 'is empty')
  // Some letters become several: \u0390 three.
  .refine((serial) => serial.length <= maxSerialLength, `is longer than ${maxSerialLength} in capitals`);

export const hostnameSchema = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i,
    'is not a host name (letters, digits, hyphens, dots)',
  );

export const metadataSchema = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'is not a metadata name (letters, digits, _ and -)'),
  z.json(),
);

export const labelNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
    'is no name of a label (letters, digits, and . _ - between them)',
  );
export const labelsSchema = z.record(labelNameSchema, lineSchema(255));

export const machineStates = ['new', 'granted', 'installing', 'finished', 'failed', 'held'] as const;
export const machineStateSchema = z.enum(machineStates);
export type MachineState = z.infer<typeof machineStateSchema>;

export const machineSchema = z.object({
  id: z.int().positive(),
  state: machineStateSchema,
  /** Why it is in this state, when that needs saying: the conflict, the failure, the person who holds it. */
  stateReason: z.string().nullable(),
  hostname: z.string().nullable(),
  macs: z.array(z.string()),
  serial: z.string().nullable(),
  uuid: z.string().nullable(),
  asset: z.string().nullable(),
  /** The address the machine is known by; a grant binds to it. */
  address: z.string().nullable(),
  /** Where it has which addresses, as it was written; null: only DHCP or iPXE itself know. */
  network: networkSchema.nullable(),
  labels: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.json()),
  /** `disk`, `menu`, or the name of a non-destructive profile. */
  resting: z.string(),
  /** Every grant for it needs a second person. */
  protected: z.boolean(),
  /** `key`: without the key of a boot medium of its own it gets its disk and nothing else. */
  proof: proofSchema,
  /** What the firmware said at the last boot: platform, buildarch, manufacturer, product, cpu, iPXE version. */
  hardware: z.record(z.string(), z.string()),
  /** KIWIspray's one word for it: first remaining step, `new` or `finished`. */
  kiwisprayState: z.string(),
  /** The live grant. */
  grant: grantSchema.nullable(),
  /** States that came from KIWIspray and wait for a person to grant them: `wipe,image1`. */
  pendingSteps: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  lastAddress: z.string().nullable(),
  /** It waits in iPXE until the link of the server has room for what it boots; null: it does not. */
  downloadTurn: downloadTurnSchema.nullable(),
  /** How far the installer of its newest boot says it is; null: that says nothing. */
  installProgress: installProgressSchema.nullable(),
});
export type Machine = z.infer<typeof machineSchema>;

/** A machine's id, one of its MACs, or its host name. */
export const machineReferenceSchema = z.string().min(1).max(253);
