import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Attribute, Change, Client } from 'ldapts';
import { startAs } from '../../database/servers/server-process.ts';
import type { TestCertificates } from './test-certificates.ts';

const run = promisify(execFile);

export const base = 'DC=example,DC=test';
export const password = 'Passw0rd-of-a-test';
const users = `CN=Users,${base}`;

/** A Samba Active Directory of this run's own, on the ports 389 and 636 of the loopback address. */
export class SambaServer {
  readonly #folder: string;
  readonly #certificates: TestCertificates;
  #process: ReturnType<typeof startAs> | undefined;
  #client: Client | undefined;

  private constructor(folder: string, certificates: TestCertificates) {
    this.#folder = folder;
    this.#certificates = certificates;
  }

  static async start(certificates: TestCertificates): Promise<SambaServer> {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-samba-'));
    const server = new SambaServer(folder, certificates);
    await run('samba-tool', [
      ...['domain', 'provision', `--targetdir=${folder}`, '--realm=EXAMPLE.TEST', '--domain=EXAMPLE'],
      ...['--dns-backend=NONE', '--server-role=dc', '--host-name=dc1', '--host-ip=127.0.0.1'],
      ...[`--adminpass=${password}`, '--option=interfaces=lo', '--option=bind interfaces only=yes'],
    ]);
    server.#configure();
    await server.run();
    return server;
  }

  /** Only LDAP, and nothing outside of the folder. */
  #configure(): void {
    const path = join(this.#folder, 'etc', 'smb.conf');
    const { key, certificate, ca } = this.#certificates;
    const own = [
      '[global]',
      `log file = ${join(this.#folder, 'log')}`,
      `pid directory = ${this.#folder}`,
      `ncalrpc dir = ${join(this.#folder, 'ncalrpc')}`,
      `tls keyfile = ${key}`,
      `tls certfile = ${certificate}`,
      `tls cafile = ${ca}`,
    ].join('\n');
    const text = readFileSync(path, 'utf8').replace(/server services = .*/, 'server services = ldap');
    writeFileSync(path, text.replace('[global]', own));
  }

  async run(): Promise<void> {
    const configuration = join(this.#folder, 'etc', 'smb.conf');
    const args = ['-F', '-M', 'single', '--no-process-group', '-s', configuration];
    this.#process = startAs('root', 'samba', args);
    await this.#process.untilReady(async () => {
      const client = new Client({ url: 'ldaps://localhost', tlsOptions: { ca: this.#certificates.caText } });
      await client.bind('administrator@example.test', password);
      this.#client = client;
    });
  }

  /** As if it were down; {@link run} starts it again. */
  async halt(): Promise<void> {
    await this.#client?.unbind();
    await this.#process?.stop('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.#folder, { recursive: true });
  }

  /** @returns its DN */
  async addUser(name: string, attributes: Readonly<Record<string, string>> = {}): Promise<string> {
    const dn = `CN=${name},${users}`;
    await this.#asked().add(dn, {
      ...{ objectClass: ['user'], sAMAccountName: name, userPrincipalName: `${name}@example.test` },
      unicodePwd: Buffer.from(`"${password}"`, 'utf16le') as never,
      ...{ userAccountControl: '512', ...attributes },
    });
    return dn;
  }

  async addGroup(name: string, ...members: readonly string[]): Promise<string> {
    const dn = `CN=${name},${users}`;
    const withMembers = members.length > 0 ? { member: [...members] } : {};
    await this.#asked().add(dn, { objectClass: ['group'], sAMAccountName: name, ...withMembers });
    return dn;
  }

  async change(dn: string, operation: 'add' | 'replace' | 'delete', type: string, value: string) {
    const modification = new Attribute({ type, values: [value] });
    await this.#asked().modify(dn, new Change({ operation, modification }));
  }

  #asked(): Client {
    if (!this.#client) throw new Error('Samba does not run');
    return this.#client;
  }
}
