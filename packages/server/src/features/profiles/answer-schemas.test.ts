import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { accessOf, networks, refused, render } from './rendered-answer.fixture.ts';

const text = z.string().min(1);
const texts = z.array(text);

/** Keys and types of subiquity's "Autoinstall configuration reference manual"; the network is netplan's to check. */
const autoinstall = z.strictObject({
  version: z.literal(1),
  locale: text,
  keyboard: z.strictObject({ layout: text, variant: text.optional() }),
  timezone: text,
  identity: z.strictObject({
    hostname: z.string().regex(/^[a-z0-9.-]+$/),
    realname: text,
    username: text,
    password: text,
  }),
  ssh: z.strictObject({ 'install-server': z.boolean(), 'allow-pw': z.boolean(), 'authorized-keys': texts }),
  packages: texts,
  proxy: text.optional(),
  apt: z.strictObject({ primary: z.array(z.strictObject({ arches: texts, uri: z.url() })) }).optional(),
  network: z.looseObject({ version: z.literal(2) }).optional(),
  storage: z.strictObject({
    layout: z.strictObject({
      name: z.enum(['direct', 'lvm', 'zfs', 'hybrid']),
      match: z.strictObject({ path: text }),
    }),
  }),
  reporting: z.record(
    z.string(),
    z.strictObject({ type: z.literal('webhook'), endpoint: z.url(), level: z.enum(['DEBUG', 'INFO']) }),
  ),
  'early-commands': texts,
  'late-commands': texts,
  'error-commands': texts,
});

const agamaMethod = z.enum(['auto', 'manual', 'link-local', 'disabled']);
const agamaScript = z.strictObject({ name: text, content: text, chroot: z.boolean().optional() });

/** Agama's profile.schema.json, as far as we use it; it takes no other keys. */
const agama = z.strictObject({
  product: z.strictObject({ id: text }),
  localization: z.strictObject({ language: text, keyboard: text, timezone: text }),
  hostname: z.strictObject({ static: text }).optional(),
  user: z.strictObject({ fullName: text, userName: text, password: text, hashedPassword: z.boolean() }),
  network: z
    .strictObject({
      connections: z.array(
        z.strictObject({
          id: text,
          interface: text,
          mtu: z.int().optional(),
          method4: agamaMethod,
          method6: agamaMethod,
          gateway4: z.ipv4().optional(),
          gateway6: z.ipv6().optional(),
          addresses: z.array(z.union([z.cidrv4(), z.cidrv6()])),
          nameservers: z.array(z.union([z.ipv4(), z.ipv6()])),
          bond: z.strictObject({ mode: text, ports: texts }).optional(),
        }),
      ),
    })
    .optional(),
  software: z.strictObject({ packages: texts }),
  storage: z.strictObject({
    drives: z.array(
      z.strictObject({
        search: text.optional(),
        partitions: z.tuple([
          z.strictObject({ search: z.literal('*'), delete: z.literal(true) }),
          z.strictObject({ generate: z.literal('default') }),
        ]),
      }),
    ),
  }),
  scripts: z.strictObject({ pre: z.array(agamaScript).optional(), post: z.array(agamaScript) }),
});

const proxmoxAddress = z.union([z.ipv4(), z.ipv6()]);

/** The structures of proxmox-auto-installer (answer.rs), which denies fields that it does not know. */
const proxmox = z.strictObject({
  global: z.strictObject({
    keyboard: text,
    country: z.string().regex(/^[a-z]{2}$/),
    timezone: text,
    fqdn: z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/),
    mailto: z.email(),
    'root-password-hashed': text,
    'root-ssh-keys': texts,
    'reboot-on-error': z.boolean(),
  }),
  network: z.discriminatedUnion('source', [
    z.strictObject({ source: z.literal('from-dhcp') }),
    z.strictObject({
      source: z.literal('from-answer'),
      cidr: z.union([z.cidrv4(), z.cidrv6()]),
      dns: proxmoxAddress,
      gateway: proxmoxAddress,
      filter: z.strictObject({ ID_NET_NAME_MAC: z.string().regex(/^\*[0-9a-f]{12}$/) }),
    }),
  ]),
  'disk-setup': z.strictObject({
    filesystem: z.enum(['ext4', 'xfs', 'zfs', 'btrfs']),
    'disk-list': z.array(z.string().regex(/^[a-z][a-z0-9]+$/)).length(1),
  }),
  'post-installation-webhook': z.strictObject({ url: z.url() }),
});

const formats = [
  {
    id: 'autoinstall',
    schema: z.strictObject({ autoinstall }),
    parse: (answer: string) => parseYaml(answer),
  },
  { id: 'agama', schema: agama, parse: (answer: string) => JSON.parse(answer) },
  { id: 'proxmox', schema: proxmox, parse: (answer: string) => parseToml(answer) },
] as const;

describe.each(formats)('the keys of $id are those of its reference', ({ id, schema, parse }) => {
  const names = Object.keys(networks) as (keyof typeof networks)[];
  test.each(names.filter((name) => refused[id]?.[name] === undefined))('network: %s', (network) => {
    for (const set of [{}, { disk: '/dev/sda', 'ssh-keys': accessOf('preseed')['ssh-keys'] ?? '' }]) {
      const rendered = render(id, { ...accessOf(id), ...set }, network, { hostname: 'web1' });
      const answer: unknown = 'text' in rendered ? parse(rendered.text) : rendered;
      expect(schema.safeParse(answer).error?.issues ?? []).toEqual([]);
    }
  });
});
