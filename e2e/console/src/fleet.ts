import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetberthServer } from '../../src/netberth-server.ts';

const mebibyte = 1024 * 1024;
const kickstart = `# {{ machine.hostname }}
text
url --url https://mirror.example/rocky/9/BaseOS/x86_64/os/
network --bootproto=dhcp --hostname={{ machine.hostname }}
rootpw --lock
clearpart --all --initlabel
autopart
reboot
`;

/** A few machines of a small company, which boot as iPXE does: the script, then what it names. */
export class Fleet {
  readonly #server: NetberthServer;

  private constructor(server: NetberthServer) {
    this.#server = server;
  }

  static async make(server: NetberthServer, folder: string): Promise<Fleet> {
    const image = join(folder, 'rocky9');
    mkdirSync(image, { recursive: true });
    const args = 'console=ttyS0 inst.ks={{ urls.answers }}/ks.cfg';
    const lines = ['kernel: vmlinuz', 'initrds: [initrd.img]', 'image: rootfs.img', `args: ${args}`];
    writeFileSync(join(image, 'profile.yaml'), [...lines, 'answers: { ks.cfg: ks.cfg }', ''].join('\n'));
    writeFileSync(join(image, 'ks.cfg'), kickstart);
    for (const [name, size] of [
      ['vmlinuz', 1],
      ['initrd.img', 4],
      ['rootfs.img', 20],
    ] as const)
      writeFileSync(join(image, name), Buffer.alloc(size * mebibyte, name));
    await server.json('profile', 'import', image, '--name', 'rocky9');
    await server.json('profile', 'import', image, '--name', 'rescue', '--non-destructive');
    const fleet = new Fleet(server);
    for (let number = 1; number <= 18; number += 1) await fleet.#add(number);
    return fleet;
  }

  async #add(number: number): Promise<void> {
    const site = number % 2 === 0 ? 'berlin' : 'paris';
    const labels = `site=${site},rack=${number % 3 === 0 ? 'B1' : 'A1'}`;
    const name = number <= 12 ? `web${number}` : `db${number - 12}`;
    await this.#server.addMachine(
      macOf(number),
      ...['--hostname', name, '--labels', labels, '--serial', serialOf(number)],
    );
  }

  /** Asks, and fetches the files that are named. */
  async boot(number: number, ...files: readonly string[]): Promise<Visit> {
    const product = 'manufacturer=HPE&product=ProLiant%20DL360%20Gen10&platform=efi&buildarch=x86_64';
    const query = `net0=${macOf(number)}&serial=${serialOf(number)}&${product}`;
    const script = await (await this.#fetch(`/bootstrap?${query}`)).text();
    const [, boot = '', profile = ''] = /b\/(\d+)\/images\/(\w+)/.exec(script) ?? [];
    const [, bootId = ''] = /\/config\/\d+\/(\w+)\/?/.exec(script) ?? [];
    for (const file of files) await (await this.#fetch(`/b/${boot}/images/${profile}/${file}`)).arrayBuffer();
    return { number, boot, profile, bootId };
  }

  /** The first bytes of the image, as an installer that has just begun to write it. */
  async fetchPart({ boot, profile }: Visit, bytes: number): Promise<void> {
    const range = { range: `bytes=0-${bytes - 1}` };
    await (await this.#fetch(`/b/${boot}/images/${profile}/rootfs.img`, { headers: range })).arrayBuffer();
  }

  async fetchAnswers({ number, bootId }: Visit): Promise<void> {
    await (await this.#fetch(`/config/${number}/${bootId}/ks.cfg`)).text();
  }

  async report(what: 'finish' | 'failed', { number, bootId }: Visit, log = ''): Promise<void> {
    await this.#fetch(`/${what}?id=${number}&bootid=${bootId}`, { method: 'POST', body: log });
  }

  /** All of an installation, up to the report that it is over. */
  async install(number: number): Promise<void> {
    const visit = await this.boot(number, 'vmlinuz', 'initrd.img');
    await this.fetchAnswers(visit);
    await this.fetchPart(visit, 20 * mebibyte);
    await this.report('finish', visit);
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#server.bootPort}${path}`, init);
  }
}

/** One boot of a machine, as the machine knows it. */
export type Visit = {
  readonly number: number;
  readonly boot: string;
  readonly profile: string;
  readonly bootId: string;
};

function serialOf(number: number): string {
  return `CZ21070${100 + number}`;
}

function macOf(number: number): string {
  return `52:54:00:00:00:${number.toString(16).padStart(2, '0')}`;
}
