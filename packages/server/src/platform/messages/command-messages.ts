import type { Message } from './message.ts';

/** What any command of an administrator may get. */
export const commandMessages = {
  badInput: {
    code: 'NB3001',
    status: 400,
    text: 'the input is not usable',
    wayOut: 'The fields below say what is wanted.',
  },
  notSignedIn: {
    code: 'NB3002',
    status: 401,
    text: 'no valid token or session came with the request',
    wayOut:
      'In a browser: sign in. Else give a token, which netberth token create makes: NETBERTH_TOKEN or --token TOKEN, by HTTP as Authorization: Bearer TOKEN.',
  },
  notAllowed: {
    code: 'NB3003',
    status: 403,
    text: '"{command}" needs the permission {permission}, which {actor} does not have',
    wayOut: 'Ask somebody who has it, or for a token with it.',
  },
  hostRefused: {
    code: 'NB3020',
    status: 421,
    text: 'the admin plane is not known as "{host}"',
    wayOut: 'Use localhost, or name the host in adminHosts.',
  },
  tooManyStreams: {
    code: 'NB3070',
    status: 503,
    text: '{limit} people look at the overview already',
    wayOut: 'Reload the page later; `netberth overview show` works meanwhile.',
  },
  noSuchRoute: {
    code: 'NB3021',
    status: 404,
    text: 'the API has nothing at {method} {path}',
    wayOut: 'See /api/openapi.json.',
  },
  unreadableCommand: {
    code: 'NB3022',
    status: 400,
    text: 'the request cannot be read: {why}',
    wayOut: 'See /api/openapi.json.',
  },
  bodyTooLarge: {
    code: 'NB3023',
    status: 413,
    text: 'the body is larger than {limit}',
    wayOut: 'Send less; a long list can be sent in parts.',
  },
  changedMeanwhile: {
    code: 'NB3110',
    status: 412,
    text: 'somebody else has changed it since you read it, so "{command}" changed nothing',
    wayOut: 'Read it again, look at what is different, and send your change with If-Match: "{revision}".',
  },
  noRevision: {
    code: 'NB3111',
    status: 422,
    text: '"{command}" knows no If-Match',
    wayOut: 'Leave that header out.',
  },
  adminFailed: {
    code: 'NB3090',
    status: 500,
    text: 'the server failed',
    wayOut: 'Try again; the log of the server tells why.',
  },
} as const satisfies Readonly<Record<string, Message>>;
