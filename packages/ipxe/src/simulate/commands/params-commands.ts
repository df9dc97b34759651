import { errors } from '../errors.ts';
import { say } from '../screen/say.ts';
import { atOnce } from './at-once.ts';

/** `params`: begins a form that `##params` sends. */
export const params = atOnce((machine, { options }) => {
  const name = options.get('name') ?? null;
  const before = machine.forms.findIndex((each) => each.name === name);
  if (before !== -1) machine.forms.splice(before, 1);
  if (!options.has('delete')) machine.forms.push({ name, fields: [] });
  return 0;
});

/** `param`: adds a field to the form. */
export const param = atOnce((machine, { options, args }) => {
  const name = options.get('params') ?? null;
  const form = machine.forms.find((each) => each.name === name);
  if (form === undefined) {
    say(machine, name === null ? 'No default parameter list' : `No parameter list named "${name}"`);
    return errors.noParameters;
  }
  form.fields.push({ name: args[0] ?? '', value: args.slice(1).join(' '), isHeader: options.has('header') });
  return 0;
});
