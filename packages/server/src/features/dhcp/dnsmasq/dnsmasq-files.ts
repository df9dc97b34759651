import { userInfo } from 'node:os';
import { join } from 'node:path';

/** What dnsmasq reads and writes, all below the data folder. */
export type DnsmasqFiles = {
  readonly folder: string;
  readonly configFile: string;
  /** Ours, to find a dnsmasq that a killed server left behind. */
  readonly pidFile: string;
  readonly leaseFile: string;
  readonly reservationsFile: string;
  readonly tftpFolder: string;
  /** Who dnsmasq runs as: nobody else may look into the data folder. */
  readonly user: string;
};

/** `data` is absolute: dnsmasq runs in `/`. */
export function dnsmasqFilesIn(data: string): DnsmasqFiles {
  const folder = join(data, 'dhcp');
  return {
    folder,
    configFile: join(folder, 'dnsmasq.conf'),
    pidFile: join(folder, 'dnsmasq.pid'),
    leaseFile: join(folder, 'leases'),
    reservationsFile: join(folder, 'reservations'),
    tftpFolder: join(data, 'tftp'),
    user: userInfo().username,
  };
}
