import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema, machineSchema } from '../machine.ts';
import { grantProposalSchema } from '../grant-proposal.ts';
import { grantOrder, powerOfGrant, reasonField } from './grant-order.ts';
import { machineField as machine, manyAtOnce } from './machine-field.ts';

export const machineGrant = defineCommand({
  name: 'machine.grant',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Grant a machine one or more profiles, in order',
  description: `The machine's next boot gets the first profile; each \`finish\` moves to the next; after the last it boots its own disk. Nothing is installed without a grant, and a grant ends by itself when it expires. A machine that has a live grant is refused unless you say --replace. Where a second person is needed (a protected machine, more machines than one person may grant), it is proposed, and \`grant approve\` grants it. With --power it is restarted at once (\`power set\` says by what); when that fails, the grant ends as failed. ${manyAtOnce} This is then \`machine grant-many\`.`,
  http: { method: 'POST', path: '/machines/{machine}/grants' },
  cli: {
    positionals: ['machine', 'profiles'],
    examples: [
      { line: 'netberth machine grant 7 image1', does: 'install image1 at the next boot, within 4 hours' },
      { line: 'netberth machine grant 7 wipe,image1 --expires 2d', does: 'wipe first; two days to do it' },
      { line: 'netberth machine grant 7 image1 --power cycle', does: 'and restart it, from the network' },
      {
        line: 'netberth machine grant 7 image1 --power cycle --next medium',
        does: 'from its own ISO, in a network without DHCP',
      },
    ],
  },
  input: z.object({
    machine,
    ...grantOrder,
    ...powerOfGrant,
    replace: z.boolean().default(false).describe('revoke a live grant of this machine first'),
    propose: z
      .boolean()
      .default(false)
      .describe('only propose it: nothing is served until somebody else approves'),
    reason: reasonField,
  }),
  output: machineSchema.extend({
    /** What now waits for a second person, in place of a grant. */
    proposal: grantProposalSchema.nullable(),
    /** What restarts it; null: somebody must. */
    powerOrder: z.int().positive().nullable().default(null),
  }),
});

export const machineRevoke = defineCommand({
  name: 'machine.revoke',
  permission: 'machine:grant',
  effect: 'write',
  summary: "Take back a machine's live grant",
  description: `From now on it boots what it boots without a grant: its disk, its resting profile, or what new machines get. An install that is already writing cannot be stopped from here. ${manyAtOnce}`,
  http: { method: 'POST', path: '/machines/{machine}/revoke' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth machine revoke 7', does: 'nothing is installed any more' }],
  },
  input: z.object({ machine, reason: reasonField }),
  output: machineSchema,
});

export const machineHold = defineCommand({
  name: 'machine.hold',
  permission: 'machine:hold',
  effect: 'write',
  summary: 'Hold a machine: nothing but its disk until a person lets it go',
  description: `While somebody works on it, or as long as nobody knows what is wrong with it. A held machine gets no installer and its reports are refused. \`machine unhold\` puts it back where it was. ${manyAtOnce}`,
  http: { method: 'POST', path: '/machines/{machine}/hold' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth machine hold 7 --reason "disk shelf being moved"', does: 'leave it alone' }],
  },
  input: z.object({
    machine,
    reason: lineSchema(500).optional().describe('why: it is shown with the machine, too'),
  }),
  output: machineSchema,
});

export const machineUnhold = defineCommand({
  name: 'machine.unhold',
  permission: 'machine:hold',
  effect: 'write',
  summary: 'Let a held machine go',
  description: `It goes back to the state that it had before. ${manyAtOnce} After an identity conflict: mend the identifiers first (\`machine show\`, \`machine set\`, \`machine merge\`, \`machine split\`).`,
  http: { method: 'POST', path: '/machines/{machine}/unhold' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth machine unhold 7', does: 'back to its state' }],
  },
  input: z.object({ machine, reason: lineSchema(500).optional().describe('why, for the audit log') }),
  output: machineSchema,
});
