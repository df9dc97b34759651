import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** OpenIPMI's BMC, with a machine that is two files: whether it is on, and what it boots next. */
export class IpmiSimulator {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, folder: string, process: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = process;
  }

  static async start(): Promise<IpmiSimulator> {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-ipmi-'));
    const port = await freeUdpPort();
    mkdirSync(join(folder, 'state'));
    writeFileSync(join(folder, 'power'), '0\n');
    writeFileSync(join(folder, 'boot'), 'none\n');
    writeFileSync(join(folder, 'told'), '');
    writeFileSync(join(folder, 'chassis'), chassisProgram(folder));
    chmodSync(join(folder, 'chassis'), 0o755);
    writeFileSync(join(folder, 'lan.conf'), lanConfiguration(folder, port));
    writeFileSync(join(folder, 'sim.emu'), simulatorCommands);
    const files = [
      '-c',
      join(folder, 'lan.conf'),
      '-f',
      join(folder, 'sim.emu'),
      '-s',
      join(folder, 'state'),
    ];
    const child = spawn('ipmi_sim', [...files, '-n'], { stdio: 'ignore' });
    await once(child, 'spawn');
    return new IpmiSimulator(port, folder, child);
  }

  get isOn(): boolean {
    return this.#read('power') === '1';
  }

  get boots(): string {
    return this.#read('boot');
  }

  /** What the BMC did to its machine, in order: `power 1`, `boot pxe`, `reset 1`. */
  get told(): string[] {
    return this.#read('told')
      .split('\n')
      .filter((line) => line !== '');
  }

  /** It answers nothing, as a BMC does whose firmware hangs. */
  hang(): void {
    this.#process.kill('SIGSTOP');
  }

  goOn(): void {
    this.#process.kill('SIGCONT');
  }

  stop(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true });
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8').trim();
  }
}

/** Asked with `get power boot`, told with `set power 1`. */
function chassisProgram(folder: string): string {
  return `#!/bin/sh
what=$1
shift
if [ "$what" = get ]; then
  for each in "$@"; do echo "$each:$(cat ${folder}/$each)"; done
  exit
fi
while [ $# -gt 0 ]; do
  echo "$1 $2" >>${folder}/told
  [ "$1" = reset ] || echo "$2" >${folder}/$1
  shift 2
done
`;
}

function lanConfiguration(folder: string, port: number): string {
  return `name "sim"
set_working_mc 0x20
  startlan 1
    addr 127.0.0.1 ${port}
    priv_limit admin
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid a123456789abcdefa123456789abcdef
  endlan
  chassis_control "${folder}/chassis"
  user 2 true "admin" "secret" admin 10 none md2 md5 straight
`;
}

const simulatorCommands = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
mc_enable 0x20
`;

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
