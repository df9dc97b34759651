import { describe, expect, test } from 'vitest';
import { answerSettings } from './answer-setting.ts';
import { parseAnswerSettings } from './parse-answer-settings.ts';

const everything = Object.keys(answerSettings);
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';

describe('settings of an answer file', () => {
  test('are taken as people write them', () => {
    const given = {
      disk: '/dev/disk/by-id/nvme-eui.0025385b21404321',
      'ssh-keys': `# mine\n${key}\n\n${key} again\r\n`,
      packages: 'nginx, curl  g++',
      password: 'correct horse\n',
      timezone: 'Europe/Berlin',
      mirror: 'http://mirror.example:8080/debian/',
      'security-mirror': 'none',
      role: 'a text of "somebody\'s" own',
    };
    expect(parseAnswerSettings(given, [...everything, 'role'])).toEqual({
      ok: true,
      settings: {
        ...given,
        'ssh-keys': [key, `${key} again`],
        packages: ['nginx', 'curl', 'g++'],
        password: 'correct horse',
      },
    });
  });

  test.each([
    ['disk', 'sda', 'disk "sda" is not a disk such as /dev/vda or /dev/disk/by-id/NAME'],
    ['disk', '/dev/v da', 'disk "/dev/v da" is not a disk'],
    ['disk', '/dev/../etc/passwd', 'disk "/dev/../etc/passwd" is not a disk'],
    ['disk', '/dev/sda\nd-i x/y string z', 'disk "/dev/sda\\nd-i x/y string z" is not a disk'],
    ['user', 'root', 'user "root" is the account that is always there'],
    ['user', 'Ops', 'user "Ops" is not an account name'],
    ['user', 'ops"', 'user "ops\\"" is not an account name'],
    ['ssh-keys', 'ssh-ed25519 AAAA', 'is not a public SSH key such as'],
    ['ssh-keys', key.replace('ssh-ed25519', 'ssh-rsa'), 'is not a public SSH key such as'],
    ['ssh-keys', `command="reboot" ${key}`, 'is not a public SSH key such as'],
    ['ssh-keys', '-----BEGIN OPENSSH PRIVATE KEY-----', 'is a private key: give the public one'],
    ['password', 'two\nlines', 'password (not shown) is not one line of at most 256 characters'],
    ['packages', 'nginx;reboot', 'packages "nginx;reboot" is not the name of a package'],
    ['packages', 'nginx -y', 'packages "-y" is not the name of a package'],
    ['locale', 'en', 'locale "en" is not a locale such as en_US.UTF-8'],
    ['keyboard', "us'", `keyboard "us'" is not a keyboard layout such as us`],
    ['timezone', 'Europe/Atlantis', 'timezone "Europe/Atlantis" is not a time zone such as Europe/Berlin'],
    ['timezone', '+01:00', 'timezone "+01:00" is not a time zone'],
    ['domain', '-x', 'domain "-x" is not a domain such as example.org'],
    ['mirror', 'ftp://mirror.example', 'mirror "ftp://mirror.example" is not the URL of a mirror'],
    ['mirror', 'http://a.example/x y', 'mirror "http://a.example/x y" is not the URL of a mirror'],
    ['proxy', 'http://a.example/$(reboot)', 'is not the URL of a proxy'],
    ['role', 'two\nlines', 'role "two\\nlines" is not one line of at most 1024 characters'],
    ['Role', 'x', 'Role is not a name (small letters, digits, -)'],
  ])('%s %j is refused by its value', (name, text, why) => {
    const parsed = parseAnswerSettings({ [name]: text }, [...everything, 'role', 'Role']);
    expect(parsed.ok ? parsed.settings : parsed.problems.join()).toContain(why);
  });

  test('that nothing uses are refused, all at once', () => {
    expect(parseAnswerSettings({ usr: 'ops', constructor: 'x', user: 'ops' }, ['user', 'disk'])).toEqual({
      ok: false,
      problems: [
        'the answer file has no setting "usr": it uses disk, user',
        'the answer file has no setting "constructor": it uses disk, user',
      ],
    });
    expect(parseAnswerSettings({ user: 'ops' }, [])).toEqual({
      ok: false,
      problems: ['the answer file has no setting "user": it uses none'],
    });
  });
});
