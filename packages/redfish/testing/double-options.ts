import type { ServerOptions } from 'node:https';
import type { DoubleVendor } from './vendor-manners.ts';

export type DoubleOptions = {
  readonly vendor?: DoubleVendor;
  readonly maxSessions?: number;
  /** A reset is a task: one that ends soon, fails, or has no end. */
  readonly resetTask?: 'ends' | 'fails' | 'endless';
  readonly tls?: ServerOptions;
  /** What the machine does that it controls. `boot`: what is booted this once; null: as it is set. */
  readonly onPower?: (isOn: boolean, boot: string | null) => Promise<void>;
};
