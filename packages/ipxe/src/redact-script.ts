import { replaceHoles, type ScriptText } from './script-text.ts';

/**
 * The text to store and to show: every hole stands as its name in brackets.
 *
 * Example: `redactScript(['finish?bootid=', { hole: 'boot-id' }])` is `finish?bootid=[boot-id]`.
 */
export function redactScript(text: ScriptText): string {
  return replaceHoles(text, (name) => `[${name}]`);
}
