import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';

/** DHCP servers whose configuration Netberth can write. */
export const dhcpServerKinds = ['dnsmasq', 'isc', 'kea', 'windows', 'mikrotik', 'edgerouter'] as const;

export const dhcpModeSchema = z.enum(['off', 'full', 'proxy', 'external']);

export const dhcpConfig = defineCommand({
  name: 'dhcp.config',
  permission: 'dhcp:read',
  effect: 'read',
  summary: 'Print the configuration of DHCP',
  description:
    'Without --for: what the dnsmasq that Netberth runs is told (modes full, proxy and external). With --for: the lines to add to a DHCP server of your own, so that it sends machines here; they hold for every mode but full.',
  http: { method: 'GET', path: '/dhcp/config' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth dhcp config', does: 'what our own dnsmasq runs with' },
      { line: 'netberth dhcp config --for kea', does: 'what to add to a Kea server' },
    ],
  },
  input: z.object({
    for: z.enum(dhcpServerKinds).optional().describe('the DHCP server that is to be changed'),
  }),
  output: z.object({
    mode: dhcpModeSchema,
    for: z.enum(dhcpServerKinds).nullable(),
    /** The file or the lines, ready to be used. */
    text: z.string(),
    /** Where it goes and what to mind. */
    notes: z.array(z.string()),
    warnings: z.array(z.string()),
  }),
});

export const dhcpClientVerdictSchema = z.object({
  kind: z.enum(['bios', 'uefi-x64', 'uefi-arm64', 'http-x64', 'ipxe']),
  title: z.string(),
  outcome: z.enum([
    'here',
    'wrongFile',
    'elsewhere',
    'contested',
    'noBootFile',
    'notFetched',
    'noAddress',
    'silence',
  ]),
  /** Both from the answer that this client would take. */
  address: z.string().nullable(),
  addressFrom: z.string().nullable(),
  bootFile: z.string().nullable(),
  bootFrom: z.string().nullable(),
  /** What would happen, in a sentence. */
  text: z.string(),
  /** What to change; null when all is well. */
  advice: z.string().nullable(),
});
export type DhcpClientVerdict = z.infer<typeof dhcpClientVerdictSchema>;

export const dhcpCheck = defineCommand({
  name: 'dhcp.check',
  permission: 'dhcp:read',
  effect: 'read',
  summary: 'Ask the network what a machine would be told to boot',
  description:
    'The server sends a DISCOVER as each kind of machine would (BIOS, UEFI x64, UEFI arm64, UEFI HTTP boot, iPXE), waits for the answers, asks port 4011 where a machine would, and fetches what it is told to load. Nobody gets an address by it. It needs root or CAP_NET_BIND_SERVICE on the server, and an interface with an IPv4 address. Exit code 1 when some machine would not boot from here.',
  http: { method: 'GET', path: '/dhcp/check' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth dhcp check', does: 'ask on the interface of the first subnet' },
      { line: 'netberth dhcp check --interface eth1', does: 'ask there' },
      { line: 'netberth dhcp check --mac 52:54:00:12:34:56', does: 'ask as this machine would' },
    ],
  },
  input: z.object({
    interface: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,14}$/, 'is not an interface name')
      .optional()
      .describe('where to ask'),
    mac: z
      .string()
      .regex(/^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/, 'is not a MAC address like 52:54:00:12:34:56')
      .optional()
      .describe('ask with this address instead of one made for the purpose'),
  }),
  output: z.object({
    ok: z.boolean(),
    interface: z.string(),
    /** Ours, on that interface. */
    address: z.string(),
    service: z.object({
      mode: dhcpModeSchema,
      state: z.enum(['off', 'running', 'failed']),
      detail: z.string(),
    }),
    /** Everybody who answered. */
    servers: z.array(z.object({ address: z.string(), isOurs: z.boolean(), does: z.string() })),
    clients: z.array(dhcpClientVerdictSchema),
  }),
});
