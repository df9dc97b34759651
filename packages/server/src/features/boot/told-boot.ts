import type { BootRecord } from '../provisioning/boot-record.ts';

/** A boot as it was answered, for whoever counts or logs it; without its script. */
export type ToldBoot = Omit<BootRecord, 'script' | 'startedAtMs' | 'finishedAtMs' | 'failedAtMs'>;
