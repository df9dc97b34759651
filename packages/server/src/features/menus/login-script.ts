import { ipxe, label, redactScript, renderScript, script, words, wordsWithSettings } from '@netberth/ipxe';
import { backToMenu } from '../boot/scripts/back-to-menu.ts';

const credentials = ['username:uristring', 'password:uristring'];

/**
 * Asks for a name and a password and comes back with them. iPXE sends them only when it is asked (401), which `login=1` in the
 * URL brings about; they stand in no path and no query.
 * @param url what was asked for, whole: `http://192.0.2.1:8080/menu/p/debian?…`
 */
export function loginScript(product: string, url: string): string {
  const [scheme = '', rest = ''] = url.split('://');
  const target = `${scheme}://\${username:uristring}:\${password:uristring}@${rest}${rest.includes('?') ? '&' : '?'}login=1`;
  return redactScript(
    renderScript(
      script(
        ipxe`clear username ||`,
        ipxe`clear password ||`,
        ipxe`echo ${words(product)} asks for a name and a password.`,
        ipxe`login || goto back`,
        ipxe`chain --autofree --replace ${wordsWithSettings(target, credentials)} || goto wrong`,
        label('wrong'),
        ipxe`clear password ||`,
        ipxe`prompt --timeout 60000 Wrong name or password; press a key to go back ||`,
        label('back'),
        backToMenu,
      ),
    ),
  );
}
