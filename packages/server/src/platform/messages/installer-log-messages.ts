import type { Message } from './message.ts';

/** What is said of what installers say. NB886. */
export const installerLogMessages = {
  bootOfNobody: {
    code: 'NB8860',
    status: 404,
    text: 'machine {machine} has no boot {boot}',
    wayOut: 'Its boots: netberth machine show {machine}',
  },
} as const satisfies Readonly<Record<string, Message>>;
