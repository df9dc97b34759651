import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderPlaceholders, type PlaceholderValues } from './render-placeholders.ts';

const values: PlaceholderValues = {
  id: 7,
  hostname: 'web1.example.org',
  state: 'image1',
  macs: ['52:54:00:aa:bb:cc', '52:54:00:aa:bb:cd'],
  serial: 'abc-123',
  uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232',
  bootid: '0123456789abcdef',
  metadata: { fqdn: 'web1.example.org', rack: 12, spare: true, dmi: { bios_vendor: 'X' }, nothing: null },
  serverIp: '192.0.2.1',
  serverPort: '8080',
};

const everything = `#!ipxe
set HTTP_BASE http://@SERVER_IP@:@SERVER_PORT@
echo node @id@ (@HOST@) @hostname@ in @state@
echo @macs@ | @serial@ | @uuid@
@HOST_DATA@
kernel \${HTTP_BASE}/images/@state@/k fqdn=@metadata.fqdn@ rack=@metadata.rack@ spare=@metadata.spare@ razorurl=\${HTTP_BASE}/post-install?id=@id@&bootid=@bootid@
`;

describe('KIWIspray’s placeholders', () => {
  test('are filled with its upper case, its words and its block of data', () => {
    expect(renderPlaceholders(everything, values)).toEqual({
      ok: true,
      text: `#!ipxe
set HTTP_BASE http://192.0.2.1:8080
echo node 7 (7) web1.example.org in image1
echo 52:54:00:AA:BB:CC 52:54:00:AA:BB:CD | ABC-123 | 4C4C4544-0042-3510-8052-B4C04F4E3232
echo * hostname: "web1.example.org"
echo * id: "7"
echo * macs: "52:54:00:AA:BB:CC 52:54:00:AA:BB:CD"
echo * serial: "ABC-123"
echo * state: "image1"
echo * uuid: "4C4C4544-0042-3510-8052-B4C04F4E3232"

kernel \${HTTP_BASE}/images/image1/k fqdn=web1.example.org rack=12 spare=True razorurl=\${HTTP_BASE}/post-install?id=7&bootid=0123456789abcdef
`,
      unresolved: [],
    });
  });

  test('without a value stay as they are, nested metadata too', () => {
    const template =
      'if [ @metadata.hostname@ != "@metadata"."hostname@" ]; @metadata.dmi@ @metadata.nothing@ @metadata@ @metadata.dmi.bios_vendor@ @what@';
    expect(renderPlaceholders(template, values)).toEqual({
      ok: true,
      text: template,
      unresolved: [
        'metadata.hostname',
        'metadata.dmi',
        'metadata.nothing',
        'metadata',
        'metadata.dmi.bios_vendor',
        'what',
      ],
    });
  });

  test('have KIWIspray’s defaults for a machine that has nothing', () => {
    expect(
      renderPlaceholders('@hostname@/@serial@/@uuid@/@macs@', {
        ...values,
        hostname: null,
        serial: null,
        uuid: null,
        macs: [],
      }),
    ).toEqual({ ok: true, text: 'not-set///', unresolved: [] });
  });

  test('may share an @ with what is none', () => {
    expect(renderPlaceholders('root@host@id@', values)).toEqual({
      ok: true,
      text: 'root@host7',
      unresolved: ['host'],
    });
  });

  test('take an IPv6 server in brackets', () => {
    expect(renderPlaceholders('http://@SERVER_IP@/', { ...values, serverIp: '[2001:db8::1]' })).toEqual({
      ok: true,
      text: 'http://[2001:db8::1]/',
      unresolved: [],
    });
  });

  test('are never found in a value', () => {
    const hostile = {
      ...values,
      hostname: '@bootid@',
      metadata: { fqdn: '@HOST_DATA@', a: '@', b: 'bootid@' },
    };
    expect(renderPlaceholders('@hostname@ @metadata.fqdn@ @metadata.a@@metadata.b@', hostile)).toEqual({
      ok: true,
      text: '@bootid@ @HOST_DATA@ @bootid@',
      unresolved: [],
    });
  });

  test('do not reach into the prototype of metadata', () => {
    expect(renderPlaceholders('@metadata.constructor@ @metadata.__proto__@', values)).toMatchObject({
      text: '@metadata.constructor@ @metadata.__proto__@',
    });
  });
});

describe('values that are not plain text', () => {
  const hostile = { ...values, serial: 'x`reboot`', metadata: { fqdn: 'a; rm -rf /', motd: 'two\nlines' } };

  test('are refused by name, all at once, where the template shows them', () => {
    expect(renderPlaceholders('@id@ @serial@ @metadata.fqdn@ @metadata.motd@ @serial@', hostile)).toEqual({
      ok: false,
      refused: [
        { placeholder: 'serial', value: 'X`REBOOT`' },
        { placeholder: 'metadata.fqdn', value: 'a; rm -rf /' },
        { placeholder: 'metadata.motd', value: 'two\nlines' },
      ],
    });
  });

  test('do not block a template that shows none of them', () => {
    expect(renderPlaceholders('@id@', hostile)).toEqual({ ok: true, text: '7', unresolved: [] });
  });

  test('are left out of HOST_DATA', () => {
    expect(renderPlaceholders('@HOST_DATA@', { ...hostile, hostname: '${net0/mac}' })).toEqual({
      ok: true,
      text: `echo * id: "7"
echo * macs: "52:54:00:AA:BB:CC 52:54:00:AA:BB:CD"
echo * state: "image1"
echo * uuid: "4C4C4544-0042-3510-8052-B4C04F4E3232"
`,
      unresolved: [],
    });
  });

  test('never reach the text: no line, command, quote or expansion comes from a value', () => {
    const dangerous = fc.string({
      unit: fc.constantFrom(...Array.from('ab1 .@\n\r\t"\'`$\\{};|&<>()*?#!~\u2028\u0000é[]%')),
      maxLength: 12,
    });
    const anyValues = fc.record<PlaceholderValues>({
      id: fc.nat(),
      hostname: fc.option(dangerous),
      state: dangerous,
      macs: fc.array(dangerous, { maxLength: 2 }),
      serial: fc.option(dangerous),
      uuid: fc.option(dangerous),
      bootid: dangerous,
      metadata: fc.dictionary(
        fc.constantFrom('a', 'b'),
        fc.oneof(dangerous, fc.integer(), fc.boolean(), fc.constant({})),
      ),
      serverIp: dangerous,
      serverPort: dangerous,
    });
    const names = [
      'id',
      'HOST',
      'hostname',
      'state',
      'macs',
      'serial',
      'uuid',
      'bootid',
      'metadata.a',
      'metadata.b',
      'SERVER_IP',
      'SERVER_PORT',
    ];
    fc.assert(
      fc.property(anyValues, fc.subarray(names), (any, used) => {
        const rendered = renderPlaceholders(used.map((name) => `@${name}@`).join('\n'), any);
        if (!rendered.ok) return;
        expect(rendered.text.split('\n')).toHaveLength(Math.max(1, used.length));
        expect(rendered.text).toMatch(/^[A-Za-z0-9 ._:/@+\-[\]\n]*$/);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(anyValues, (any) => {
        expect(renderPlaceholders('@HOST_DATA@', any)).toMatchObject({
          text: expect.stringMatching(/^(echo \* [a-z]+: "[A-Za-z0-9 ._:/@+-]*"\n)*$/),
        });
      }),
    );
  });
});
