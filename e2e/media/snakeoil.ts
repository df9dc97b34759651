import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Debian's package ovmf brings the key that its firmware with snakeoil variables trusts, and its passphrase is public. */
const keyFile = '/usr/share/ovmf/PkKek-1-snakeoil.key';
const certificate = '/usr/share/ovmf/PkKek-1-snakeoil.pem';

/** Signs a loader for firmware that trusts the snakeoil key. */
export function signWithSnakeoil(loader: string, signed: string, folder: string): void {
  const key = join(folder, 'snakeoil.key');
  execFileSync('openssl', ['rsa', '-in', keyFile, '-passin', 'pass:snakeoil', '-out', key], {
    stdio: 'pipe',
  });
  execFileSync('sbsign', ['--key', key, '--cert', certificate, '--output', signed, loader], {
    stdio: 'pipe',
  });
}
