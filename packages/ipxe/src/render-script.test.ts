import { expect, test } from 'vitest';
import {
  blank,
  comment,
  fillScript,
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
} from './index.ts';

const installation = script(
  comment('machine 7'),
  ipxe`set hostname ${word('web-1')}`,
  label('retry'),
  ipxe`echo Serial: ${words('ACME || reboot ${shell}')}`,
  ipxe`kernel ${urlText('images/suse 15/linux')} ${kernelArguments('rd.kiwi.install.pxe\nip=dhcp')} mac=${setting('net0/mac', 'hexhyp')} razorurl=http://h/post-install?bootid=${hole('boot-id')} || goto retry`,
  blank(),
  [ipxe`prompt --key s --timeout 3000 Press s && shell ||`, ipxe`boot || exit 1`],
);

test('a script is rendered line by line, and its holes stay open until it is filled', () => {
  const text = renderScript(installation);
  expect(redactScript(text)).toBe(`#!ipxe
# machine 7
set hostname web-1
:retry
echo Serial: ACME '|| reboot $'{shell}
kernel images/suse%2015/linux rd.kiwi.install.pxe ip=dhcp mac=\${net0/mac:hexhyp} razorurl=http://h/post-install?bootid=[boot-id] || goto retry

prompt --key s --timeout 3000 Press s && shell ||
boot || exit 1
`);
  expect(fillScript(text, { 'boot-id': 'x.9_~-' })).toContain('bootid=x.9_~- || goto retry\n');
});

test('a hole without a value, or with a value that is not plain, is refused without showing the value', () => {
  const text = renderScript(script(ipxe`echo ${hole('boot-id')}`));
  expect(() => fillScript(text, {})).toThrow('cannot fill hole "boot-id": no value was given');
  expect(() => fillScript(text, { 'boot-id': 'a b' })).toThrow(
    'cannot fill hole "boot-id": its value is not one or more of A-Z a-z 0-9 . _ ~ -',
  );
  expect(() => fillScript(text, { 'boot-id': '-n' })).toThrow(
    'cannot fill hole "boot-id": its value begins with "-", iPXE would take it for an option',
  );
});
