import { ipxe, label, renderScript, redactScript, script, words } from '@netberth/ipxe';
import { messages } from '../../../platform/message-registry.ts';
import { bootLocalDisk } from './local-disk.ts';

/** When the server itself failed: a script all the same, that asks again and falls to the disk (rule 7). */
export function retryScript(why: string): string {
  const { code, text, wayOut } = messages.bootFailed;
  return redactScript(
    renderScript(
      script(
        ipxe`echo Netberth ${words(`${code}: ${text.replace('{why}', why)}`)}`,
        ipxe`echo Netberth ${words(wayOut)}`,
        ipxe`sleep 10`,
        ipxe`chain --autofree --replace bootstrap.ipxe || goto disk`,
        label('disk'),
        bootLocalDisk('unknown'),
      ),
    ),
  );
}
