import type { DrivenMachine } from './power-driver.ts';

/** What a hook is told: the first argument of a program, `action` in the body for a URL. */
export type HookOrder = {
  readonly action: 'status' | 'on' | 'off' | 'cycle' | 'reset' | 'boot-next' | 'insert' | 'eject';
  /** Of `boot-next`: pxe, cd or disk; of `insert`: the URL of the image. */
  readonly value: string | null;
};

export type ToldToHook = {
  readonly machine: DrivenMachine;
  readonly address: string | null;
  readonly password: string;
  readonly signal: AbortSignal | undefined;
};
