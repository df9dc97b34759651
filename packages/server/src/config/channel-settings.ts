import { z } from 'zod';
import { Secret } from './secret.ts';
import type { Setting } from './setting.ts';

const textSchema = z.string('is not a text').trim();
const group = 'Menu';

/** Previews of the menu that this server builds from a repository. */
export const channelSettings = {
  'channels.repository': {
    schema: textSchema.refine(
      (text) => text === '' || /^https?:\/\/[^/?#@\s]+\/[^?#\s]+$/.test(text),
      'is not a URL with http: or https:',
    ),
    preset: '',
    group,
    help: 'the git repository whose branches and pull requests can be tried from the menu; empty: none',
    placeholder: 'URL',
    wanted: 'a URL like https://github.com/ours/menus.git',
  },
  'channels.forks': {
    schema: z.union([z.boolean(), z.stringbool()], 'is neither true nor false'),
    preset: 'false',
    group,
    help: 'branches of the same repository of other people can be tried, too',
    placeholder: '',
    wanted: 'true or false',
  },
  'channels.hookSecret': {
    schema: z.string('is not a text').transform((text) => new Secret(text)),
    preset: '',
    group,
    help: 'the secret of the webhooks of GitHub or GitLab at /hooks/github and /hooks/gitlab; empty: none is taken',
    placeholder: 'TEXT',
    wanted: 'the secret that GitHub or GitLab was given',
    isSecret: true,
  },
  'channels.apiUrl': {
    schema: textSchema.refine(
      (text) => /^https?:\/\/[^?#@\s]+$/.test(text),
      'is not a URL with http: or https:',
    ),
    preset: 'https://api.github.com',
    group,
    help: 'where the summary of a preview is posted to',
    placeholder: 'URL',
    wanted: 'a URL like https://api.github.com or https://gitlab.example/api/v4',
  },
  'channels.apiToken': {
    schema: z.string('is not a text').transform((text) => new Secret(text)),
    preset: '',
    group,
    help: 'a token that may comment there; empty: nothing is posted',
    placeholder: 'TEXT',
    wanted: 'a token of GitHub or GitLab',
    isSecret: true,
  },
} as const satisfies Readonly<Record<string, Setting>>;
