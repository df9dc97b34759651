import * as fc from 'fast-check';

/** What somebody would write into a serial number to make it more than text somewhere. */
export const hostileTexts: readonly string[] = [
  '${shell}',
  '$${net0/mac}',
  '${',
  '}',
  'a\nreboot',
  'a\r\nreboot',
  'a\u2028reboot',
  'a\u0085reboot',
  '|| shell',
  '&& shell',
  '|| shell ||',
  ';shell',
  '# comment',
  '#!ipxe',
  ':label',
  '\\',
  'a\\',
  '"', // a quote of each kind, and both
  "'",
  '`reboot`',
  '$(reboot)',
  "'; reboot; '",
  '"; reboot; "',
  '--replace',
  '-n',
  '<script>alert(1)</script>',
  '{{ boot.id }}',
  '{% raw %}',
  '@bootid@',
  '@metadata.x@',
  '__NETBERTH_BOOT_ID__',
  '__NETBERTH_BOOT_NUMBER__',
  '[boot-id]',
  'key: value',
  '- item',
  '? : {}',
  '!!js/function',
  '*alias',
  '\u0000',
  'a\u0000b',
  '\u001b[2J',
  '\u202eabc',
  'x\uFEFFy',
  '💥',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%0a%0d',
  '%s%n',
  '{machine}',
  'DROP TABLE machines; --',
  "' OR 1=1 --",
];

const fragment = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(' ', '||', '&&', '\n', '${', '}', 'reboot', 'a'),
);

export const hostileText: fc.Arbitrary<string> = fc
  .array(fragment, { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

/** As the value stands in a query: mostly encoded as it should be, sometimes broken. */
export const hostileValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: hostileText.map((text) => encodeURIComponent(text.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '%ED%A0%80',
      'a%ED%B0%80b',
      '%C0%80',
      '%',
      '%zz',
      '%ff',
      '+',
      '%00',
      '%0a',
      '${shell}',
      '||',
    ),
  },
);
