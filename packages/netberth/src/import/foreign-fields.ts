import { z } from 'zod';

/** For verbs that read a CSV file, or what would stand in one out of a database. */
export const foreignFields = {
  from: z
    .string()
    .min(1)
    .optional()
    .describe('a database to ask in place of a file: its URL, or @FILE with one'),
  query: z.string().min(1).optional().describe('with --from: the select that gives a row for each'),
  map: z
    .record(z.string(), z.string())
    .default({})
    .describe('with --from: what a column of the query is here, such as hostname=fqdn,macs=mac_address'),
};
