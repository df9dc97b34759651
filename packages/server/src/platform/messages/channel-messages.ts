import type { Message } from './message.ts';

/** What webhooks of GitHub and GitLab get, and whoever tries a branch. */
export const channelMessages = {
  hookClosed: {
    code: 'NB8201',
    status: 404,
    text: 'this server takes no webhooks of git',
    wayOut: 'Set channels.repository and channels.hookSecret, and start again.',
  },
  hookUnsigned: {
    code: 'NB8202',
    status: 401,
    text: 'the signature of this webhook is wrong',
    wayOut: 'Give GitHub or GitLab the secret of the setting channels.hookSecret.',
  },
  hookRepeated: {
    code: 'NB8203',
    status: 409,
    text: 'this webhook came before, or long after it happened; nothing was done',
    wayOut: 'Push once more, or close and open the pull request, to build it again.',
  },
  hookUnreadable: {
    code: 'NB8204',
    status: 400,
    text: 'this webhook cannot be read: {why}',
    wayOut: 'Send JSON (content type application/json), of pushes and pull requests.',
  },
  channelUnknown: {
    code: 'NB8205',
    status: 404,
    text: 'there is nothing at {path}',
    wayOut: 'The preview has ended, or its name is another: see netberth channel served',
  },
  channelNotServed: {
    code: 'NB9150',
    status: 404,
    text: 'this server serves no channel "{channel}"',
    wayOut:
      'See netberth channel served. What was published elsewhere: netberth channel remove {channel} --to PLACE',
  },
  branchRefused: {
    code: 'NB8206',
    status: 200,
    text: 'this branch cannot be tried: {why}',
    wayOut: 'Type it as git names it; forks want the setting channels.forks.',
  },
} as const satisfies Readonly<Record<string, Message>>;
