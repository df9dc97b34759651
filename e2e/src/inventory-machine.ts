import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const mib = 1024 * 1024;
const text = 'SOMEBODY\u2019S DATA. ';

export type TestDisk = { readonly file: string; readonly devices: readonly string[] };

/** A file that is full of somebody's data, as a disk of one kind; `serial` is what the machine sees of it. */
export function dataDisk(
  folder: string,
  kind: 'nvme' | 'sata' | 'virtio' | 'usb',
  serial: string,
  sizeMib: number,
): TestDisk {
  const file = join(folder, `${serial}.img`);
  if (!existsSync(file)) writeFileSync(file, Buffer.alloc(sizeMib * mib, text));
  const drive = ['-drive', `file=${file},format=raw,if=none,id=${serial},cache=unsafe,discard=unmap`];
  const device = {
    nvme: [`nvme,drive=${serial},serial=${serial}`],
    sata: [`ide-hd,drive=${serial},serial=${serial},rotation_rate=7200`],
    virtio: [`virtio-blk-pci,drive=${serial},serial=${serial}`],
    usb: ['qemu-xhci', `usb-storage,drive=${serial},removable=on`],
  }[kind];
  return { file, devices: [...drive, ...device.flatMap((each) => ['-device', each])] };
}

/** How many bytes of a disk are not zero. */
export function bytesLeft(file: string): number {
  const content = readFileSync(file);
  const zeros = Buffer.alloc(mib);
  let left = 0;
  for (let at = 0; at < content.length; at += mib) {
    const part = content.subarray(at, at + mib);
    if (!part.equals(zeros.subarray(0, part.length))) left += part.filter((byte) => byte !== 0).length;
  }
  return left;
}

/** A card whose cable leads to a switch that says who it is, every two seconds, until it is disposed of. */
export async function cardAtSwitch(
  mac: string,
  switchName: string,
  port: string,
): Promise<{ readonly devices: readonly string[] } & Disposable> {
  const [here, there] = [await freePort(), await freePort()];
  const socket = createSocket('udp4');
  const frame = lldpFrame(switchName, port);
  const timer = setInterval(() => socket.send(frame, there, '127.0.0.1'), 2_000);
  return {
    devices: [
      ...['-netdev', `socket,id=lan1,udp=127.0.0.1:${here},localaddr=127.0.0.1:${there}`],
      ...['-device', `e1000,netdev=lan1,mac=${mac}`],
    ],
    [Symbol.dispose]: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}

/** IEEE 802.1AB, 8.2: chassis id (a MAC), port id (a name), time to live, system name. */
function lldpFrame(systemName: string, port: string): Buffer {
  const tlv = (type: number, value: Buffer) => {
    const header = Buffer.alloc(2);
    header.writeUInt16BE((type << 9) | value.length);
    return Buffer.concat([header, value]);
  };
  const source = Buffer.from('020000000001', 'hex');
  const frame = Buffer.concat([
    ...[Buffer.from('0180c200000e', 'hex'), source, Buffer.from('88cc', 'hex')],
    tlv(1, Buffer.concat([Buffer.from([4]), source])),
    tlv(2, Buffer.concat([Buffer.from([5]), Buffer.from(port)])),
    tlv(3, Buffer.from([0, 120])),
    tlv(5, Buffer.from(systemName)),
    tlv(0, Buffer.alloc(0)),
  ]);
  return Buffer.concat([frame, Buffer.alloc(Math.max(0, 60 - frame.length))]);
}
