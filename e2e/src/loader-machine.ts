import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start } from './child-process.ts';
import { uefiCode, uefiVariables } from './qemu-arguments.ts';
import { Screen } from './screen.ts';

export type LoaderRun = {
  /** The binary of iPXE: `ipxe.lkrn` starts as a kernel on BIOS, `.efi` from a disk on UEFI. */
  readonly loader: string;
  /** What it finds as its `autoexec.ipxe`; on BIOS as its initrd. */
  readonly script: string;
  /** Logs and disks go here; empty. */
  readonly folder: string;
  readonly until: string;
  readonly memoryMib?: number;
  readonly mac?: string;
  readonly timeoutMs: number;
};

/** Starts one iPXE with one script in a machine of its own. Gives its screen when `until` has appeared. */
export async function runLoader(run: LoaderRun): Promise<Screen> {
  const { loader, script, folder, until, timeoutMs, memoryMib = 512, mac = '52:54:00:12:34:56' } = run;
  const screen = new Screen();
  const isEfi = loader.endsWith('.efi');
  const running = start(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-m', String(memoryMib)],
      ...['-nodefaults', '-display', 'none', '-device', 'virtio-rng-pci'],
      ...['-machine', 'q35,graphics=off', '-vga', 'none', '-no-reboot'],
      ...(isEfi ? efiArguments(folder, loader, script) : biosArguments(folder, loader, script)),
      ...['-netdev', 'user,id=net0', '-device', `virtio-net-pci,netdev=net0,mac=${mac},romfile=`],
      ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ],
    { logFile: join(folder, 'console.log'), cwd: folder, onOutput: (bytes) => screen.write(bytes) },
  );
  try {
    await screen.find(until, 0, AbortSignal.timeout(timeoutMs));
    return screen;
  } catch (cause) {
    throw new Error(`"${until}" did not appear. The screen ends with:\n${screen.tail(30)}`, { cause });
  } finally {
    await end(running, 1_000);
  }
}

function biosArguments(folder: string, loader: string, script: string): readonly string[] {
  writeFileSync(join(folder, 'autoexec.ipxe'), script);
  return ['-kernel', loader, '-initrd', join(folder, 'autoexec.ipxe')];
}

function efiArguments(folder: string, loader: string, script: string): readonly string[] {
  const disk = join(folder, 'disk');
  mkdirSync(join(disk, 'EFI', 'BOOT'), { recursive: true });
  copyFileSync(loader, join(disk, 'EFI', 'BOOT', 'BOOTX64.EFI'));
  writeFileSync(join(disk, 'autoexec.ipxe'), script);
  copyFileSync(uefiVariables, join(folder, 'variables.fd'));
  return [
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${uefiCode}`],
    ...['-drive', `if=pflash,format=raw,file=${join(folder, 'variables.fd')}`],
    ...['-drive', `file=fat:rw:${disk},format=raw,if=none,id=disk0`],
    ...['-device', 'virtio-blk-pci,drive=disk0,bootindex=1'],
  ];
}
