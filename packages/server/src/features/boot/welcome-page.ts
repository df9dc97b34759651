const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function html(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** What a person sees who opens the address of the boot plane. */
export function welcomePage(serverUrl: string): string {
  const url = html(serverUrl);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Netberth</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}code{background:#8882;padding:.1rem .3rem}</style>
<h1>Netberth</h1>
<p>This address decides what machines boot. It is made for iPXE, not for browsers.</p>
<p>At an iPXE prompt: <code>chain ${url}/</code></p>
<p>In a DHCP server, for clients that are iPXE already, the boot file is <code>${url}/bootstrap.ipxe</code></p>
<p>Administrators use the command <code>netberth</code> on the server.</p>
</html>
`;
}
