import type { Answer } from './answer.ts';
import type { CapabilitySetName } from '../capability-sets.ts';
import type { Platform } from '../capability-set.ts';
import type { Key } from './key.ts';
import type { Pause } from './pause.ts';
import type { FormField } from './simulation.ts';

/** What is started: a script's text, which came from `url` if that matters, or whatever a URL gives. */
export type Start = { readonly script: string; readonly url?: string } | { readonly url: string };

/** The machine that is simulated. Everything has a default: a PC with one card, its address, and one disk. */
export type MachineOptions = {
  /** Which build of iPXE it runs; Debian 13's when nothing is said. */
  readonly build?: CapabilitySetName;
  readonly platform?: Platform;
  /** What `${buildarch}` says; `i386` on BIOS and `x86_64` on UEFI when nothing is said. */
  readonly arch?: string;
  /** Can the processor run 64-bit systems, as `cpuid --ext 29` asks? It can when nothing is said. */
  readonly is64Bit?: boolean;
  /** Settings by name (`net0/ip`, `serial`, `smbios/manufacturer`, `mine`), also those that scripts may not store. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly cards?: readonly CardOptions[];
  /** BIOS numbers of its own disks. */
  readonly drives?: readonly number[];
  /** Names that `nslookup` finds. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** How many commands are followed before a script is taken for a loop. */
  readonly maxCommands?: number;
};

export type CardOptions = {
  readonly mac: string;
  /** What DHCP gives (`ip`, `netmask`, `gateway`, `dns`, `filename`, …); null when there is no DHCP server. */
  readonly lease: Readonly<Record<string, string>> | null;
  /** Has the address already when the first script starts. */
  readonly isConfigured: boolean;
};

/** Somebody at the keyboard: the next key, or null when no key will come any more. */
export type Person = (pause: Pause) => Key | null;

/** All that a simulation without waiting needs. `keys` are used up one by one, see `parseKeys`. */
export type SimulateOptions = MachineOptions & {
  readonly keys?: readonly Key[] | Person;
  readonly fetch: (url: string, form: readonly FormField[] | null) => Answer;
};

/** The same with a network that takes its time. */
export type SimulateAsyncOptions = MachineOptions & {
  readonly keys?: readonly Key[] | Person;
  readonly fetch: (url: string, form: readonly FormField[] | null) => Promise<Answer>;
};
