import type { Message } from './message.ts';

/** What clouds are told (NB80), and administrators of clouds (NB81). */
export const openstackMessages = {
  injectionRefused: {
    code: 'NB8001',
    status: 400,
    text: 'no ISO can be made of this network: {why}',
    wayOut:
      'Give ip=ADDRESS/PREFIX, and gateway, dns, mac, vlan where there are; or send network_data.json of the metadata service as the body.',
  },
  injectionBroken: {
    code: 'NB8002',
    status: 503,
    text: 'no ISO can be made now: {why}',
    wayOut: 'See netberth firmware status',
  },
  cloudUnusable: {
    code: 'NB8101',
    status: 409,
    text: 'this cloud cannot be used: {why}',
    wayOut: 'The clouds of the server are those of clouds.yaml in the folder openstack of its data folder.',
  },
  cloudRefused: {
    code: 'NB8102',
    status: 502,
    text: 'the cloud "{cloud}" refuses or does not answer: {why}',
    wayOut: 'Try again; the log of the server and, by the id of the request, those of the cloud tell more.',
  },
} as const satisfies Readonly<Record<string, Message>>;
