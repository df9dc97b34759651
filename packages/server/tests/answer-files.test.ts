import {
  auditList,
  machineGrant,
  profileCreate,
  profileReveal,
  profileShow,
  profileTemplateShow,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from 'unixcrypt';
import { TestApp } from './harness/start-app.ts';

const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx it's "mine"`;
const crypt =
  '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
});
afterAll(() => app.stop());

describe('the answer file that comes with Netberth', () => {
  test('is what a machine gets that was granted the profile', async () => {
    await app.run(profileCreate, {
      name: 'web',
      product: 'debian',
      mirror: 'http://mirror.example:3142/debian',
      answers: 'default',
      set: { disk: '/dev/vda', 'ssh-keys': key, packages: 'nginx', password: crypt },
    });
    const machine = await app.addMachine({ hostname: 'web1' });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['web'] });
    const { bootId } = await app.boot(machine.presented);
    const answer = await app.ask(`/config/${machine.id}/${bootId}/preseed.cfg`);
    expect(answer.text).toBe(`# The answers of web for machine ${machine.id}, made by Netberth.
# What they mean: Debian Installation Guide, appendix B.

d-i debian-installer/locale string en_US.UTF-8
d-i keyboard-configuration/xkb-keymap select us
d-i clock-setup/utc boolean true
d-i clock-setup/ntp boolean true
d-i time/zone string Etc/UTC

### Packages
d-i mirror/country string manual
d-i mirror/protocol string http
d-i mirror/http/hostname string mirror.example:3142
d-i mirror/http/directory string /debian
d-i mirror/http/proxy string${' '}
d-i apt-setup/cdrom/set-first boolean false
tasksel tasksel/first multiselect standard
d-i pkgsel/include string openssh-server sudo nginx
d-i pkgsel/update-policy select none
popularity-contest popularity-contest/participate boolean false

### The account: "!" lets nobody in by a password
d-i passwd/root-login boolean false
d-i passwd/make-user boolean true
d-i passwd/user-fullname string ops
d-i passwd/username string ops
d-i passwd/user-password-crypted password ${crypt}

### The disk: everything on it is erased
d-i partman-auto/disk string /dev/vda
d-i grub-installer/bootdev string /dev/vda
d-i partman-auto/method string regular
d-i partman-auto/choose_recipe select atomic
d-i partman-lvm/device_remove_lvm boolean true
d-i partman-md/device_remove_md boolean true
d-i partman-partitioning/confirm_write_new_label boolean true
d-i partman/choose_partition select finish
d-i partman/confirm boolean true
d-i partman/confirm_nooverwrite boolean true
d-i partman-efi/non_efi_system boolean true
d-i grub-installer/only_debian boolean true
d-i grub-installer/with_other_os boolean true

### The end: keys, sudo, and the server is told
d-i preseed/late_command string \\
mkdir -p /target/home/ops/.ssh; \\
 echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx it'\\''s "mine"' >> /target/home/ops/.ssh/authorized_keys; \\
 chmod -R go= /target/home/ops/.ssh; \\
 in-target chown -R ops: /home/ops/.ssh; \\
for pause in 1 2 4 8 16; do wget -q -O /dev/null 'http://192.0.2.1:8080/finish?id=${machine.id}&bootid=${bootId}' && break; sleep $pause; done
d-i finish-install/reboot_in_progress note
`);
    expect(await app.stateOf(machine)).toBe('installing');
  });

  test('without a disk takes the only one, and tells the server when there are several', async () => {
    await app.run(profileCreate, {
      name: 'any-disk',
      product: 'debian',
      answers: 'default',
      set: { 'ssh-keys': key },
    });
    const { id } = await app.addMachine();
    const { preview } = await app.run(profileShow, { profile: 'any-disk', machine: String(id) });
    const [{ text } = { text: '' }] = preview?.answers ?? [];
    expect(text).not.toContain('d-i partman-auto/disk ');
    expect(text).toContain(
      'd-i partman/early_command string set -- $(list-devices disk); if [ $# = 1 ]; then \\\n' +
        ' debconf-set partman-auto/disk "$1"; debconf-set grub-installer/bootdev "$1"; else \\\n' +
        ' wget -q -O /dev/null --post-data="the profile names no disk, and there are $#: $*" ' +
        `'http://192.0.2.1:8080/failed?id=${id}&bootid=[boot-id]'; \\\n`,
    );
    expect(text).toContain("echo 'ops ALL=(ALL:ALL) NOPASSWD: ALL' > /target/etc/sudoers.d/ops;");
  });

  test('says its release and its mirror, which the menu may offer in another order tomorrow', async () => {
    const made = await app.run(profileCreate, {
      name: 'said',
      product: 'debian',
      answers: 'default',
      set: { 'ssh-keys': key },
    });
    expect(made.spec).toMatchObject({ mirror: 'http://ftp.debian.org/debian' });
  });

  test('can be taken, changed, and given back, with the same settings', async () => {
    const { files } = await app.run(profileTemplateShow, { kind: 'preseed' });
    const preseed = `${files[0]?.text}d-i own/role string {{ settings.role | line }}\n`;
    await app.run(profileCreate, {
      name: 'changed',
      product: 'debian',
      input: { preseed },
      set: {
        ...{
          locale: 'de_DE.UTF-8',
          keyboard: 'de',
          timezone: 'Europe/Berlin',
          user: 'ops',
          disk: '/dev/sda',
        },
        ...{ packages: '', 'ssh-keys': key, role: `"web" & 'more'` },
      },
    });
    const { id } = await app.addMachine();
    const { preview } = await app.run(profileShow, { profile: 'changed', machine: String(id) });
    expect(preview?.problems).toEqual([]);
    expect(preview?.answers[0]?.text).toContain('\nd-i debian-installer/locale string de_DE.UTF-8\n');
    expect(preview?.answers[0]?.text).toContain(`\nd-i own/role string "web" & 'more'\n`);
  });

  test.each([
    [
      { product: 'debian' },
      'nobody could sign in: say --set ssh-keys=@~/.ssh/id_ed25519.pub or --set password=',
    ],
    [{ product: 'arch' }, 'no answer file for Arch Linux comes with Netberth'],
    [
      { product: 'debian', set: { 'ssh-keys': key }, input: { preseed: 'x' } },
      '--answers default and --input preseed both say what answers the installer',
    ],
    [
      { product: 'debian', set: { 'ssh-keys': key, disk: '/dev/sda; reboot', user: 'root', colour: 'red' } },
      'disk "/dev/sda; reboot" is not a disk such as /dev/vda or /dev/disk/by-id/NAME; user "root" is the ' +
        'account that is always there; name the one of a person; the answer file has no setting "colour": it uses ',
    ],
  ])('is refused where something would have to be guessed: %j', async (input, why) => {
    const refusal = await app.refusal(profileCreate, { name: 'wrong', answers: 'default', ...input });
    expect(refusal).toContain(`NB3025 the profile is not made: ${why}`);
  });
});

