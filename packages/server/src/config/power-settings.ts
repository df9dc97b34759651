import { z } from 'zod';
import { bootUrlSchema } from './boot-url.ts';
import type { Setting } from './setting.ts';

/** What is called for machines that no driver knows. */
export type PowerHook =
  | { readonly kind: 'program'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string };

export type PowerConfig = {
  readonly hooks: Readonly<Record<string, PowerHook>>;
  readonly allowLoopback: boolean;
  /** How BMCs reach the boot plane; null: as machines do. */
  readonly mediaUrl: string | null;
};

const hookSchema = z.string('has a hook that is no text').transform((text, context): PowerHook => {
  if (/^\/[^\0]+$/.test(text)) return { kind: 'program', path: text };
  if (/^https?:\/\/[^/?#@\s]+(\/[^#\s]*)?$/.test(text)) return { kind: 'url', url: text };
  context.addIssue(`has "${text}", which is neither the whole path of a program nor a URL`);
  return z.NEVER;
});

/** A mapping in the file; `NAME=PATH;NAME=URL` elsewhere. */
const hooksSchema = z.preprocess(
  (given) => (typeof given === 'string' ? pairsOf(given) : given),
  z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
      error: ({ input }) => `has the name "${String(input)}"; wanted: lower-case letters, digits, hyphens`,
    }),
    hookSchema,
    'is no list of hooks',
  ),
);

function pairsOf(text: string): Record<string, string> {
  const parts = text.split(';').map((part) => part.trim());
  return Object.fromEntries(
    parts
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at === -1 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
      }),
  );
}

/** Read when the server starts and only then: a hook is a program that runs as the server. */
export const powerSettings = {
  'power.hooks': {
    schema: hooksSchema,
    preset: '',
    group: 'Power of machines',
    help: 'programs or URLs that switch machines which have no BMC (docs/power.md)',
    placeholder: 'NAME=PATH;…',
    wanted: 'NAME=/path/of/a/program or NAME=https://HOST/PATH, several with ; between them',
  },
  'power.allowLoopback': {
    schema: z.union([z.boolean(), z.stringbool()], 'is neither true nor false'),
    preset: 'false',
    group: 'Power of machines',
    help: 'BMCs may be at addresses of this host itself and link-local ones, which no service beyond it can reach',
    placeholder: '',
    wanted: 'true or false',
  },
  'power.mediaUrl': {
    schema: bootUrlSchema,
    preset: null,
    group: 'Power of machines',
    help: 'how BMCs reach the boot plane to read a medium, where that is not bootUrl',
    placeholder: 'URL',
    wanted: 'http://HOST:PORT or https://HOST:PORT and nothing more',
  },
} as const satisfies Readonly<Record<string, Setting>>;
