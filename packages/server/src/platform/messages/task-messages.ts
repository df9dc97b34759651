import type { Message } from './message.ts';

/** What task images get: discover, wipe, test, rescue. NB88. */
export const taskMessages = {
  badReport: {
    code: 'NB8800',
    status: 400,
    text: 'the report of the task is refused: {why}',
    wayOut:
      'Nothing of it is kept, and the step has not ended. Build the image anew: netberth live build discover',
  },
  noTask: {
    code: 'NB8801',
    status: 409,
    text: 'boot {boot} has no task',
    wayOut: 'Only boots of an image that was built with `tasks` report here; others call /finish.',
  },
} as const satisfies Readonly<Record<string, Message>>;
