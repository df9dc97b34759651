import { z } from 'zod';
import type { LocalDefinition } from '../../command-line/local-definition.ts';
import { cloudFields } from '../cloud-fields.ts';

export const openstackSnapshot = {
  name: 'openstack.snapshot',
  summary: 'Make an image of an installed server, to build others from',
  description:
    'Generalises the system by SSH when --ssh says how to log in (host keys, machine id, logs, leases and network ' +
    'settings of this one machine go), stops the server, makes the image, waits until it is active, and starts the server ' +
    'again unless --stay-off. A server of `openstack boot --generalise` does that by itself: it is waited for until it is ' +
    'off, and stays so. Else it says what to run by hand first, and wants --generalised.',
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth openstack snapshot web1 --image web-golden --ssh root@10.0.0.5',
        does: 'generalise by SSH, then the image',
      },
      {
        line: 'netberth openstack snapshot web1 --generalised --share 6f70656e737461636b',
        does: 'done by hand; shared with a project',
      },
    ],
  },
  input: z.object({
    name: z.string().min(1).describe('the server, by name or id'),
    image: z.string().min(1).max(255).optional().describe('what the image is called; default: NAME-DATE'),
    ssh: z
      .string()
      .regex(
        /^(ssh:\/\/)?[A-Za-z0-9_][A-Za-z0-9_.@:%[\]-]*$/,
        'is not USER@ADDRESS or ssh://USER@ADDRESS:PORT',
      )
      .optional()
      .describe('USER@ADDRESS of the running server, or ssh://USER@ADDRESS:PORT, with a key that ssh knows'),
    generalised: z.boolean().default(false).describe('it is generalised already, or needs not be'),
    property: z.record(z.string(), z.string()).default({}).describe('properties of the image'),
    minDisk: z.int().min(0).optional().describe('GiB that a disk must have for it'),
    share: z.array(z.string().min(1)).default([]).describe('projects that may use it, by id'),
    stayOff: z.boolean().default(false).describe('leave the server off'),
    timeout: z
      .int()
      .min(1)
      .max(1440)
      .default(60)
      .describe('minutes to wait for the image, and before that for a server that generalises itself'),
    ...cloudFields,
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    sizeBytes: z.int().nonnegative().nullable(),
    server: z.string(),
    status: z.string(),
    sharedWith: z.array(z.string()),
    cloud: z.string(),
  }),
} as const satisfies LocalDefinition;

export const openstackGeneralise = {
  name: 'openstack.generalise',
  summary: 'Print the script that generalises a Linux system',
  description:
    'For root, on the system itself or on one that is mounted somewhere: host keys, machine id, name, addresses of its own, ' +
    'leases, logs and what cloud-init remembers go. It needs no cloud and no server. With --user-data it is what cloud-init ' +
    'runs at the first start of a server: that generalises itself and goes off.',
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth openstack generalise | ssh root@10.0.0.5 sh -s', does: 'what snapshot --ssh does' },
      { line: 'netberth openstack generalise | sh -s /mnt', does: 'a system that is mounted at /mnt' },
      {
        line: 'netberth openstack generalise --user-data > generalise.txt',
        does: 'for openstack server create --user-data generalise.txt',
      },
    ],
  },
  input: z.object({
    userData: z.boolean().default(false).describe('for cloud-init, to be given to a new server'),
  }),
  output: z.object({ script: z.string() }),
} as const satisfies LocalDefinition;
