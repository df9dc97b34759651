import { z } from 'zod';

export const networkSchema = z
  .object({
    id: z.string(),
    name: z.string().default(''),
    status: z.string().default(''),
    mtu: z.number().nullish(),
    'router:external': z.boolean().default(false),
    subnets: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    /** Bytes; null: the service does not tell. */
    mtu: row.mtu ?? null,
    isExternal: row['router:external'],
    subnetIds: row.subnets,
  }));
export type Network = z.output<typeof networkSchema>;

export const subnetSchema = z
  .object({
    id: z.string(),
    name: z.string().default(''),
    network_id: z.string(),
    ip_version: z.union([z.literal(4), z.literal(6)]),
    cidr: z.string(),
    gateway_ip: z.string().nullish(),
    dns_nameservers: z.array(z.string()).default([]),
    host_routes: z.array(z.object({ destination: z.string(), nexthop: z.string() })).default([]),
    enable_dhcp: z.boolean().default(false),
    ipv6_address_mode: z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    networkId: row.network_id,
    family: row.ip_version,
    cidr: row.cidr,
    /** Null: nothing but the subnet is reached, or only by the host routes. */
    gateway: row.gateway_ip ?? null,
    nameServers: row.dns_nameservers,
    hostRoutes: row.host_routes,
    hasDhcp: row.enable_dhcp,
  }));
export type Subnet = z.output<typeof subnetSchema>;

export const portSchema = z
  .object({
    id: z.string(),
    name: z.string().default(''),
    network_id: z.string(),
    mac_address: z.string(),
    status: z.string().default(''),
    device_id: z.string().default(''),
    description: z.string().default(''),
    fixed_ips: z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })).default([]),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    networkId: row.network_id,
    mac: row.mac_address.toLowerCase(),
    status: row.status,
    /** The server that has it; empty: none. */
    deviceId: row.device_id,
    description: row.description,
    addresses: row.fixed_ips.map((each) => ({ subnetId: each.subnet_id, ip: each.ip_address })),
    tags: row.tags,
  }));
export type Port = z.output<typeof portSchema>;
