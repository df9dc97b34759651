import type { Position } from './position.ts';

/** A place in a word that is filled in after rendering, see `fillScript`. */
export type Hole = { readonly hole: string };

/** Text, or a hole between two texts. */
export type Segment = string | Hole;

/** What iPXE passes as one argument. It splits before it expands, so `${…}` inside never makes two words. */
export type Word = { readonly segments: readonly Segment[]; readonly position?: Position };

/** What stands between two commands of one line: run the next on failure, on success, always. */
export type Operator = '||' | '&&' | ';';

/** One command of a line; `operator` is the one before it. No words: a trailing `||`, which iPXE counts as success. */
export type Command = {
  readonly operator: Operator | null;
  readonly words: readonly Word[];
  readonly position?: Position;
};

/** One line of a script. A line `:name command` is a label and then a command. */
export type Statement =
  | {
      readonly kind: 'command';
      readonly commands: readonly Command[];
      readonly remark?: string;
      readonly position?: Position;
    }
  | { readonly kind: 'label'; readonly name: string; readonly position?: Position }
  | { readonly kind: 'comment'; readonly text: string; readonly position?: Position }
  | { readonly kind: 'blank'; readonly position?: Position };

/** A statement that runs something. */
export type CommandLine = Extract<Statement, { kind: 'command' }>;
