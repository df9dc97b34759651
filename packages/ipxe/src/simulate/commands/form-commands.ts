import { errors, errorText } from '../errors.ts';
import type { Machine, Command } from '../machine.ts';
import type { FormLine } from '../pause.ts';
import type { Run } from '../run.ts';
import { closeScreen } from '../screen/draw-menu.ts';
import { drawForm, formRows, type FormControl, type FormRows } from '../screen/draw-form.ts';
import { sayFailure } from '../screen/say.ts';
import { settingText } from '../settings/expand-settings.ts';
import { editText } from './edit-text.ts';
import { findMenu } from './menu-commands.ts';
import { moveSelection } from './menu-model.ts';
import { pressKey } from './press-key.ts';
import { parseText, storeText } from './setting-commands.ts';

/** `login`: asks for `username` and `password`. */
export const login: Command = function* (machine) {
  const fields = [
    { label: 'username', text: 'Username', isDefault: false, isSecret: false },
    { label: 'password', text: 'Password', isDefault: false, isSecret: true },
  ];
  const canceled = machine.isOld ? errors.loginCanceledOld : errors.formCanceled;
  const status = yield* askForm(machine, '', fields, canceled);
  return status === 0 ? 0 : sayFailure(machine, 'Could not set credentials', status);
};

/** `present`: shows a form and stores its fields. */
export const present: Command = function* (machine, { options }) {
  const form = findMenu(machine, options.get('form') ?? null);
  if (typeof form === 'number') return form;
  const status = yield* askForm(machine, form.title, form.items, errors.formCanceled);
  if (!options.has('keep')) machine.menus.splice(machine.menus.indexOf(form), 1);
  return status;
};

/** A line of a form: `label` names the setting, null where there is only text. */
type Field = {
  readonly label: string | null;
  readonly text: string;
  readonly isDefault: boolean;
  readonly isSecret: boolean;
};

function* askForm(machine: Machine, title: string, fields: readonly Field[], canceled: number): Run<number> {
  const last = fields.findLastIndex(({ label }) => label !== null);
  if (last === -1) return errors.emptyForm;
  const rows = formRows(machine, fields);
  if (rows === null) return errors.longForm;
  const first = fields.findIndex(({ label }) => label !== null);
  let focus = Math.max(
    first,
    fields.findLastIndex(({ label, isDefault }) => label !== null && isDefault),
  );
  let controls: readonly FormControl[] = fields.map((field, index) =>
    openControl(machine, field, rows[index]),
  );
  for (;;) {
    drawForm(machine, title, controls, focus);
    const key = yield* pressKey(machine, { kind: 'form', title, fields: formLines(controls, focus) });
    if (key === null || key === 'Ctrl-C' || key === 'Escape') return close(machine, canceled);
    const isEnter = key === 'Enter' || key === 'Ctrl-M';
    const isLast = focus >= last || controls[focus]?.complaint !== null;
    if ((key === 'Ctrl-X' && !machine.isOld) || (isEnter && isLast)) {
      controls = submit(machine, controls);
      if (controls.every(({ complaint }) => complaint === null)) return close(machine, 0);
      if (controls[focus]?.complaint === null)
        focus = controls.findIndex(({ complaint }) => complaint !== null);
    } else if (key === 'Tab' && focus === last) {
      focus = first;
    } else if (isEnter || ['Down', 'Up', 'Tab'].includes(key)) {
      focus = moveSelection(fields.slice(0, last + 1), focus, key === 'Up' ? -1 : 1);
    } else controls = controls.map((each, at) => (at === focus ? { ...each, ...edit(each, key) } : each));
  }
}

function openControl(machine: Machine, field: Field, rows: FormRows | undefined): FormControl {
  const value = field.label === null ? '' : (settingText(machine.tree, field.label) ?? '');
  return { ...field, rows: rows ?? { text: 0, box: 0 }, value, cursor: value.length, complaint: null };
}

function edit({ value, cursor }: FormControl, key: string): Pick<FormControl, 'value' | 'cursor'> {
  const after = editText({ text: value, cursor }, key);
  return { value: after.text, cursor: after.cursor };
}

/** Store every field that its setting can take; the others say why not. */
function submit(machine: Machine, controls: readonly FormControl[]): readonly FormControl[] {
  return controls.map((control) => {
    if (control.label === null) return control;
    const status = parseText(machine, control.label, control.value);
    if (status === 0) storeText(machine, control.label, control.value);
    return { ...control, complaint: status === 0 ? null : errorText(status, machine) };
  });
}

function formLines(controls: readonly FormControl[], focus: number): readonly FormLine[] {
  return controls.map(({ text, value, isSecret }, index) => ({
    label: text,
    value: isSecret ? '*'.repeat(value.length) : value,
    isFocused: index === focus,
  }));
}

function close(machine: Machine, status: number): number {
  closeScreen(machine.terminal);
  return status;
}
