import { expect, test } from 'vitest';
import {
  hole,
  ipxe,
  kernelArguments,
  label,
  redactScript,
  renderScript,
  script,
  setting,
  urlText,
  word,
  words,
  type Statement,
} from './index.ts';

const line = (statement: Statement): string =>
  redactScript(renderScript(script(statement))).slice('#!ipxe\n'.length, -1);

test.each([
  ['${shell}', "echo $'{shell}"],
  ['a\nshell', 'echo a shell'],
  ['x || shell', "echo x '|| shell"],
  ['&& reboot', "echo '&& reboot"],
  ['$${x}', "echo $$'{x}"],
  ['$', "echo $'"],
  ['--help', "echo '--help"],
  ['a # b', "echo a '# b"],
  ['\u001B[2J\u0000x\u2028y', 'echo [2J x y'],
  ['back\\', 'echo back\\ '],
  ['', "echo ''"],
  ['Müller & Söhne – 5 %', "echo Müller '& Söhne – 5 %"],
])('words(%j) is shown as %j', (text, expected) => {
  expect(line(ipxe`echo ${words(text)}`)).toBe(expected);
});

test.each([
  ['', 'cannot put "" into a script as one word: it is empty'],
  ['a b', 'cannot put "a b" into a script as one word: it has a blank'],
  ['a\u0000', 'cannot put "a\\u0000" into a script as one word: it has a control or invisible character'],
  ['${x}', 'cannot put "${x}" into a script as one word: iPXE would expand the "${" in it'],
  ['||', 'cannot put "||" into a script as one word: iPXE would take it for an operator'],
  ['#1', 'cannot put "#1" into a script as one word: iPXE would take it for a comment'],
  ['-n', 'cannot put "-n" into a script as one word: iPXE would take it for an option'],
])('word(%j) is refused', (text, expected) => {
  expect(() => word(text)).toThrow(new RangeError(expected));
});

test.each([
  ['images/1/linux', 'images/1/linux'],
  ['http://h:8080/a b?x=${y}&z=1#frag', 'http://h:8080/a%20b?x=%24%7By%7D&z=1#frag'],
  ['http://[fd00::1]/k', 'http://[fd00::1]/k'],
  ['a%20b', 'a%20b'],
  ['ü', '%C3%BC'],
  ['||', '%7C%7C'],
  ['&&', '%26%26'],
  [';', '%3B'],
  ['#x', '%23x'],
  ['-x', '%2Dx'],
])('urlText(%j) is %j', (url, expected) => {
  expect(line(ipxe`chain ${urlText(url)}`)).toBe(`chain ${expected}`);
});

test('an empty URL is refused', () => {
  expect(() => urlText('')).toThrow(new RangeError('cannot put "" into a script as a URL: it is empty'));
});

test('a kernel command line keeps its words and loses only superfluous blanks', () => {
  expect(
    line(ipxe`kernel k ${kernelArguments(' ip=10.0.0.2::10.0.0.1 \n\tconsole=ttyS0,115200 -- --x\n')}`),
  ).toBe('kernel k ip=10.0.0.2::10.0.0.1 console=ttyS0,115200 -- --x');
  expect(line(ipxe`kernel k ${kernelArguments('')} || shell`)).toBe('kernel k || shell');
  expect(() => kernelArguments('quiet a=${x}')).toThrow(
    new RangeError(
      'cannot put "a=${x}" on a kernel command line: iPXE would expand the "${" in it; no safe form exists',
    ),
  );
  expect(() => kernelArguments('quiet || reboot')).toThrow(
    new RangeError(
      'cannot put "||" on a kernel command line: iPXE would take it for an operator; no safe form exists',
    ),
  );
});

test('more words than a command takes are cut in text for people, and refused for a kernel', () => {
  expect(line(ipxe`echo ${words('w '.repeat(101))}`)).toBe(`echo ${'w '.repeat(100)}...`);
  expect(line(ipxe`kernel k ${kernelArguments('w '.repeat(254))}`)).toBe(`kernel k${' w'.repeat(254)}`);
  expect(() => kernelArguments('w '.repeat(255))).toThrow(
    new RangeError('cannot make a kernel command line of 255 words: iPXE takes 254'),
  );
});

test('a setting, a hole and a label have checked names', () => {
  expect(line(ipxe`set m ${setting('net0/mac', 'hexhyp')}-${hole('boot-number')}`)).toBe(
    'set m ${net0/mac:hexhyp}-[boot-number]',
  );
  expect(line(label('retry.2'))).toBe(':retry.2');
  expect(() => setting('x}')).toThrow(
    new RangeError('cannot refer to setting "x}": wanted a name such as "net0/mac"'),
  );
  expect(() => hole('A b')).toThrow(
    new RangeError('cannot name a hole "A b": wanted lower-case letters, digits and "-"'),
  );
  expect(() => label('a b')).toThrow(
    new RangeError('cannot name a label "a b": wanted letters, digits, "_", "." and "-"'),
  );
});

test('parts that are safe alone are refused where they make an expansion, an operator or a command together', () => {
  expect(() => ipxe`echo ${word('$')}{x}`).toThrow(
    new RangeError('cannot make the command line "echo ${x}": its parts make "${"'),
  );
  expect(() => ipxe`echo ${word('a$')}${setting('x')}`).toThrow('its parts make "${"');
  expect(() => ipxe`echo \${${word('x')}}`).toThrow('a part stands inside "${…}"');
  expect(() => ipxe`echo |${word('|x')} |${kernelArguments('|')}`).toThrow(
    'iPXE would take it for an operator',
  );
  expect(() => ipxe`echo #${word('x')}`).toThrow('its parts make an operator or a comment');
  expect(() => ipxe`${word('reboot')}`).toThrow('the name of a command is not literal');
  expect(() => ipxe`dhcp || ${words('reboot')}`).toThrow('the name of a command is not literal');
  expect(
    () => ipxe`dhcp
reboot`,
  ).toThrow('it is more than one line');
  expect(() => ipxe`:label`).toThrow('it is a label, wanted a command');
  expect(() => ipxe`dhcp # why`).toThrow('it has a comment');
  expect(() => ipxe``).toThrow('it has no command');
});
