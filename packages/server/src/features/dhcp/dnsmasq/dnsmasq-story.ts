import { basename } from 'node:path';
import type { DnsmasqLine } from './read-dnsmasq-line.ts';

/** What a person is told of a machine that is known by its MAC. */
export type MachineNews = {
  readonly mac: string;
  readonly severity: 'note' | 'alert';
  readonly kind: 'dhcpAnswered' | 'dhcpRefused' | 'tftpSent' | 'tftpFailed';
  readonly message: string;
};

/** Transactions and addresses that are remembered; the oldest goes first. */
const memory = 10_000;

/**
 * Lines of the log as news of machines. A line on a boot file names only its transaction, one of TFTP only an
 * address: this remembers whose they are.
 */
export class DnsmasqStory {
  readonly #transactions = new Map<string, { mac: string; isTold: boolean }>();
  readonly #addresses = new Map<string, string>();

  tell(line: DnsmasqLine): MachineNews | null {
    switch (line.kind) {
      case 'leased':
        return this.#tellLease(line);
      case 'proxied':
        remember(this.#transactions, line.transaction, { mac: line.mac, isTold: false });
        return null;
      case 'bootFile':
        return this.#tellBootFile(line.transaction, line.file);
      case 'refused':
        return news(line.mac, 'alert', 'dhcpRefused', `got no address by DHCP: ${line.why}`);
      case 'sent':
        return this.#tellTransfer(line, 'note', 'tftpSent', 'fetched');
      case 'notFound':
        return this.#tellTransfer(line, 'note', 'tftpFailed', 'asked in vain for');
      case 'notSent':
        return this.#tellTransfer(line, 'alert', 'tftpFailed', 'did not get the whole of');
    }
  }

  /** A system that runs renews its address twice a day for ever: the same address is told once. */
  #tellLease({ mac, address, transaction }: Extract<DnsmasqLine, { kind: 'leased' }>): MachineNews | null {
    const isNew = this.#addresses.get(address) !== mac;
    remember(this.#addresses, address, mac);
    remember(this.#transactions, transaction, { mac, isTold: false });
    return isNew ? news(mac, 'note', 'dhcpAnswered', `got the address ${address} by DHCP`) : null;
  }

  #tellBootFile(transaction: string, file: string): MachineNews | null {
    const asked = this.#transactions.get(transaction);
    if (asked === undefined || asked.isTold) return null;
    asked.isTold = true;
    return news(asked.mac, 'note', 'dhcpAnswered', `was told by DHCP to boot ${file}`);
  }

  #tellTransfer(
    { file, address }: { file: string; address: string },
    severity: MachineNews['severity'],
    kind: MachineNews['kind'],
    what: string,
  ): MachineNews | null {
    const mac = this.#addresses.get(address);
    return mac === undefined
      ? null
      : news(mac, severity, kind, `${what} ${basename(file).slice(0, 100)} by TFTP`);
  }
}

function news(
  mac: string,
  severity: MachineNews['severity'],
  kind: MachineNews['kind'],
  message: string,
): MachineNews {
  return { mac, severity, kind, message };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > memory && oldest !== undefined) map.delete(oldest);
}
