import type { Message } from './message.ts';

/** What who asks for a file gets that lies in object storage. */
export const sharedFileMessages = {
  fileElsewhere: {
    code: 'NB8950',
    status: 503,
    text: 'the file {file} cannot be fetched from object storage now',
    wayOut: 'Ask again. The log of the server says why; the place is that of the setting files.place.',
  },
} as const satisfies Readonly<Record<string, Message>>;
