import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { nextBootSchema, powerOrderSchema, powerStatusSchema } from '../power.ts';
import { reasonField } from './grant-order.ts';
import { machineField as machine, manyAtOnce } from './machine-field.ts';

export const powerNextField = nextBootSchema
  .optional()
  .describe('boot this the next time, once; medium is its own ISO, inserted for it');

export const forceField = z
  .boolean()
  .default(false)
  .describe('also a machine that is installing, whose disk then has half a system');
const force = forceField;

const howItIsDone =
  'It is written down first, then done; what fails for a moment (a BMC that does not answer, or has no session free) is tried again for some minutes, a wrong password is not. The command waits for the end; interrupted, it goes on without it: `power orders`.';
const notInstalling = 'A machine that is installing is refused unless you say --force.';

export const powerOn = defineCommand({
  name: 'power.on',
  permission: 'power:use',
  effect: 'write',
  summary: 'Switch a machine on',
  description: `One that is on stays as it is. ${manyAtOnce} ${howItIsDone}`,
  http: { method: 'POST', path: '/machines/{machine}/power/on' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth power on 7', does: 'now' },
      { line: 'netberth power on 7 --next pxe', does: 'and boot from the network, this once' },
    ],
  },
  input: z.object({ machine, next: powerNextField, reason: reasonField }),
  output: powerOrderSchema,
});

export const powerOff = defineCommand({
  name: 'power.off',
  permission: 'power:use',
  effect: 'write',
  summary: 'Switch a machine off at once, as pulling its plug would',
  description: `Its operating system is not asked. ${notInstalling} ${manyAtOnce} ${howItIsDone}`,
  http: { method: 'POST', path: '/machines/{machine}/power/off' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth power off 7 --reason "disk shelf being moved"', does: 'it is off' }],
  },
  input: z.object({ machine, force, reason: reasonField }),
  output: powerOrderSchema,
});

export const powerCycle = defineCommand({
  name: 'power.cycle',
  permission: 'power:use',
  effect: 'write',
  summary: 'Switch a machine off and on again; one that is off is switched on',
  description: `${notInstalling} ${manyAtOnce} ${howItIsDone} What may have been done already is never done a second time.`,
  http: { method: 'POST', path: '/machines/{machine}/power/cycle' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth power cycle 7', does: 'off and on' },
      { line: 'netberth power cycle 7 --next medium', does: 'and boot its own ISO, by Redfish' },
    ],
  },
  input: z.object({ machine, next: powerNextField, force, reason: reasonField }),
  output: powerOrderSchema,
});

export const powerReset = defineCommand({
  name: 'power.reset',
  permission: 'power:use',
  effect: 'write',
  summary: 'Reset a machine, as its button would',
  description: `It is not switched off in between, so that it must be on. ${notInstalling} ${manyAtOnce} ${howItIsDone}`,
  http: { method: 'POST', path: '/machines/{machine}/power/reset' },
  cli: { positionals: ['machine'], examples: [{ line: 'netberth power reset 7', does: 'it starts anew' }] },
  input: z.object({ machine, next: powerNextField, force, reason: reasonField }),
  output: powerOrderSchema,
});

export const powerBootNext = defineCommand({
  name: 'power.boot-next',
  permission: 'power:use',
  effect: 'write',
  summary: 'Say what a machine boots the next time, once',
  description: `The boot order of its firmware stays as it is. With \`medium\` its own ISO is made, inserted into its virtual drive, and booted. Nothing is restarted. ${manyAtOnce} ${howItIsDone}`,
  http: { method: 'POST', path: '/machines/{machine}/power/boot-next' },
  cli: {
    positionals: ['machine', 'next'],
    examples: [
      { line: 'netberth power boot-next 7 pxe', does: 'from the network, whenever it is restarted' },
    ],
  },
  input: z.object({
    machine,
    next: nextBootSchema.describe('what it boots the next time'),
    reason: reasonField,
  }),
  output: powerOrderSchema,
});

export const powerEject = defineCommand({
  name: 'power.eject',
  permission: 'power:use',
  effect: 'write',
  summary: "Take the medium out of a machine's virtual drive",
  description: `A medium that was inserted for a grant is ejected by itself when the grant ends. ${howItIsDone}`,
  http: { method: 'POST', path: '/machines/{machine}/power/eject' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth power eject 7', does: 'the drive is empty' }],
  },
  input: z.object({ machine, reason: reasonField }),
  output: powerOrderSchema,
});

export const powerStatus = defineCommand({
  name: 'power.status',
  permission: 'power:use',
  effect: 'read',
  summary: 'Ask whether a machine is on, and what it boots the next time',
  description:
    'Its BMC or hook is asked now. Many at once: --label, --fact, --state, --search or --all in place of MACHINE. Exit 1 when it gives no answer.',
  http: { method: 'GET', path: '/machines/{machine}/power/status' },
  cli: { positionals: ['machine'], examples: [{ line: 'netberth power status 7', does: 'on or off' }] },
  input: z.object({ machine }),
  output: powerStatusSchema,
});
