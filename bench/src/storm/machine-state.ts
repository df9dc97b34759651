import type { StormMachine } from './storm-machine.ts';
import { plainRequest } from './storm-request.ts';
import type { StormRequest } from './storm-request.ts';

/** A boot that served the machine an installer, as the machine saw it. */
export type SeenBoot = {
  readonly number: number;
  readonly profile: string;
  /** Its `/finish` was answered. */
  readonly isFinished: boolean;
};

/** Where a machine is. `asks` is the request that stands first, `next` are those that follow it. */
export type Doing =
  /** iPXE follows a script. */
  | { readonly kind: 'script'; readonly asks: StormRequest }
  /** iPXE fetches kernel and initrds; `args` is the kernel's command line. */
  | {
      readonly kind: 'boot-files';
      readonly asks: StormRequest;
      readonly next: readonly StormRequest[];
      readonly args: readonly string[];
    }
  /** The installer runs: image, post-install script, finish. */
  | { readonly kind: 'installer'; readonly asks: StormRequest; readonly next: readonly StormRequest[] }
  | { readonly kind: 'local-disk' }
  | { readonly kind: 'gave-up'; readonly why: string };

/** All there is of a machine between two requests: plain data, so that ten thousand fit into a small process. */
export type MachineState = {
  readonly machine: StormMachine;
  readonly doing: Doing;
  /** Its `/bootstrap.ipxe`, where every boot begins. */
  readonly startUrl: string;
  /** How often the request that stands next has failed. */
  readonly failures: number;
  readonly boots: readonly SeenBoot[];
  /** iPXE's setting `netberth_waiting`: a script sets it, a restart forgets it. */
  readonly waiting: string;
  /** How often it has asked for `/bootstrap.ipxe`. */
  readonly visits: number;
  /** The headline of the last script: why it got what it got. */
  readonly lastWords: string;
};

export function switchedOff(machine: StormMachine, startUrl: string): MachineState {
  return {
    machine,
    doing: { kind: 'script', asks: plainRequest('bootstrap.ipxe', startUrl) },
    startUrl,
    failures: 0,
    boots: [],
    waiting: '',
    visits: 1,
    lastWords: '',
  };
}
