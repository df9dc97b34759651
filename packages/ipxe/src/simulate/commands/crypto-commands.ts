import { errors } from '../errors.ts';
import { download } from '../images/download.ts';
import type { Image } from '../images/image.ts';
import { findImage, freeImage } from '../images/image-list.ts';
import type { Machine, Command } from '../machine.ts';
import type { Run } from '../run.ts';
import { say } from '../screen/say.ts';
import { atOnce } from './at-once.ts';
import { badInteger, integerOption } from './option-values.ts';
import { storeText } from './setting-commands.ts';
import { runCommand } from './run-command.ts';

/** For commands that change nothing a script can see: certificates, clocks, settled hardware. */
export const succeed = atOnce(() => 0);

/** Files that are needed and not looked into: digests are taken to be right. */
export const needFiles: Command = function* (machine, { args }) {
  for (const name of args) {
    const got = yield* acquire(machine, name);
    if (typeof got === 'number') return got;
  }
  return 0;
};

/** `shim FILE`: the file is no initrd. */
export const setShim: Command = function* (machine, { args: [name] }) {
  const got = name === undefined ? null : yield* acquire(machine, name);
  if (typeof got === 'number') return got;
  if (got !== null) freeImage(machine, got);
  return 0;
};

/** `imgverify FILE SIGNATURE`: the signature is taken to be right, and is no initrd. */
export const verifyImage: Command = function* (machine, { options, args: [name = '', signatureName = ''] }) {
  const image = yield* acquire(machine, name);
  if (typeof image === 'number') return image;
  const signature = yield* acquire(machine, signatureName);
  if (typeof signature === 'number') return signature;
  if (!options.has('keep')) freeImage(machine, signature);
  return 0;
};

function* acquire(machine: Machine, name: string): Run<Image | number> {
  const known = findImage(machine, name);
  if (known !== null) return known;
  const got = yield* download(machine, name);
  return got.kind === 'failed' ? got.status : got.image;
}

/** `ping HOST`: everybody answers, `--count` times or once. */
export const ping = atOnce((machine, invocation) => {
  const count = integerOption(machine, invocation, 'count', 1);
  if (count === null) return badInteger;
  for (let sequence = 1; sequence <= Math.min(count, 10) && !invocation.options.has('quiet'); sequence += 1)
    say(machine, `64 bytes from ${invocation.args[0] ?? ''}: seq=${sequence}`);
  return 0;
});

/** `nslookup SETTING NAME`: an address if the network knows the name. */
export const lookUpName = atOnce((machine, { args }) => {
  const [setting = '', name = ''] = args;
  const address = machine.hosts.get(name);
  if (address !== undefined) return storeText(machine, setting, address);
  say(machine, `Could not resolve ${name}`);
  return errors.unknownHost;
});

/** `pciscan`, `usbscan`: the list of devices is empty, so the first call is the last. */
export const noDevices = atOnce(() => errors.noSetting);

/** `time COMMAND`: no time passes here. */
export const time: Command = function* (machine, { args }) {
  const status = yield* runCommand(
    machine,
    args,
    machine.script?.lines[machine.script.next - 1]?.number ?? 0,
  );
  say(machine, `${args[0] ?? ''}: 0.00s`);
  return status;
};
