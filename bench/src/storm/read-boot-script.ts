import { parseScript } from '@netberth/ipxe';
import type { Command, Statement } from '@netberth/ipxe';

/** What a script makes a machine do when all goes well. URLs and arguments are as written, settings unexpanded. */
export type BootAction =
  | { readonly kind: 'chain'; readonly url: string; readonly pauseMs: number }
  | { readonly kind: 'linux'; readonly files: readonly string[]; readonly args: readonly string[] }
  | { readonly kind: 'local-disk' }
  | { readonly kind: 'unreadable'; readonly why: string };

export type BootScript = {
  /** What the machine shows first: `NB1001: machine 3: …`; '' when it shows nothing. */
  readonly headline: string;
  /** The boot by which it has begun to wait, which it is to say when it asks again; null: it does not wait. */
  readonly waiting: string | null;
  readonly action: BootAction;
};

/**
 * The good way through a script of ours: the first command that leads on counts, and nobody at the console presses a
 * key. It is no iPXE: labels, conditions and what follows `||` are not run.
 */
export function readBootScript(text: string): BootScript {
  const { script, problems } = parseScript(text);
  const commands = script.statements.flatMap(firstCommand);
  const action: BootAction =
    problems.length > 0 ? { kind: 'unreadable', why: problems[0]?.message ?? '' } : actionOf(commands);
  return { headline: headlineOf(commands), waiting: waitingIn(commands), action };
}

type Words = readonly string[];

function firstCommand(statement: Statement): Words[] {
  const [command] = statement.kind === 'command' ? statement.commands : [];
  return command === undefined ? [] : [wordsOf(command)];
}

function wordsOf({ words }: Command): Words {
  return words.map(({ segments }) => segments.filter((segment) => typeof segment === 'string').join(''));
}

function headlineOf(commands: readonly Words[]): string {
  const echo = commands.find(([name, from]) => name === 'echo' && from === 'Netberth');
  return echo?.slice(2).join(' ') ?? '';
}

function waitingIn(commands: readonly Words[]): string | null {
  const set = commands.find(([name, setting]) => name === 'set' && setting === 'netberth_waiting');
  return set?.[2] ?? null;
}

function actionOf(commands: readonly Words[]): BootAction {
  let pauseMs = 0;
  for (const [name, ...words] of commands) {
    switch (name) {
      case 'sleep':
        pauseMs += Number(words[0]) * 1000;
        break;
      case 'prompt':
        pauseMs += Number(words[words.indexOf('--timeout') + 1]);
        break;
      case 'chain':
        return { kind: 'chain', url: words.find((word) => !word.startsWith('-')) ?? '', pauseMs };
      case 'kernel':
        return linux(words, commands);
      case 'sanboot':
      case 'exit':
        return { kind: 'local-disk' };
      case undefined:
      default:
        break;
    }
  }
  return { kind: 'unreadable', why: 'it chains nothing, boots nothing, and does not end' };
}

function linux([kernel = '', ...args]: Words, commands: readonly Words[]): BootAction {
  const initrds = commands.filter(([name]) => name === 'initrd').map((words) => words.at(-1) ?? '');
  return { kind: 'linux', files: [kernel, ...initrds], args };
}
