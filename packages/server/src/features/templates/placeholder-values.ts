import type { PlaceholderValues } from './render-placeholders.ts';
import type { Subject } from './template-values.ts';

/** What KIWIspray's `@name@` files can use. */
export function placeholderValues(
  { machine, identity }: Subject,
  profileName: string,
  serverUrl: string,
  bootId: string,
): PlaceholderValues {
  const { hostname, port, protocol } = new URL(serverUrl);
  return {
    id: machine.id,
    hostname: machine.hostname,
    state: profileName,
    macs: identity.macs,
    serial: identity.serial,
    uuid: identity.uuid,
    bootid: bootId,
    metadata: machine.metadata,
    serverIp: hostname,
    serverPort: port || (protocol === 'https:' ? '443' : '80'),
  };
}
