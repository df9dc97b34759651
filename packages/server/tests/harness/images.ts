import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';

export type ImageFiles = Readonly<Record<string, string | Buffer>>;

/** The files as a tar, in the order given. */
export function tarOf(files: ImageFiles): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  return buffer(tar);
}

/** An image in our own layout that writes to the disk: kernel, initrd, a disk image of 1,000 bytes, one answer file. */
export const installer: ImageFiles = {
  'profile.yaml': [
    'kernel: vmlinuz',
    'initrds: [initrd.img]',
    'args: console=ttyS0 answers={{ urls.answers }}/answer.yaml finish={{ urls.finish }}',
    'image: disk.raw',
    'answers: { answer.yaml: answer.liquid }',
    '',
  ].join('\n'),
  vmlinuz: 'the kernel',
  'initrd.img': 'the initrd',
  'disk.raw': 'x'.repeat(1000),
  'answer.liquid': 'machine: {{ machine.id }}\n',
};

/** The same with more lines in its `profile.yaml`; its kernel is told the boot id. */
export function withManifest(...lines: readonly string[]): ImageFiles {
  return {
    ...installer,
    'profile.yaml': [
      'kernel: vmlinuz',
      'initrds: [initrd.img]',
      'args: bootid={{ boot.id }}',
      ...lines,
      '',
    ].join('\n'),
  };
}

/** An image that was made for KIWIspray. */
export const kiwisprayImage: ImageFiles = {
  'host.tmpl': [
    '#!ipxe',
    'echo Machine @id@ runs image @state@ (@hostname@)',
    'kernel http://@SERVER_IP@:@SERVER_PORT@/images/@state@/pxeboot.kernel razorurl=http://@SERVER_IP@:@SERVER_PORT@/post-install?id=@id@&bootid=@bootid@ || reboot',
    'initrd http://@SERVER_IP@:@SERVER_PORT@/images/@state@/pxeboot.initrd.xz || reboot',
    'boot || reboot',
    '',
  ].join('\n'),
  'post_install.tmpl': [
    '#!/bin/bash',
    'if [ "@metadata.role@" != "@metadata"."role@" ]; then echo "@metadata.role@" > /etc/role; fi',
    "curl 'http://@SERVER_IP@:@SERVER_PORT@/finish?id=@id@&bootid=@bootid@'",
    '',
  ].join('\n'),
  'pxeboot.kernel': 'the kernel',
  'pxeboot.initrd.xz': 'the initrd',
  'disk.raw.xz': 'x'.repeat(1000),
};
