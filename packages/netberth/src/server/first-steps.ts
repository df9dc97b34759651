/** What a server that just started is told to print. */
export type Started = {
  /** URLs by which machines reach the boot plane, the best first. */
  readonly boot: readonly string[];
  readonly admin: readonly string[];
  /** Of the admin plane; undefined: it speaks plain HTTP. */
  readonly certificate?: { readonly fingerprint: string; readonly isSelfMade: boolean } | undefined;
  readonly data: string;
  readonly version: string;
  /** As a person types it: `netberth`, or `npx netberth` where that is on no path. */
  readonly command: string;
  /** Whether a verb finds it without `--data`: it is in `./data`. */
  readonly isDefaultData: boolean;
  readonly dhcpMode: 'off' | 'full' | 'proxy' | 'external';
  /** The account that was made just now. */
  readonly firstAdministrator: { readonly name: string; readonly password: string } | undefined;
};

/** What to point a machine at, where the console is, where the data lies: one screen. */
export function firstSteps({
  boot,
  admin,
  certificate,
  data,
  version,
  command,
  isDefaultData,
  dhcpMode,
  firstAdministrator,
}: Started): string {
  const [best = ''] = boot;
  const line = (verb: string) => `${command} ${verb}${isDefaultData ? '' : ` --data ${data}`}`;
  return [
    `Netberth ${version} is up.`,
    '',
    ...row(
      'Boot from',
      boot.map((url) => `${url}/bootstrap.ipxe`),
    ),
    ...row('iPXE prompt', [`chain ${best}/`]),
    ...row('DHCP', [dhcpText(dhcpMode, best, line)]),
    ...row(
      'Console',
      admin.map((url) => `${url}/`),
    ),
    ...row('Certificate', certificateLines(certificate)),
    ...row('Data', [data]),
    ...signInLines(firstAdministrator, line),
    '',
    `A machine that boots from here shows up in \`${line('machine list')}\`. Ctrl-C stops the server.`,
    '',
  ].join('\n');
}

/** How a verb is typed here. */
type Line = (verb: string) => string;

/** Whoever compares it knows that nobody is between. */
function certificateLines(certificate: Started['certificate']): readonly string[] {
  if (certificate === undefined) return [];
  const { fingerprint, isSelfMade } = certificate;
  if (!isSelfMade) return [`SHA-256 ${fingerprint}`];
  return [
    `made by this server; SHA-256`,
    fingerprint,
    'For the command: --fingerprint, or NETBERTH_FINGERPRINT.',
  ];
}

function signInLines(first: Started['firstAdministrator'], line: Line): readonly string[] {
  if (first === undefined) return [];
  return [
    '',
    ...row('Sign in as', [`${first.name}  ${first.password}`]),
    ...row('', ['This password is shown only now.', `Lost it? ${line(`user password ${first.name}`)}`]),
  ];
}

function dhcpText(mode: Started['dhcpMode'], best: string, line: Line): string {
  return mode === 'off'
    ? `option 67 (filename) "${best}/bootstrap.ipxe" for machines that run iPXE (option 175)`
    : `mode ${mode}; \`${line('dhcp check')}\` says what machines are told`;
}

function row(label: string, values: readonly string[]): readonly string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(14)}${value}`);
}
