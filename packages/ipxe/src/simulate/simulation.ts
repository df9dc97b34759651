import type { Pause } from './pause.ts';

/** One command that ran. */
export type Step = {
  /** The script's URL; empty for a script that was given as text, `-` for what stands before any script. */
  readonly script: string;
  /** Line of the script, from 1. */
  readonly line: number;
  /** How many scripts chained this one. */
  readonly depth: number;
  /** The command as it ran, settings expanded. */
  readonly command: string;
  /** iPXE's error number; 0 is success, what `exit` gives is small. */
  readonly status: number;
  /** What it printed; menus and forms are in the pauses. */
  readonly printed: string;
};

/** One field of a `params` form; a header goes beside the form. */
export type FormField = { readonly name: string; readonly value: string; readonly isHeader: boolean };

/** One request for a URL. */
export type Fetched = {
  readonly url: string;
  /** Index of the step that asked. */
  readonly step: number;
  readonly outcome: 'file' | 'unseen' | 'redirected' | 'failed';
  /** 0 for what was not looked into. */
  readonly sizeBytes: number;
  /** What a `params` form sends along. */
  readonly form?: readonly FormField[];
};

/** A moment at which the machine waits for a person, and what it had on its screen. */
export type PauseSeen = {
  readonly pause: Pause;
  readonly screen: readonly string[];
  /** Keys that were pressed, and `Timeout` where nobody pressed one in time. */
  readonly pressed: readonly string[];
  readonly step: number;
};

/** A file that is handed to what is booted. */
export type BootFile = {
  readonly name: string;
  readonly url: string;
  readonly arguments: string;
  readonly sizeBytes: number;
};

/** What it came to. */
export type End =
  | {
      readonly kind: 'boot';
      /** As `imgstat` shows it, `unseen` where nobody looked into the file. */
      readonly type: string;
      readonly kernel: BootFile;
      readonly initrds: readonly BootFile[];
    }
  /** A disk of the machine itself is started: `sanboot --drive`. */
  | { readonly kind: 'disk'; readonly drive: number; readonly filename: string | null }
  /** A disk in the network is started. */
  | { readonly kind: 'san'; readonly drive: number; readonly urls: readonly string[] }
  /** The script is through without an error: the firmware goes on, on most machines with the next boot device. */
  | { readonly kind: 'exit' }
  /** The script failed, `text` says how iPXE says it; the firmware goes on as well. */
  | { readonly kind: 'error'; readonly status: number; readonly text: string }
  | { readonly kind: 'shell' }
  | { readonly kind: 'reboot'; readonly isWarm: boolean; readonly toSetup: boolean }
  | { readonly kind: 'poweroff' }
  /** It waits for a key, and no key was left. */
  | { readonly kind: 'waits'; readonly pause: Pause }
  | { readonly kind: 'hang'; readonly why: string }
  /** It was still running after as many commands as are followed. */
  | { readonly kind: 'loop'; readonly commands: number };

/** Everything that happened, in order. */
export type Simulation = {
  readonly steps: readonly Step[];
  readonly pauses: readonly PauseSeen[];
  readonly fetches: readonly Fetched[];
  readonly end: End;
  /** The screen at the end, without blanks at the ends of lines. */
  readonly screen: readonly string[];
  /** Everything that was printed, in order; menus and forms are in the pauses. */
  readonly output: string;
  /** Where the cursor stands, both counted from 0. */
  readonly cursor: { readonly row: number; readonly column: number };
  /** Settings that scripts stored, as `show` names them. */
  readonly settings: Readonly<Record<string, string>>;
};
