import type { Message } from './message.ts';

/** What is said of live images. NB85. */
export const liveMessages = {
  liveTooLarge: {
    code: 'NB8500',
    status: 200,
    text: '{profile} needs {needed} MiB of memory, and this machine has {ram}; it boots its own disk',
    wayOut: 'Give it more memory, or boot a smaller image: netberth machine set {machine} --resting PROFILE',
  },
} as const satisfies Readonly<Record<string, Message>>;
