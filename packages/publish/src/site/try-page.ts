import {
  comment,
  ipxe,
  label,
  script,
  urlText,
  wordsWithSettings,
  type Script,
  type Statement,
} from '@netberth/ipxe';

export type TryLinks = {
  /** What stands before the name of a channel: `../../../`, `/channels/`. */
  readonly channel: string;
  /** The URL of a server that builds branches, without a `/` at its end; empty: the one that gave the page; null: none. */
  readonly server: string | null;
};

/** *Utilities, Try a branch*: a person types a channel, or what a server is to build one of, and goes there. */
export function tryPage({ channel, server }: TryLinks): Script {
  return script(
    comment('Try another menu'),
    label('menu'),
    ipxe`menu Try a branch`,
    ipxe`item channel A channel: stable, experimental, pr-12 ...`,
    server === null ? [] : ipxe`item branch A branch or a commit`,
    server === null ? [] : ipxe`item fork A branch or a commit of somebody else`,
    ipxe`item --gap`,
    ipxe`item back Back`,
    ipxe`choose nb-try || goto back`,
    ipxe`goto \${nb-try} || goto back`,
    label('channel'),
    ipxe`echo The channel:`,
    ipxe`clear nb-channel ||`,
    ipxe`read nb-channel || goto menu`,
    ipxe`isset \${nb-channel} || goto menu`,
    ipxe`chain --autofree ${wordsWithSettings(`${channel}\${nb-channel}/menu.ipxe`, ['nb-channel'])} || goto none`,
    ipxe`goto menu`,
    label('none'),
    ipxe`prompt There is no channel \${nb-channel}, or it cannot be fetched; press a key ||`,
    ipxe`goto menu`,
    server === null ? [] : branchStatements(server),
    label('back'),
    ipxe`exit 0`,
  );
}

/** What is typed reaches the server escaped (`:uristring`). */
function branchStatements(server: string): readonly Statement[] {
  const asked = 'user=${nb-user:uristring}&ref=${nb-ref:uristring}';
  const settings = ['nb-user:uristring', 'nb-ref:uristring'];
  const path = wordsWithSettings(`/try?${asked}`, settings);
  return [
    label('fork'),
    ipxe`echo The user or group whose repository it is:`,
    ipxe`clear nb-user ||`,
    ipxe`read nb-user || goto menu`,
    ipxe`goto ref`,
    label('branch'),
    ipxe`clear nb-user ||`,
    label('ref'),
    ipxe`echo The branch, tag or commit:`,
    ipxe`clear nb-ref ||`,
    ipxe`read nb-ref || goto menu`,
    ipxe`isset \${nb-ref} || goto menu`,
    server === '' ? ipxe`chain --autofree ${path} ||` : ipxe`chain --autofree ${urlText(server)}${path} ||`,
    ipxe`prompt It could not be fetched, or there is none; press a key ||`,
    ipxe`goto menu`,
  ];
}
