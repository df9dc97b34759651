import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const countedFileSchema = z.object({
  name: z.string(),
  /** Read, uncompressed. */
  bytes: z.int().nonnegative(),
  /** Of these, counted at an earlier import. */
  countedBefore: z.int().nonnegative(),
  boots: z.int().nonnegative(),
  /** Lines that may be boots and are of no known format. */
  rubbish: z.int().nonnegative(),
  /** Boots that are dated after tomorrow. */
  future: z.int().nonnegative(),
  /** Why its end could not be read; null: it could. */
  cut: z.string().nullable(),
});

export const statsImport = {
  name: 'stats.import',
  summary: 'Count the boots of a static menu from the access logs of its web server',
  description:
    'Of nginx and Apache, Amazon S3, CloudFront, Akamai and others of W3C, the proxy server of Swift; gzip or not; - is ' +
    'standard input. A static menu asks for its file `booted` right before it starts what was chosen, and these ' +
    'requests are counted. What was counted at an earlier import is known again and left out, also after the log ' +
    'was rotated or compressed. No addresses are kept.',
  cli: {
    positionals: ['logs'],
    examples: [
      { line: 'netberth stats import /var/log/nginx/access.log', does: 'every night, from cron' },
      { line: 'netberth stats import s3-logs/*', does: 'what a bucket has logged' },
    ],
  },
  input: z.object({ logs: z.array(z.string().min(1)).min(1).describe('the logs') }),
  output: z.object({ files: z.array(countedFileSchema) }),
} as const satisfies LocalDefinition;

export type CountedFile = z.infer<typeof countedFileSchema>;
