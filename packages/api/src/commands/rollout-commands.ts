import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { pageSchema } from '../page.ts';
import { profileNameSchema } from '../profile.ts';
import { rolloutMachineSchema, rolloutSchema, shareSchema } from '../rollout.ts';
import { reasonField } from './grant-order.ts';
import { machineSelection, whereField as where } from './machine-bulk-commands.ts';

const image = profileNameSchema.describe('the image, as `rollout start` named it');
const duration = z.string().regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a duration like 30m, 4h, 2d or 8w');

export const rolloutStart = defineCommand({
  name: 'rollout.start',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Bring machines to another version of an image, some at a time',
  description:
    'Versions of an image are profiles that machines rest on; every profile that is rolled out under one image name is a version of it. First the canary is called: each of these machines gets the new version at its next boot. When all of them have said that they are healthy, waves follow, one after the other. More failures than allowed stop it. Nothing is restarted: a machine moves when it boots. Protected and held machines are left where they are. Only non-destructive profiles can be rolled out. Where more machines than one person may grant are concerned, a second person approves it first.',
  narrows: true,
  http: { method: 'POST', path: '/rollouts' },
  cli: {
    positionals: ['image'],
    examples: [
      {
        line: 'netberth rollout start edge --to edge-2 --label role=edge --canary 5% --wave 20% --max-failures 2%',
        does: 'a twentieth first, then a fifth at a time',
      },
      {
        line: 'netberth rollout start edge --to edge-2 --label role=edge --dry-run',
        does: 'say what would happen',
      },
    ],
  },
  input: z.object({
    image: profileNameSchema.describe('the image whose version this is; a name that you give it'),
    to: profileNameSchema.describe('the profile that machines come to'),
    label: machineSelection.label,
    where,
    canary: shareSchema.default('1').describe('how many machines, or per cent of them, go first'),
    wave: shareSchema.default('10%').describe('how many machines, or per cent of them, go at a time then'),
    maxFailures: shareSchema
      .default('0')
      .describe('how many failures, or per cent of the machines called so far, are accepted; more stop it'),
    healthyWithin: duration
      .default('15m')
      .describe('how long after its boot a machine may take to say that it is well'),
    bootWithin: duration
      .default('7d')
      .describe('how long a machine that was called may take to boot; then it is left'),
    staged: z
      .boolean()
      .default(false)
      .describe('call only machines that have said that they keep the new version locally'),
    dryRun: z.boolean().default(false).describe('change nothing, say what would happen'),
    reason: reasonField,
  }),
  output: z.object({
    sentence: z.string(),
    dryRun: z.boolean(),
    rollout: rolloutSchema,
    /** Machines with the label that are left out, the first hundred. */
    left: z.array(z.object({ machine: z.int().positive(), why: z.string() })),
    leftCount: z.int().nonnegative(),
  }),
});

export const rolloutList = defineCommand({
  name: 'rollout.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List roll-outs, the newest first',
  description: 'Which images were rolled out, how far each is, and why one stands.',
  narrows: true,
  http: { method: 'GET', path: '/rollouts' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth rollout list', does: 'how far each is' }],
  },
  input: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
  }),
  output: z.object({ rollouts: z.array(rolloutSchema) }),
});

export const rolloutShow = defineCommand({
  name: 'rollout.show',
  permission: 'machine:read',
  effect: 'read',
  summary: "Show an image's newest roll-out: which machine runs what, and how far behind",
  description:
    'What a machine runs is what its last boot was given; a machine that booted an older version says how many versions ago that was the newest.',
  narrows: true,
  http: { method: 'GET', path: '/rollouts/{image}' },
  cli: {
    positionals: ['image'],
    examples: [{ line: 'netberth rollout show edge', does: 'who runs what' }],
  },
  input: z.object({ image, ...pageSchema.shape }),
  output: z.object({
    rollout: rolloutSchema,
    /** Every version, the oldest first, and how many machines of this roll-out run it. */
    versions: z.array(
      z.object({
        number: z.int().positive(),
        profile: z.string(),
        machines: z.int().nonnegative(),
      }),
    ),
    /** Machines of it that run no version: their disk, or that never booted. */
    otherwise: z.int().nonnegative(),
    machines: z.array(rolloutMachineSchema),
    next: z.int().positive().nullable(),
  }),
});

const change = { permission: 'machine:grant', effect: 'write', narrows: true } as const;
const input = z.object({ image, reason: reasonField });

export const rolloutApprove = defineCommand({
  name: 'rollout.approve',
  ...change,
  summary: 'Approve, as a second person, a roll-out that somebody has proposed',
  description:
    'Whoever proposed it cannot approve it, nor by a token; and not over the socket, where a name is only claimed: sign in, or use a token of your own.',
  http: { method: 'POST', path: '/rollouts/{image}/approve' },
  cli: { positionals: ['image'], examples: [{ line: 'netberth rollout approve edge', does: 'now it runs' }] },
  input,
  output: rolloutSchema,
});

export const rolloutPause = defineCommand({
  name: 'rollout.pause',
  ...change,
  summary: 'Pause a roll-out: from now on nobody moves',
  description:
    'A machine that was called and has not booted keeps what it rests on as long as the pause lasts. Machines that have moved stay where they are.',
  http: { method: 'POST', path: '/rollouts/{image}/pause' },
  cli: { positionals: ['image'], examples: [{ line: 'netberth rollout pause edge', does: 'nobody moves' }] },
  input,
  output: rolloutSchema,
});

export const rolloutResume = defineCommand({
  name: 'rollout.resume',
  ...change,
  summary: 'Go on with a roll-out that is paused',
  description: 'It goes on where it was. One that was stopped is over: start another.',
  http: { method: 'POST', path: '/rollouts/{image}/resume' },
  cli: { positionals: ['image'], examples: [{ line: 'netberth rollout resume edge', does: 'waves go on' }] },
  input,
  output: rolloutSchema,
});

export const rolloutStop = defineCommand({
  name: 'rollout.stop',
  ...change,
  summary: 'End a roll-out: nobody else moves',
  description:
    'Machines that have moved stay where they are, the others keep what they rest on. `rollout back` takes back those that moved.',
  http: { method: 'POST', path: '/rollouts/{image}/stop' },
  cli: { positionals: ['image'], examples: [{ line: 'netberth rollout stop edge', does: 'it is over' }] },
  input,
  output: rolloutSchema,
});

export const rolloutBack = defineCommand({
  name: 'rollout.back',
  ...change,
  summary: 'Roll back: each machine that moved gets at its next boot what it rested on before',
  description:
    'Exactly the machines that have moved go back. One that a person has since given another resting choice, that is held, or that is protected now is left as it is and named.',
  http: { method: 'POST', path: '/rollouts/{image}/back' },
  cli: { positionals: ['image'], examples: [{ line: 'netberth rollout back edge', does: 'to what it was' }] },
  input,
  output: rolloutSchema,
});
