import type { Message } from './message.ts';

/** What who asks for a file gets that lies in object storage. */
export const sharedFileMessages = {
  fileElsewhere: {
    code: 'NB8950',
    status: 503,
    text: 'the file {file} cannot be fetched from object storage now',
    wayOut: 'Ask again. The log of the server says why; the place is that of the setting files.place.',
  },
  filesElsewhereAway: {
    code: 'NB8951',
    status: 503,
    text: 'object storage "{place}" does not take the files: {why}',
    wayOut:
      'Nothing was changed. Look at files.place, and at files.credentials (S3) or files.cloud (Swift), then try again.',
  },
} as const satisfies Readonly<Record<string, Message>>;
