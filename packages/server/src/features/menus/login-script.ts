import { ipxe, label, redactScript, renderScript, script, words, wordsWithSettings } from '@netberth/ipxe';
import { backToMenu } from '../boot/scripts/back-to-menu.ts';

const credentials = ['username:uristring', 'password:uristring'];

/**
 * Asks for a name and a password and comes back with them. iPXE sends them only when it is asked (401), which `login=1` in the
 * URL brings about; they stand in no path and no query.
 * @param name of what asks, as a person reads it
 * @param url what was asked for, whole: `http://192.0.2.1:8080/menu/p/debian?…`
 * @param isAskedAgain what was typed a moment ago is tried before it is asked for
 */
export function loginScript(name: string, url: string, isAskedAgain = false): string {
  const [scheme = '', rest = ''] = url.split('://');
  const target = `${scheme}://\${username:uristring}:\${password:uristring}@${rest}${rest.includes('?') ? '&' : '?'}login=1`;
  const again = wordsWithSettings(target, credentials);
  return redactScript(
    renderScript(
      script(
        isAskedAgain ? [ipxe`isset \${password} && chain --autofree --replace ${again} ||`] : [],
        ipxe`clear username ||`,
        ipxe`clear password ||`,
        ipxe`echo ${words(name)} asks for a name and a password.`,
        ipxe`login || goto back`,
        ipxe`chain --autofree --replace ${again} || goto wrong`,
        label('wrong'),
        ipxe`clear password ||`,
        ipxe`prompt --timeout 60000 Wrong name or password; press a key to go back ||`,
        label('back'),
        backToMenu,
      ),
    ),
  );
}
