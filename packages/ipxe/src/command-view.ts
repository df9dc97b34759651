import { commandOptions, type CommandOption } from './command-options.ts';
import type { Position } from './position.ts';
import type { Command, CommandLine, Word } from './statement.ts';
import { wordText } from './word-text.ts';

/** A word of a command as the linter looks at it. */
export type ViewedWord = { readonly text: string; readonly position: Position | undefined };

/** A command taken apart as iPXE's getopt does: options end at the first word that is none. */
export type CommandView = {
  readonly name: string;
  readonly position: Position | undefined;
  /** Does another command of the line run, or is the failure dropped, when this one fails? */
  readonly isHandled: boolean;
  readonly options: readonly { readonly long: string; readonly value: ViewedWord | null }[];
  /** An option that the command does not have; iPXE then does not run the command. */
  readonly unknownOption: ViewedWord | null;
  /** An option whose value is not there. */
  readonly valueMissing: ViewedWord | null;
  readonly args: readonly ViewedWord[];
};

/** The commands of a line, empty ones left out. */
export function viewCommands(line: CommandLine): CommandView[] {
  return line.commands.flatMap((command, index) => {
    const [first, ...rest] = command.words.map(viewWord);
    if (first === undefined) return [];
    return [{ ...scanOptions(first, rest), isHandled: isHandled(line.commands, index) }];
  });
}

/** A word, its text and where it stands. */
export function viewWord(word: Word): ViewedWord {
  return { text: wordText(word), position: word.position };
}

// On failure iPXE passes over every `&&`; the failure is caught by the next `||`, and forgotten at a `;`.
function isHandled(commands: readonly Command[], index: number): boolean {
  const next = commands.slice(index + 1).find((command) => command.operator !== '&&');
  return next !== undefined;
}

type Scanned = Omit<CommandView, 'isHandled'>;

function scanOptions(first: ViewedWord, rest: readonly ViewedWord[]): Scanned {
  const known = commandOptions.get(first.text);
  const options: { long: string; value: ViewedWord | null }[] = [];
  const scanned = { name: first.text, position: first.position, options };
  let index = 0;
  for (;;) {
    const word = rest[index];
    if (word === undefined || !word.text.startsWith('-') || known === undefined) break;
    index += 1;
    if (word.text === '--') break;
    for (const each of readOption(word.text, known)) {
      if (each.option === null) return { ...scanned, unknownOption: word, valueMissing: null, args: [] };
      const next = each.option.takesValue && each.value === null ? rest[index] : undefined;
      // getopt takes no word that begins with `-` as a value (src/core/getopt.c).
      const value = each.value ?? (next !== undefined && !next.text.startsWith('-') ? next.text : null);
      if (each.option.takesValue && value === null) {
        return { ...scanned, unknownOption: null, valueMissing: word, args: [] };
      }
      if (next !== undefined) index += 1;
      options.push({ long: each.option.long, value: value === null ? null : { ...word, text: value } });
    }
  }
  return { ...scanned, unknownOption: null, valueMissing: null, args: rest.slice(index) };
}

type OptionRead = { readonly option: CommandOption | null; readonly value: string | null };

const help: CommandOption = { long: 'help', short: 'h', takesValue: false };

function readOption(text: string, known: readonly CommandOption[]): OptionRead[] {
  if (text.startsWith('--')) {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text.slice(2) : text.slice(2, equals);
    const option = [...known, help].find((each) => each.long === name) ?? null;
    return [{ option, value: equals === -1 ? null : text.slice(equals + 1) }];
  }
  return readLetters(text.slice(1), known);
}

function readLetters(letters: string, known: readonly CommandOption[]): OptionRead[] {
  const option = [...known, help].find((each) => each.short === letters.charAt(0)) ?? null;
  const rest = letters.slice(1);
  if (option === null) return [{ option, value: null }];
  if (option.takesValue) return [{ option, value: rest === '' ? null : rest }];
  return rest === '' ? [{ option, value: null }] : [{ option, value: null }, ...readLetters(rest, known)];
}
