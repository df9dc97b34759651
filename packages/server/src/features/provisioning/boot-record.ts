import type { Boot } from '@netberth/api';

/** One visit of a machine to `/bootstrap` as its row says it; the script is redacted. */
export type BootRecord = {
  readonly number: number;
  readonly machineId: number | null;
  readonly atMs: number;
  readonly address: string;
  readonly decision: Boot['decision'];
  readonly profile: string | null;
  readonly choice: string | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly grantId: number | null;
  readonly step: number | null;
  readonly script: string;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly failedAtMs: number | null;
};
