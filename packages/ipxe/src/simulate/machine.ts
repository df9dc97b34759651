import type { Capabilities, Platform } from '../capability-set.ts';
import type { Image } from './images/image.ts';
import type { MenuItem } from './commands/menu-model.ts';
import type { Terminal } from './screen/terminal.ts';
import type { SettingTree } from './settings/setting-name.ts';
import type { Fetched, FormField, PauseSeen, Step } from './simulation.ts';
import type { Invocation } from './commands/invocation.ts';
import type { Run } from './run.ts';

/** A network card of the machine. */
export type NetworkCard = {
  readonly name: string;
  readonly mac: string;
  /** What its network's DHCP answers, setting by setting; null where nobody answers. */
  readonly lease: Readonly<Record<string, string>> | null;
  isOpen: boolean;
  /** Has been open: it then has its own IPv6 address. */
  wasOpen: boolean;
  /** A VLAN on another card, made by `vcreate`. */
  readonly trunk: string | null;
};

export type Menu = { readonly name: string | null; readonly title: string; readonly items: MenuItem[] };

export type FormData = {
  readonly name: string | null;
  readonly fields: FormField[];
};

/** All that a simulated iPXE remembers. One simulation has one; nothing outside of it changes. */
export type Machine = {
  /** What each command does, whether this build has it or not. */
  readonly commands: ReadonlyMap<string, Command>;
  readonly capabilities: Capabilities;
  readonly platform: Platform;
  /** iPXE of 2019, as bookworm has it. */
  readonly isOld: boolean;
  readonly tree: SettingTree;
  readonly terminal: Terminal;
  readonly images: Image[];
  readonly menus: Menu[];
  readonly forms: FormData[];
  readonly cards: NetworkCard[];
  readonly cpuFeatures: ReadonlySet<string>;
  readonly localDrives: ReadonlySet<number>;
  readonly hookedDrives: Map<number, readonly string[]>;
  readonly hosts: ReadonlyMap<string, string>;
  readonly maxCommands: number;
  readonly steps: Step[];
  readonly pauses: PauseSeen[];
  readonly fetches: Fetched[];
  /** The number of the last error, as `${errno}` gives it. */
  errno: number;
  workingUrl: string | null;
  /** The script that runs, and where it is; `offset` is moved by `goto`. */
  script: RunningScript | null;
  /** `line`: the rest of the line is not run; `script`: nor the rest of the script. */
  stop: 'none' | 'line' | 'script';
};

/** What a command does to a machine. Gives 0 or iPXE's error number. */
export type Command = (machine: Machine, invocation: Invocation) => Run<number>;

export type RunningScript = {
  readonly image: Image;
  readonly lines: readonly ScriptLine[];
  /** Index of the line that runs next. */
  next: number;
  readonly depth: number;
};

export type ScriptLine = {
  readonly label: string | null;
  readonly command: string;
  /** Line number in the file, from 1. */
  readonly number: number;
};
