import { expect, test } from 'vitest';
import { ipxe } from './ipxe.ts';
import { renderScript } from './render-script.ts';
import { script } from './script.ts';
import { wordsWithSettings } from './words-with-settings.ts';

const line = (text: string, settings: readonly string[]) =>
  renderScript(script(ipxe`kernel linux ${wordsWithSettings(text, settings)} || goto failed`))[0];

test('settings that are named stay references, the text around them stays text', () => {
  expect(line('ip=${ip}::${gateway}  quiet', ['ip', 'gateway'])).toBe(
    '#!ipxe\nkernel linux ip=${ip}::${gateway} quiet || goto failed\n',
  );
});

test.each([
  ['ip=${netmask}', 'cannot put "ip=${netmask}" into a script: "netmask" is not one of its settings'],
  ['a || reboot', 'cannot put "||" into a script: iPXE would take it for an operator'],
  ['${ip', 'cannot put "${ip" into a script: iPXE would expand the "${" in it'],
  ['$${ip}', 'cannot put "$${ip}" into a script: its parts make "${"'],
  ['${ip}{x}', 'cannot put "${ip}{x}" into a script: its parts make "${"'],
  ['#comment', 'cannot put "#comment" into a script: iPXE would take it for a comment'],
])('%s is refused', (text, message) => {
  expect(() => line(text, ['ip'])).toThrow(new RangeError(message));
});
