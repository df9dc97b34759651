import type { Message } from './message.ts';

/** What commands on settings, webhooks and usage figures get. */
export const settingMessages = {
  webhookUnknown: {
    code: 'NB3130',
    status: 404,
    text: 'there is no webhook {id}',
    wayOut: 'See netberth webhook list',
  },
  webhookHost: {
    code: 'NB3131',
    status: 422,
    text: 'events are not sent to {host}, which is this host or beside it',
    wayOut: 'Name another host. If it must be this one, start the server with webhooks.allowLoopback: true.',
  },
  settingUnknown: {
    code: 'NB3112',
    status: 404,
    text: 'there is no setting "{name}"',
    wayOut: 'See netberth settings list',
  },
  settingRefused: {
    code: 'NB3113',
    status: 422,
    text: '{why}',
    wayOut: 'See netberth settings list, and docs/settings.md.',
  },
  settingFixed: {
    code: 'NB3114',
    status: 409,
    text: '{name} cannot be set while the server runs: {why}',
    wayOut: 'Change it there and start the server again.',
  },
  settingNotStored: {
    code: 'NB3115',
    status: 404,
    text: '{name} was not set while the server ran',
    wayOut: 'See where it comes from: netberth settings list',
  },
  countsRefused: {
    code: 'NB3140',
    status: 422,
    text: 'these counts are not taken: {why}',
    wayOut: 'A log is counted by: netberth stats import LOG',
  },
  logCountedMeanwhile: {
    code: 'NB3141',
    status: 409,
    text: 'somebody else has counted {name} meanwhile',
    wayOut: 'Import it again: what is counted already is left out.',
  },
} as const satisfies Readonly<Record<string, Message>>;