describe('the password of a profile', () => {
  test('is kept as a hash, shown to nobody, and revealed to those who may change it, on the record', async () => {
    const password = `it's a "secret"`;
    const made = await app.run(profileCreate, {
      name: 'secret',
      product: 'debian',
      answers: 'default',
      set: { password },
    });
    expect(made.spec).toMatchObject({ settings: { password: '[secret]' } });
    const { id } = await app.addMachine();
    const shown = await app.run(profileShow, { profile: 'secret', machine: String(id) });
    expect(shown.preview?.answers[0]?.text).toContain(
      '\nd-i passwd/user-password-crypted password [secret]\n',
    );
    const revealed = await app.run(profileReveal, { profile: 'secret', machine: String(id) });
    const hash = /user-password-crypted password (\$6\$\S+)\n/.exec(revealed.answers[0]?.text ?? '')?.[1];
    expect(verify(password, hash ?? '')).toBe(true);
    const { records } = await app.run(auditList, { limit: 1000 });
    expect(records.at(-1)).toMatchObject({
      command: 'profile.reveal',
      target: 'profile:secret',
      after: { machine: id, shown: ['preseed.cfg'] },
    });
    expect(JSON.stringify(records)).not.toContain(hash);
    expect(JSON.stringify(records)).not.toContain('a "secret"');
  });
});
