import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start } from '../src/child-process.ts';
import { uefiCode, uefiVariables, type Firmware } from '../src/qemu-arguments.ts';
import { Screen } from '../src/screen.ts';

export type Drive = 'cd' | 'usb';

export type MediumBoot = {
  readonly firmware: Firmware;
  readonly drive: Drive;
  readonly image: string;
  /** For the firmware's variables and the console's log. */
  readonly folder: string;
};

/** Starts a machine that has this medium and no network; resolves with the line of its screen that matches. */
export async function bootMedium(boot: MediumBoot, wanted: RegExp, timeoutMs: number): Promise<string> {
  const screen = new Screen();
  const logFile = join(boot.folder, 'console.log');
  const running = start('qemu-system-x86_64', mediumArguments(boot), {
    logFile,
    cwd: boot.folder,
    onOutput: (bytes) => void screen.write(bytes),
  });
  const ended = new AbortController();
  void running.ended.then((how) => ended.abort(new Error(`QEMU ended: ${how}`)));
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const { match } = await screen.find(wanted, 0, signal);
    return match[0];
  } catch (cause) {
    const shown = screen.tail(20).replaceAll(/^/gm, '  | ');
    throw new Error(
      `the screen did not show ${String(wanted)}: ${String(signal.reason)}\n${shown}\nLog: ${logFile}`,
      {
        cause,
      },
    );
  } finally {
    await end(running, 2000);
  }
}

function mediumArguments({ firmware, drive, image, folder }: MediumBoot): string[] {
  return [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-m', '256'],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-nic', 'none'],
    // SeaBIOS mirrors its text screen to the serial port when there are no graphics.
    ...['-machine', 'q35,graphics=off', '-vga', 'none'],
    ...(firmware === 'bios' ? [] : firmwareArguments(folder)),
    ...['-drive', `file=${image},format=raw,if=none,id=medium,readonly=on`],
    ...driveArguments(drive),
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
  ];
}

function driveArguments(drive: Drive): string[] {
  if (drive === 'cd') return ['-device', 'ide-cd,drive=medium,bootindex=1'];
  return ['-device', 'qemu-xhci', '-device', 'usb-storage,drive=medium,bootindex=1,removable=on'];
}

function firmwareArguments(folder: string): string[] {
  const variables = join(folder, 'variables.fd');
  copyFileSync(uefiVariables, variables);
  return [
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${uefiCode}`],
    ...['-drive', `if=pflash,format=raw,file=${variables}`],
  ];
}
