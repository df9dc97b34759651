import { openstackMarks } from '@netberth/api';
import type { Image, Port, Server } from '@netberth/openstack';

/** How we know in a cloud what is ours. Nothing else is ever changed or removed. */
export const ourTag = openstackMarks.tag;

/** The property of our images, and the metadata of our servers: what it is for. */
export const kindProperty = openstackMarks.kind;
/** For which server a boot ISO was made. */
export const nameProperty = openstackMarks.server;

/** The metadata of a server: the machine that it is here. */
export const machineProperty = openstackMarks.machine;
/** The metadata of a server: its user data generalises it and switches it off. */
export const generaliseProperty = openstackMarks.generalise;

export function isOurImage(image: Image): boolean {
  return image.properties[kindProperty] !== undefined;
}

export function isOurServer(server: Server): boolean {
  return server.metadata[kindProperty] === 'boot';
}

export function generalisesItself(server: Server): boolean {
  return server.metadata[generaliseProperty] === 'user-data';
}

/** Every cloud has descriptions of ports; tags are an extension. */
export function portDescription(name: string): string {
  return `Netberth: for the server ${name}`;
}

export function isOurPort(port: Port, name: string): boolean {
  return port.description === portDescription(name);
}

export function bootIsoName(name: string): string {
  return `netberth-${name}`;
}
