import { errors } from '../errors.ts';
import { print } from '../screen/terminal.ts';
import { settingText } from '../settings/expand-settings.ts';
import type { Command } from '../machine.ts';
import { editText, type EditedText } from './edit-text.ts';
import { badInteger, timeoutOption } from './option-values.ts';
import { pressKey } from './press-key.ts';
import { nameSetting, storeText } from './setting-commands.ts';

/** `read SETTING`: a line to edit, which begins with the setting's value. */
export const read: Command = function* (machine, invocation) {
  const [name = ''] = invocation.args;
  const timeout = timeoutOption(machine, invocation);
  if (timeout === null) return badInteger;
  const setting = nameSetting(machine, name, true);
  if (typeof setting === 'number') return setting;
  const before = settingText(machine.tree, name) ?? '';
  let edited: EditedText = { text: before, cursor: before.length };
  print(machine.terminal, before);
  for (;;) {
    const key = yield* pressKey(machine, { kind: 'read', setting: name, text: edited.text });
    if (key === null || key === 'Ctrl-C') {
      print(machine.terminal, '\n');
      return key === null ? errors.promptTimedOut : errors.readCanceled;
    }
    if (key === 'Enter' || key === 'Ctrl-J' || key === 'Ctrl-M') {
      print(machine.terminal, '\n');
      return storeText(machine, name, edited.text);
    }
    const after = editText(edited, key);
    const shrunk = Math.max(0, edited.text.length - after.text.length);
    print(machine.terminal, '\b'.repeat(edited.cursor) + after.text + ' '.repeat(shrunk));
    print(machine.terminal, '\b'.repeat(after.text.length + shrunk - after.cursor));
    edited = after;
  }
};
