import type { Logger } from 'pino';
import type { AnsweredBoot } from '../features/boot/record-boot.ts';
import type { BootEnd } from '../features/provisioning/callback-routes.ts';

/** The log of boots: a line for each when it is answered, and the rest of its story in one more when it has ended. */
export type BootStories = {
  readonly answered: (boot: AnsweredBoot) => void;
  readonly ended: (end: BootEnd) => void;
};

/** @param isOn the setting `logBoots`: in a storm these lines are work, and most people have the console */
export function makeBootStories(log: Logger, isOn: boolean): BootStories {
  if (!isOn) return { answered: () => undefined, ended: () => undefined };
  return {
    answered: ({ number, machineId, reasonCode, reason, grantId, step, ...boot }) => {
      const got = boot.profile ?? boot.choice ?? boot.decision;
      const { address, decision } = boot;
      const granted = grantId === null ? {} : { grant: grantId, step };
      const about = { boot: number, machine: machineId, address, decision, got, ...granted };
      log.info({ ...about, code: reasonCode, reason }, `boot ${number}: ${got}`);
    },
    ended: ({ boot, said, atMs }) => {
      const { number, machineId, profile, grantId, step, startedAtMs } = boot;
      const startedAfterMs = startedAtMs === null ? null : startedAtMs - boot.atMs;
      const about = { boot: number, machine: machineId, got: profile, grant: grantId, step };
      const tookMs = atMs - boot.atMs;
      log.info({ ...about, end: said, startedAfterMs, tookMs }, `boot ${number}: ${profile ?? 'it'} ${said}`);
    },
  };
}
