import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';

/** A channel that a server has built of a branch, and serves itself. */
export const servedChannelSchema = z.object({
  channel: z.string(),
  version: z.string(),
  publishedAt: z.iso.datetime(),
  /** Then it goes, unless it is built again; null: it stays. */
  expiresAt: z.iso.datetime().nullable(),
  /** `main of https://git.example/ours/menus.git, commit …`; null: it does not say. */
  source: z.string().nullable(),
  sizeBytes: z.int().nonnegative(),
  /** What a machine is led to, on the boot plane: `/channels/pr-12/menu.ipxe`. */
  path: z.string(),
});
export type ServedChannel = z.infer<typeof servedChannelSchema>;

export const channelServed = defineCommand({
  name: 'channel.served',
  permission: 'menu:read',
  effect: 'read',
  summary: 'List the channels that the server builds and serves itself',
  description:
    'Menus of branches and pull requests of `channels.repository`, each under an address of its own, to be tried before they are merged (docs/publishing.md). What was published elsewhere: `channel list --to`.',
  http: { method: 'GET', path: '/channels' },
  cli: {
    positionals: [],
    rows: 'channels',
    examples: [{ line: 'netberth channel served', does: 'where each is tried, and when it ends' }],
  },
  input: z.object({}),
  output: z.object({
    /** Of which they are branches; null: this server builds none. */
    repository: z.string().nullable(),
    /** Where machines reach the server, as far as it was said. */
    bootUrl: z.string().nullable(),
    /** At which it listens to machines. */
    bootPort: z.int().nonnegative(),
    channels: z.array(servedChannelSchema),
  }),
});

export const channelEnd = defineCommand({
  name: 'channel.end',
  permission: 'menu:write',
  effect: 'write',
  summary: 'End a channel that the server serves itself',
  description:
    'Its files go; machines that ask for it boot their own disk. It comes again when its branch changes or somebody tries it.',
  http: { method: 'DELETE', path: '/channels/{channel}' },
  cli: {
    positionals: ['channel'],
    examples: [{ line: 'netberth channel end pr-12', does: 'before its time' }],
  },
  input: z.object({
    channel: z.string().min(1).max(100).describe('the channel, as `channel served` names it'),
  }),
  output: z.object({ ended: z.string() }),
});
