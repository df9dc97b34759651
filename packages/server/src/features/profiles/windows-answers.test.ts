import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { boot, key, render, renderedAnswer } from './rendered-answer.fixture.ts';

type Found = { readonly textContent: string | null };

/** The texts of all elements of this name, in order. */
function texts(xml: string, name: string): (string | null)[] {
  const elements = new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName(name);
  return Array.from(elements as ArrayLike<Found>).map(({ textContent }) => (textContent ?? '').trim());
}

const bios = { hardware: { platform: 'pcbios' } };

describe('autounattend.xml', () => {
  test('names the disk, the image, the account and its password; the machine, its address and whom to call', () => {
    const set = {
      disk: '1',
      locale: 'de_DE.UTF-8',
      timezone: 'W. Europe Standard Time',
      'ssh-keys': `${key} it's "me" & you`,
    };
    const xml = renderedAnswer('unattend', set, 'plain', { hostname: 'win1.example.org' });
    expect(texts(xml, 'DiskID')).toEqual(['1', '1']);
    expect(texts(xml, 'Type')).toEqual(['EFI', 'MSR', 'Primary']);
    expect([...texts(xml, 'Format'), ...texts(xml, 'Letter')]).toEqual(['FAT32', 'NTFS', 'C']);
    expect(texts(xml, 'InstallTo').map((text) => text?.split(/\s+/))).toEqual([['1', '3']]);
    expect(texts(xml, 'MetaData').map((text) => text?.split(/\n\s+/))).toEqual([
      ['/IMAGE/NAME', 'Windows Server 2025 SERVERSTANDARD'],
    ]);
    expect(texts(xml, 'UILanguage')).toEqual(['de-DE', 'de-DE']);
    expect([...texts(xml, 'ComputerName'), ...texts(xml, 'TimeZone')]).toEqual([
      'win1',
      'W. Europe Standard Time',
    ]);
    expect(texts(xml, 'Identifier')).toEqual(['52-54-00-12-34-56', '1', '52-54-00-12-34-56']);
    expect(texts(xml, 'IpAddress')).toEqual(['192.0.2.10/24', '192.0.2.3']);
    expect([...texts(xml, 'NextHopAddress'), ...texts(xml, 'Prefix')]).toEqual(['192.0.2.1', '0.0.0.0/0']);
    expect([...texts(xml, 'Name'), ...texts(xml, 'Username'), ...texts(xml, 'Value').slice(1)]).toEqual([
      ...['ops', 'ops', 'correct horse', 'correct horse', 'correct horse'],
    ]);
    expect(texts(xml, 'CommandLine')).toEqual([
      'powershell.exe -NoProfile -Command "Add-WindowsCapability -Online -Name OpenSSH.Server~~~~0.0.1.0; Set-Service sshd -StartupType Automatic; Start-Service sshd"',
      `cmd.exe /c echo ${key}>> C:\\ProgramData\\ssh\\administrators_authorized_keys`,
      'icacls.exe C:\\ProgramData\\ssh\\administrators_authorized_keys /inheritance:r /grant *S-1-5-32-544:F /grant *S-1-5-18:F',
      `cmd.exe /c for %i in (2 3 5 9 17) do curl.exe -fsS "http://192.0.2.1:8080/finish?id=7&bootid=${boot.bootId}" && exit || ping -n %i 127.0.0.1`,
    ]);
    expect(texts(xml, 'Order').slice(-4)).toEqual(['1', '2', '3', '4']);
  });

  test('on BIOS the disk is divided for BIOS; without a number it is the only disk, number 0', () => {
    const xml = renderedAnswer('unattend', {}, 'nothing', bios);
    expect(texts(xml, 'Type')).toEqual(['Primary', 'Primary']);
    expect(texts(xml, 'InstallTo').map((text) => text?.split(/\s+/))).toEqual([['0', '2']]);
    expect(texts(xml, 'Identifier')).toEqual([]);
  });

  test('the product key is read by the setup, or without a share at the first start', () => {
    const set = { 'product-key': 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' };
    const keys = (more: { lacks?: string }) =>
      texts(renderedAnswer('unattend', set, 'nothing', more), 'ProductKey').map((text) =>
        text?.split(/\s+/).at(0),
      );
    expect(keys({})).toEqual(['AAAAA-BBBBB-CCCCC-DDDDD-EEEEE']);
    expect(keys({ lacks: 'share' })).toEqual([
      ...['AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'],
    ]);
  });

  test('a name that Windows would cut is refused', () => {
    expect(render('unattend', {}, 'plain', { hostname: 'a-very-long-hostname' })).toMatchObject({
      ok: false,
      why: expect.stringContaining('Windows takes a name of at most 15 characters'),
    });
  });
});

describe('install.bat', () => {
  test('takes the only disk or none, and starts the setup from the share', () => {
    const set = { 'share-user': 'DOM\\install', 'share-password': '100%&"'.slice(0, 5) };
    const batch = renderedAnswer('unattend', set, 'plain', { file: 'install.bat' });
    expect(batch.endsWith('\r\n')).toBe(true);
    expect(batch.trim().split('\r\n')).toEqual([
      '@echo off',
      'rem Runs in Windows PE: brings up the network, looks at the disks, and starts the setup of Windows from its share.',
      'wpeinit',
      'setlocal enabledelayedexpansion',
      'rem The card is told by its number; its name depends on the language of the medium.',
      'set card=none',
      `for /f "tokens=1-7 delims=. " %%a in ('route print') do if /i "%%b-%%c-%%d-%%e-%%f-%%g"=="52-54-00-12-34-56" set card=%%a`,
      'netsh interface ipv4 set address name=%card% source=static address=192.0.2.10 mask=255.255.255.0 gateway=192.0.2.1',
      'netsh interface ipv4 set dnsservers name=%card% source=static address=192.0.2.3 validate=no',
      'rem No disk was named: the only one is taken, which is number 0. With none or several nothing is written.',
      'rem A line about a disk has its number as second word, in every language.',
      'echo list disk> X:\\disks.txt',
      'set disks=0',
      'set disk=none',
      `for /f "tokens=1,2" %%a in ('diskpart /s X:\\disks.txt') do (`,
      '  set number=none',
      '  set /a number=%%b 2>nul',
      '  if not "%%b"=="" if "!number!"=="%%b" (',
      '    set /a disks+=1',
      '    set disk=%%b',
      '  )',
      ')',
      'if not "%disks% %disk%"=="1 0" (',
      `  curl.exe -fsS --data-raw "the profile names no disk, and there are %disks%" "http://192.0.2.1:8080/failed?id=7&bootid=${boot.bootId}"`,
      '  echo Netberth: the profile names no disk, and there are %disks%',
      '  ping -n 20 127.0.0.1 >nul',
      '  wpeutil reboot',
      '  exit',
      ')',
      'endlocal',
      'for %%i in (2 3 5 9 17 33) do if not exist S:\\setup.exe (',
      String.raw`  net use S: "\\files.example\windows" "100%%&" /user:"DOM\install"`,
      '  if not exist S:\\setup.exe ping -n %%i 127.0.0.1 >nul',
      ')',
      'if not exist S:\\setup.exe (',
      `  curl.exe -fsS --data-raw "the share has no setup.exe, or cannot be reached" "http://192.0.2.1:8080/failed?id=7&bootid=${boot.bootId}"`,
      String.raw`  echo Netberth: there is no setup.exe on the share "\\files.example\windows"`,
      '  ping -n 60 127.0.0.1 >nul',
      '  wpeutil reboot',
      '  exit',
      ')',
      'S:\\setup.exe /unattend:X:\\Windows\\System32\\unattend.xml',
    ]);
  });

  test('without a share divides a disk for BIOS where the machine has that', () => {
    const set = { disk: '1' };
    const more = { file: 'install.bat', lacks: 'share', ...bios };
    const batch = renderedAnswer('unattend', set, 'nothing', more);
    expect([...batch.matchAll(/^>>?X:\\parts\.txt echo (.*)\r$/gm)].map(([, line]) => line)).toEqual([
      ...['select disk 1', 'clean', 'create partition primary size=500', 'format quick fs=ntfs label=System'],
      ...['assign letter=S', 'active', 'create partition primary', 'format quick fs=ntfs label=Windows'],
      'assign letter=W',
    ]);
  });

  test('looks at no disks where one is named', () => {
    expect(renderedAnswer('unattend', { disk: '1' }, 'nothing', { file: 'install.bat' })).not.toContain(
      'diskpart',
    );
  });
});

test.each([
  [{ disk: '/dev/sda' }, 'disk "/dev/sda" is not the number of a disk, as diskpart counts them from 0'],
  [{ timezone: 'Europe/Berlin' }, 'timezone "Europe/Berlin" is not a time zone as Windows names it'],
  [
    { 'share-password': 'with"quote' },
    'share-password (not shown) is not one line of at most 127 ASCII characters',
  ],
  [{ 'product-key': 'SHORT' }, 'product-key (not shown) is not five groups'],
  [{ share: '//files/windows' }, 'share "//files/windows" is not a share such as \\\\files.example\\windows'],
])('what Windows would not understand is refused: %j', (set, why) => {
  const rendered = render('unattend', set);
  expect('problems' in rendered ? rendered.problems.join() : rendered).toContain(why);
});
