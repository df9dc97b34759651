import { ipxe, urlText } from '@netberth/ipxe';
import { askServerScript } from '../boot/scripts/ask-server-script.ts';

/**
 * `/firmware/autoexec.ipxe`: iPXE 1.21 and later, started on UEFI, fetches it from beside itself by the firmware's
 * network; its own is not up yet. Goes on at `/bootstrap.ipxe`. The URL is absolute: `autoexec.ipxe` has none that
 * a reference could follow.
 * @param serverUrls `http://192.0.2.1:8080`, without a path; several are asked in turn
 */
export function autoexecScript(serverUrls: readonly string[]): string {
  return askServerScript(
    'Netberth: bring up the network, then ask the server',
    ...serverUrls.map((url) => ipxe`chain --autofree --replace ${urlText(`${url}/bootstrap.ipxe`)} ||`),
  );
}
