import { markedMachine } from '@netberth/api';
import { listImages, listServers } from '@netberth/openstack';
import type { z } from 'zod';
import type { Surroundings } from '../local-verb.ts';
import type { openstackImages, openstackServers } from './openstack-definitions.ts';
import { isOurImage, isOurServer, kindProperty } from './ours.ts';
import { withCloud } from './with-cloud.ts';

type Servers = typeof openstackServers;
type Images = typeof openstackImages;

export async function listOurServers(
  asked: z.output<Servers['input']>,
  { environment }: Surroundings,
): Promise<z.output<Servers['output']>> {
  const servers = await withCloud(asked, environment, async (session) => listServers(session));
  const ours = servers.filter(isOurServer);
  return {
    servers: ours.map(({ id, name, status, addresses, createdAt, metadata }) => ({
      ...{ id, name, status, addresses, createdAt, machine: markedMachine(metadata) },
    })),
  };
}

export async function listOurImages(
  asked: z.output<Images['input']>,
  { environment }: Surroundings,
): Promise<z.output<Images['output']>> {
  const images = await withCloud(asked, environment, async (session) => listImages(session));
  return {
    images: images
      .filter(isOurImage)
      .map(({ id, name, status, diskFormat, sizeBytes, createdAt, properties }) => ({
        ...{ id, name, status, sizeBytes, createdAt },
        kind: properties[kindProperty] ?? '',
        format: diskFormat,
      })),
  };
}
