import { z } from 'zod';
import { argumentSchema } from './boot-variant.ts';
import { conditionSchema } from './condition.ts';
import { lineSchema, wordTemplateSchema } from './word-schemas.ts';

/**
 * Answer files by what reads them; `script` is run by a live system, `esxi-boot` is the boot.cfg of a medium of ESXi, which is
 * rewritten for each machine, `proxmox-iso` an ISO that was prepared to ask a server for its answers. An input of such a
 * kind makes what was booted act unattended.
 */
const automationKinds = [
  ...['kickstart', 'preseed', 'autoinstall', 'ignition', 'autoyast', 'unattend', 'xenserver', 'proxmox'],
  ...['apkovl', 'talos', 'harvester', 'k3os', 'kairos', 'agama', 'cloud-init', 'void', 'script'],
  ...['esxi', 'esxi-boot', 'photon', 'proxmox-iso', 'winpe-script', 'winpeshl'],
] as const;

/**
 * A text that a boot needs or takes. With `automation` it is an answer file: only a machine that was granted the boot
 * gets one, a menu never asks for it.
 */
export const inputSchema = z.strictObject({
  title: lineSchema,
  kind: z.enum(['url', 'device', 'text']),
  automation: z.enum(automationKinds).optional(),
  required: z.boolean().default(false),
  default: wordTemplateSchema.optional(),
  /** Stands for the value where a choice is listed without one. */
  example: wordTemplateSchema.optional(),
  args: z.array(argumentSchema).default([]),
  when: conditionSchema.optional(),
});
export type InputSource = z.output<typeof inputSchema>;
