import { errors } from '../errors.ts';
import { keyCode } from '../key.ts';
import { say } from '../screen/say.ts';
import { print } from '../screen/terminal.ts';
import { atOnce } from './at-once.ts';
import type { Command } from '../machine.ts';
import { badInteger, keyOption, readInteger, timeoutOption } from './option-values.ts';
import { pressKey } from './press-key.ts';

export const echo = atOnce((machine, { options, args }) => {
  print(machine.terminal, args.join(' ') + (options.has('n') ? '' : '\n'));
  return 0;
});

export const prompt: Command = function* (machine, invocation) {
  const wanted = keyOption(machine, invocation);
  if (wanted === null) return badInteger;
  const timeout = timeoutOption(machine, invocation);
  if (timeout === null) return badInteger;
  const text = invocation.args.join(' ');
  print(machine.terminal, text);
  const key = yield* pressKey(machine, { kind: 'prompt', text, timeoutMs: timeout.ms });
  print(machine.terminal, '\b \b'.repeat(Array.from(text).length));
  if (key === null) return errors.promptTimedOut;
  return wanted !== 0 && keyCode(key) !== wanted ? errors.wrongKey : 0;
};

export const sleep = atOnce((machine, { args }) =>
  readInteger(machine, args[0] ?? '') === null ? badInteger : 0,
);

export const exit = atOnce((machine, { args }) => {
  const [text] = args;
  const status = text === undefined ? 0 : readInteger(machine, text);
  if (status === null) return badInteger;
  machine.stop = 'script';
  // The status is a signed number, and an error's number is never negative: `exit -1` cannot be typed, 4294967295 can.
  return Math.abs(status | 0);
});

export const goTo = atOnce((machine, { args }) => {
  const { script } = machine;
  if (script === null) return errors.notInScript;
  const at = script.lines.findIndex(({ label }) => label === args[0]);
  if (at === -1) return errors.noLabel;
  script.next = at;
  machine.stop = 'line';
  return 0;
});

export const isSet = atOnce((_, { args }) => (args[0] === '' ? errors.notSet : 0));

export const isEqual = atOnce((_, { args }) => (args[0] === args[1] ? 0 : errors.notEqual));

export const help = atOnce((machine) => {
  const names = [...machine.capabilities.commands].sort();
  say(machine, '\nAvailable commands:\n');
  for (let index = 0; index < names.length; index += 5)
    say(
      machine,
      `  ${names
        .slice(index, index + 5)
        .map((name) => name.padEnd(16))
        .join('')
        .trimEnd()}`,
    );
  say(machine, '\nType "<command> --help" for further information\n');
  return 0;
});
