import type { CommandOption } from '../../command-options.ts';
import { errors } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { say } from '../screen/say.ts';
import type { CommandForm } from './command-forms.ts';
import type { Invocation } from './invocation.ts';

const help: CommandOption = { long: 'help', short: 'h', takesValue: false };

/** Take a command's words apart as src/core/{getopt,parseopt}.c do; on wrong use print it and give an error number. */
export function parseOptions(
  machine: Machine,
  form: CommandForm,
  words: readonly string[],
): Invocation | number {
  const [name = '', ...rest] = words;
  const known = [...form.options, help];
  const options = new Map<string, string>();
  let index = 0;
  const wrong = (complaint: string | null, status: number): number => {
    if (complaint !== null) say(machine, complaint);
    printUsage(machine, name, form);
    return status;
  };
  for (let word = rest[index]; word?.startsWith('-') === true; word = rest[index]) {
    index += 1;
    if (word === '--') break;
    for (const each of readWord(word, known)) {
      if (each.option === null) return wrong(`Unrecognised option "${each.written}"`, errors.badOption);
      const { option } = each;
      if (option === help) return wrong(null, errors.helpShown);
      if (!option.takesValue && each.value !== null)
        return wrong(`Option "${option.long}" takes no argument`, errors.badOptionValue);
      const next = rest[index];
      const follows = each.value === null && next !== undefined && !next.startsWith('-');
      const value = option.takesValue ? (each.value ?? (follows ? next : null)) : '';
      if (value === null)
        return wrong(`Option "${each.written}" requires an argument`, errors.badOptionValue);
      if (option.takesValue && follows) index += 1;
      options.set(option.long, value);
    }
  }
  const args = rest.slice(index);
  if (args.length < form.least || args.length > form.most) return wrong(null, errors.usage);
  return { name, options, args };
}

type OptionRead = {
  readonly option: CommandOption | null;
  readonly written: string;
  readonly value: string | null;
};

function readWord(word: string, known: readonly CommandOption[]): readonly OptionRead[] {
  if (!word.startsWith('--')) return readLetters(word.slice(1), known);
  const equals = word.indexOf('=');
  const name = equals === -1 ? word.slice(2) : word.slice(2, equals);
  const option = known.find(({ long }) => long === name) ?? null;
  return [
    { option, written: option === null ? word : name, value: equals === -1 ? null : word.slice(equals + 1) },
  ];
}

/** `-abc` is three options, unless one of them takes the rest as its value. */
function readLetters(letters: string, known: readonly CommandOption[]): readonly OptionRead[] {
  const read: OptionRead[] = [];
  // A lone `-` is an option without a letter: iPXE shows the end of the text as its name.
  if (letters === '') return [{ option: null, written: '- ', value: null }];
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters.charAt(index);
    const option = known.find(({ short }) => short === letter) ?? null;
    const rest = letters.slice(index + 1);
    if (option === null) return [...read, { option, written: `-${letter}`, value: null }];
    if (option.takesValue) return [...read, { option, written: letter, value: rest === '' ? null : rest }];
    read.push({ option, written: letter, value: null });
  }
  return read;
}

function printUsage(machine: Machine, name: string, form: CommandForm): void {
  const options = form.options.map(
    ({ long, short, takesValue }) => `[-${short}|--${long}${takesValue ? ` <${long}>` : ''}]`,
  );
  const usage = [name, ...options, ...(form.usage === '' ? [] : [form.usage])].join(' ');
  const scheme = machine.isOld ? 'http' : 'https';
  say(machine, `Usage:\n\n  ${usage}\n\nSee ${scheme}://ipxe.org/cmd/${name} for further information`);
}
