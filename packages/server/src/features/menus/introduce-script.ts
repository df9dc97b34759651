import { ipxe, redactScript, renderScript, script, urlText, wordsWithSettings } from '@netberth/ipxe';
import { identityQuery, identitySettings } from '../boot/scripts/identity-query.ts';

/** Asks once more for a choice that a person typed, with who the machine is. `asked`: `debian?release=trixie`. */
export function introduceScript(asked: string): string {
  const url = urlText(`${asked}${asked.includes('?') ? '&' : '?'}`);
  const identity = wordsWithSettings(identityQuery, identitySettings);
  return redactScript(renderScript(script(ipxe`chain --autofree --replace ${url}${identity}`)));
}
