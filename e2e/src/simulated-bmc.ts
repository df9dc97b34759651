import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, start, type Running } from './child-process.ts';
import { freePort } from './free-port.ts';

export type BmcMachineOptions = {
  readonly folder: string;
  readonly mac: string;
  /** Sent by DHCP; iPXE chains to it. */
  readonly bootUrl: string;
  /** A bootable disk. */
  readonly disk: string;
  /**
   * How the BMC switches: it starts the program of the machine itself, and then has hold of it by the BMC device inside
   * (QEMU's ipmi-bmc-extern); or by wires of its own, which also know what is booted next.
   */
  readonly wires: 'device' | 'own';
};

/** OpenIPMI's BMC with a QEMU machine behind it. */
export class SimulatedBmc implements AsyncDisposable {
  readonly port: number;
  /** What the machine has shown on its serial port. */
  readonly consoleFile: string;
  readonly #running: Running;
  readonly #stop: string;

  private constructor(port: number, consoleFile: string, stop: string, running: Running) {
    this.port = port;
    this.consoleFile = consoleFile;
    this.#stop = stop;
    this.#running = running;
  }

  static async start(options: BmcMachineOptions): Promise<SimulatedBmc> {
    const { folder } = options;
    const [port, devicePort] = [await freePort(), await freePort()];
    mkdirSync(join(folder, 'state'), { recursive: true });
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
      return join(folder, name);
    };
    writeFileSync(join(folder, 'boot'), 'none\n');
    writeFileSync(join(folder, 'console.log'), '');
    const machine = write('machine', machineProgram(options, devicePort));
    const stop = write('stop', `#!/bin/sh\nkill -9 $(cat ${folder}/pid) 2>/dev/null\nrm -f ${folder}/pid\n`);
    const chassis = write('chassis', chassisProgram(folder, machine, stop));
    const wires =
      options.wires === 'own'
        ? `  chassis_control "${chassis}"\n`
        : `  serial 15 127.0.0.1 ${devicePort} codec VM\n  startcmd "${machine}"\n  startnow false\n  poweroff_wait 3\n  kill_wait 3\n`;
    const configuration = write('lan.conf', `${lan(port)}${wires}${user}`);
    const commands = write('sim.emu', simulatorCommands);
    const args = ['-c', configuration, '-f', commands, '-s', join(folder, 'state'), '-n', '-d'];
    const running = start('ipmi_sim', args, { logFile: join(folder, 'bmc.log'), cwd: folder });
    return new SimulatedBmc(port, join(folder, 'console.log'), stop, running);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 1000);
    await start('/bin/sh', [this.#stop], { logFile: '/dev/null', cwd: '/' }).ended;
  }
}

/** Started by hand or by the BMC, which then is its parent; the first argument is what it boots: pxe, or its disk. */
function machineProgram(
  { folder, mac, bootUrl, disk, wires }: BmcMachineOptions,
  devicePort: number,
): string {
  const device =
    wires === 'own'
      ? ''
      : `-chardev socket,id=bmc,host=127.0.0.1,port=${devicePort},reconnect=1 -device ipmi-bmc-extern,id=bmc0,chardev=bmc -device isa-ipmi-kcs,bmc=bmc0,irq=0`;
  return `#!/bin/sh
network=2 disk=1
[ "\${1:-${wires === 'own' ? 'disk' : 'pxe'}}" = pxe ] && network=1 disk=2
echo $$ >${folder}/pid
exec qemu-system-x86_64 -accel tcg -cpu qemu64 -m 256 -nodefaults -display none \\
  -machine q35,graphics=off -vga none \\
  -netdev 'user,id=net0,bootfile=${bootUrl}' -device virtio-net-pci,netdev=net0,mac=${mac},bootindex=$network \\
  -drive file=${disk},format=raw,if=none,id=disk0,readonly=on -device virtio-blk-pci,drive=disk0,bootindex=$disk \\
  -device virtio-rng-pci -chardev file,id=console,path=${folder}/console.log,append=on -serial chardev:console \\
  ${device}
`;
}

/** Wires of its own: asked with \`get power\`, told with \`set power 1 boot pxe\`. What is booted next is so once. */
function chassisProgram(folder: string, machine: string, stop: string): string {
  return `#!/bin/sh
is_on() { [ -e ${folder}/pid ] && kill -0 $(cat ${folder}/pid) 2>/dev/null; }
begin() {
  boot=$(cat ${folder}/boot)
  echo none >${folder}/boot
  setsid ${machine} "$boot" </dev/null >>${folder}/qemu.log 2>&1 &
}
what=$1
shift
if [ "$what" = get ]; then
  for each in "$@"; do
    case $each in
      power) if is_on; then echo power:1; else echo power:0; fi ;;
      boot) echo "boot:$(cat ${folder}/boot)" ;;
    esac
  done
  exit
fi
while [ $# -gt 0 ]; do
  case "$1 $2" in
    'power 1') is_on || begin ;;
    'power 0') ${stop} ;;
    'reset 1') ${stop}; begin ;;
    boot*) echo "$2" >${folder}/boot ;;
  esac
  shift 2
done
`;
}

function lan(port: number): string {
  return `name "sim"
set_working_mc 0x20
  startlan 1
    addr 127.0.0.1 ${port}
    priv_limit admin
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid a123456789abcdefa123456789abcdef
  endlan
`;
}

const user = '  user 2 true "admin" "secret" admin 10 none md2 md5 straight\n';

const simulatorCommands = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
mc_enable 0x20
`;
