import { z } from 'zod';

/** How far an installer says it is, in the order in which they come. */
export const installStages = ['preparing', 'partitioning', 'packages', 'boot-loader', 'finishing'] as const;
export type InstallStage = (typeof installStages)[number];

/** The furthest stage that the installer of a machine's newest boot has told of. */
export const installProgressSchema = z.object({
  stage: z.enum(installStages),
  at: z.iso.datetime(),
  boot: z.int().positive(),
});
export type InstallProgress = z.infer<typeof installProgressSchema>;

export const logLineSchema = z.object({
  at: z.iso.datetime(),
  /** `syslog`: by an unproved address; `http`: with the boot id. */
  way: z.enum(['syslog', 'http']),
  /** As in RFC 5424, 6.2.1: 3 is an error; null: it was not told. */
  severity: z.int().min(0).max(7).nullable(),
  program: z.string(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;
