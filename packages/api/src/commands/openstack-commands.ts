import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
import { cloudImageSchema, cloudSchema, cloudServerSchema } from '../openstack.ts';

export const openstackClouds = defineCommand({
  name: 'openstack.clouds',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List the clouds that the server knows',
  description:
    'Those of clouds.yaml, secure.yaml and clouds-public.yaml in the folder openstack of its data folder, where an administrator of the host puts them. No secret is shown, and no cloud is asked. The other verbs of openstack use the clouds of whoever runs them.',
  http: { method: 'GET', path: '/openstack/clouds' },
  cli: {
    positionals: [],
    rows: 'clouds',
    examples: [{ line: 'netberth openstack clouds', does: 'where they are, and who the server is there' }],
  },
  input: z.object({}),
  output: z.object({ clouds: z.array(cloudSchema), folder: z.string() }),
});

export const openstackCloud = defineCommand({
  name: 'openstack.cloud',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show what Netberth made in a cloud that the server knows',
  description:
    'Servers and images that carry the mark of Netberth, and the networks that a server can have a port in, as the cloud says now.',
  http: { method: 'GET', path: '/openstack/clouds/{cloud}' },
  cli: {
    positionals: ['cloud'],
    examples: [{ line: 'netberth openstack cloud mine', does: 'its servers, images and networks' }],
  },
  input: z.object({
    cloud: lineSchema(200).describe('its name in clouds.yaml'),
    region: lineSchema(200).optional().describe('one of its regions; default: the first'),
  }),
  output: z.object({
    cloud: z.string(),
    region: z.string().nullable(),
    user: z.string(),
    project: z.string().nullable(),
    servers: z.array(cloudServerSchema),
    images: z.array(cloudImageSchema),
    networks: z.array(z.object({ id: z.string(), name: z.string(), mtu: z.int().nullable() })),
  }),
});
