import type { Command, Operator, Word } from './statement.ts';

/** A line's commands, and the index of the word that begins a comment (or null). */
export type CommandsRead = { readonly commands: readonly Command[]; readonly commentAt: number | null };

/**
 * Group the words of a line into commands, as command_terminator() of src/core/exec.c does: a word that begins
 * with `#` ends the line wherever it stands, a word that *is* `||`, `&&` or `;` ends a command.
 */
export function readCommands(words: readonly Word[]): CommandsRead {
  const commands: Command[] = [];
  let operator: Operator | null = null;
  let current: Word[] = [];
  const close = (): number => commands.push(commandOf(operator, current));
  for (const [index, word] of words.entries()) {
    if (beginsComment(word))
      return { commands: [...commands, commandOf(operator, current)], commentAt: index };
    const next = operatorOf(word);
    if (next === null) current.push(word);
    else {
      close();
      operator = next;
      current = [];
    }
  }
  close();
  return { commands, commentAt: null };
}

function commandOf(operator: Operator | null, words: readonly Word[]): Command {
  const position = words[0]?.position;
  return position === undefined ? { operator, words } : { operator, words, position };
}

function beginsComment(word: Word): boolean {
  const first = word.segments[0];
  return typeof first === 'string' && first.startsWith('#');
}

function operatorOf(word: Word): Operator | null {
  const [only] = word.segments;
  if (word.segments.length !== 1) return null;
  return only === '||' || only === '&&' || only === ';' ? only : null;
}
