/**
 * Everything Netberth says to machines, installers and administrators when something is not simply done: one code,
 * one line of source, one paragraph in docs/errors.md (generated from here). `{name}` stands for a value.
 */
export type Message = {
  /** The code on the machine's screen, in problem+json and in docs/errors.md. */
  readonly code: string;
  /** HTTP status where the caller gets one; script endpoints always answer 200. */
  readonly status: number;
  readonly text: string;
  readonly wayOut: string;
  /** It happens every day: a machine's screen shows it without the way out. */
  readonly isRoutine?: boolean;
};

export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

export const messages = {
  // What a machine gets, and why: on its screen, in its history, in `machine explain`.
  finished: {
    code: 'NB1001',
    status: 200,
    text: 'its install is finished, it boots its own disk',
    wayOut: 'To install it again: netberth machine grant {machine} PROFILE',
    isRoutine: true,
  },
  noGrant: {
    code: 'NB1002',
    status: 200,
    text: 'nothing is granted, it boots its own disk',
    wayOut: 'To install it: netberth machine grant {machine} PROFILE',
    isRoutine: true,
  },
  waiting: {
    code: 'NB1003',
    status: 200,
    text: 'it is new and waits until something is granted',
    wayOut: 'To install it: netberth machine grant {machine} PROFILE',
  },
  menuForNew: {
    code: 'NB1004',
    status: 200,
    text: 'it is new and gets the menu',
    wayOut: 'Pick an entry, or: netberth machine grant {machine} PROFILE',
  },
  discovering: {
    code: 'NB1005',
    status: 200,
    text: 'it is new and is looked at by the profile {profile}',
    wayOut: 'When it has reported: netberth machine grant {machine} PROFILE',
  },
  granted: {
    code: 'NB1006',
    status: 200,
    text: 'grant {grant} serves {profile}, step {step} of {steps}',
    wayOut: 'To take it back: netberth machine revoke {machine}',
  },
  resting: {
    code: 'NB1007',
    status: 200,
    text: 'nothing is granted, it boots its resting profile {profile}',
    wayOut: 'To boot its disk instead: netberth machine set {machine} --resting disk',
  },
  restingMenu: {
    code: 'NB1008',
    status: 200,
    text: 'nothing is granted, it gets the menu as its resting choice',
    wayOut: 'To boot its disk instead: netberth machine set {machine} --resting disk',
  },
  picked: {
    code: 'NB1009',
    status: 200,
    text: 'a person picked {profile} in the menu',
    wayOut: 'Nothing to do.',
  },
  takenOver: {
    code: 'NB1010',
    status: 200,
    text: 'served by KIWIspray, taken over while it ran',
    wayOut: 'To install again: netberth machine grant {machine} PROFILE',
  },
  pickedChoice: {
    code: 'NB1011',
    status: 200,
    text: 'a person picked {choice} in the menu',
    wayOut: 'To boot it without a person: netberth profile create NAME --product {product}, then grant it.',
    isRoutine: true,
  },
  installFailed: {
    code: 'NB1101',
    status: 200,
    text: 'its install failed: {why}; it boots its own disk',
    wayOut: 'Look at netberth machine show {machine}, then grant again.',
  },
  held: {
    code: 'NB1102',
    status: 200,
    text: 'it is held: {why}; it boots its own disk',
    wayOut: 'When that is settled: netberth machine unhold {machine}',
  },
  identityConflict: {
    code: 'NB1103',
    status: 200,
    text: 'this machine cannot be told apart from another: {why}; it boots its own disk, and so do the others',
    wayOut:
      'Mend the identifiers (netberth machine set ID --uuid UUID, or "" for none; --serial likewise; or forget one), then netberth machine unhold ID.',
  },
  anonymous: {
    code: 'NB1104',
    status: 200,
    text: 'nothing in the request identifies this machine; it boots its own disk',
    wayOut:
      'The request must carry a MAC, a UUID or a serial number: chain to /bootstrap.ipxe, which sends them.',
  },
  tooManyNew: {
    code: 'NB1105',
    status: 200,
    text: 'more than {limit} new machines came within a minute; this one is not recorded and boots its own disk',
    wayOut: 'Restart it later, add it with netberth machine add, or raise newMachinesPerMinute.',
  },
  otherAddress: {
    code: 'NB1106',
    status: 200,
    text: 'it asks from {address}, but its grant is bound to {bound}; it boots its own disk',
    wayOut:
      'If that is right: netberth machine set {machine} --address {address}, then grant with --replace.',
  },
  alreadyStarted: {
    code: 'NB1107',
    status: 200,
    text: '{profile} has started and has not reported its end; it boots its own disk',
    wayOut:
      'If it hangs: netberth machine grant {machine} {profile} --replace. To let it retry by itself, import with --retry-after-start.',
  },
  usedUp: {
    code: 'NB1108',
    status: 200,
    text: '{profile} has started {starts} times and never finished; it boots its own disk',
    wayOut: 'Look at netberth machine show {machine}, then grant again.',
  },
  profileMissing: {
    code: 'NB1109',
    status: 200,
    text: 'the profile {profile} does not exist; it boots its own disk',
    wayOut: 'Import it: netberth profile import DIR --name {profile}',
  },
  restingDestructive: {
    code: 'NB1110',
    status: 200,
    text: 'its resting profile {profile} is destructive and needs a grant; it boots its own disk',
    wayOut: 'Set another: netberth machine set {machine} --resting disk',
  },
  templateFailed: {
    code: 'NB1111',
    status: 200,
    text: 'the script of {profile} cannot be made for it: {why}; it boots its own disk',
    wayOut: 'Check it: netberth profile check {profile}',
  },
  grantExpired: {
    code: 'NB1112',
    status: 200,
    text: 'grant {grant} expired before it was used up; it boots its own disk',
    wayOut: 'Grant again: netberth machine grant {machine} PROFILE --expires 2d',
  },
  choiceRefused: {
    code: 'NB1113',
    status: 200,
    text: 'the menu cannot boot this: {why}',
    wayOut: 'What there is: netberth menu specs --product PRODUCT; the menu itself: chain SERVER/menu.ipxe',
  },
  menuLocked: {
    code: 'NB1117',
    status: 200,
    text: 'too many wrong passwords came from here; the next counts in {minutes} minutes',
    wayOut: 'What is not protected can be booted all the same.',
  },
  noMenuPart: {
    code: 'NB1114',
    status: 200,
    text: 'the menu has no part "{path}"',
    wayOut: 'It begins at /menu.ipxe.',
  },
  keyMissing: {
    code: 'NB1115',
    status: 200,
    text: '{profile} is served only to a machine that shows the key of its boot medium, and it has shown none; it boots its own disk',
    wayOut:
      'Start it from a medium that was made for it: netberth media create --machine {machine} -o FILE.iso',
  },
  keyWrong: {
    code: 'NB1116',
    status: 200,
    text: '{profile} is served only with the key of a boot medium, and the key it has shown is of none that counts; it boots its own disk',
    wayOut:
      'Its medium was revoked or is of another machine: netberth media create --machine {machine} -o FILE.iso',
  },
  bootFailed: {
    code: 'NB1190',
    status: 200,
    text: 'the server could not decide: {why}',
    wayOut: 'It asks again by itself. Look at the log of the server.',
  },

  // What installers and file requests get.
  noAsset: {
    code: 'NB2030',
    status: 404,
    text: 'there is no file of the menu at {path}',
    wayOut: 'Scripts name these files; what is kept: netberth menu mirror',
  },
  missingId: {
    code: 'NB2001',
    status: 404,
    text: 'the request has no id',
    wayOut: 'Call it as {path}.',
  },
  wrongBootId: {
    code: 'NB2002',
    status: 401,
    text: 'the boot id is not one of machine {machine}',
    wayOut: 'Boot ids come with the boot script; a newer boot may have taken over.',
  },
  bootOver: {
    code: 'NB2003',
    status: 409,
    text: 'boot {boot} may no longer do this: {why}',
    wayOut: 'Restart the machine; if something is granted it gets a new boot id.',
  },
  nothingToServe: {
    code: 'NB2004',
    status: 404,
    text: 'boot {boot} has no profile to serve from',
    wayOut: 'Grant one and restart the machine.',
  },
  noAnswerFile: {
    code: 'NB2005',
    status: 404,
    text: 'the profile {profile} has no answer file "{name}"',
    wayOut: 'Its profile.yaml names its answer files.',
  },
  answerFailed: {
    code: 'NB2006',
    status: 500,
    text: '"{name}" cannot be made for machine {machine}: {why}',
    wayOut: 'Check it: netberth profile check {profile}',
  },
  badUpdate: {
    code: 'NB2007',
    status: 400,
    text: 'the update is refused: {why}',
    wayOut: 'Send form fields mac (repeated) and metadata (a JSON object).',
  },
  notOpen: {
    code: 'NB2008',
    status: 403,
    text: 'listing machines is off',
    wayOut: 'Set kiwispray.openListing to true if everybody on this network may read it.',
  },
  notDiscover: {
    code: 'NB2009',
    status: 409,
    text: 'boot {boot} is not a discover boot',
    wayOut: 'Only a boot of the profile discover may update identifiers.',
  },
  noSuchPath: {
    code: 'NB2011',
    status: 404,
    text: 'there is nothing at {path}',
    wayOut: 'Machines start at /bootstrap.ipxe.',
  },
  notYourImage: {
    code: 'NB2012',
    status: 403,
    text: 'the files of {profile} are private',
    wayOut: 'They are served to a live boot of this profile, from its address.',
  },
  fileAbsent: {
    code: 'NB2013',
    status: 404,
    text: 'the profile has no such file',
    wayOut: 'See netberth profile show PROFILE.',
  },
  fileRefused: {
    code: 'NB2017',
    status: 403,
    text: 'the name of the file cannot be served',
    wayOut: 'The answer says what is wrong with it.',
  },
  noMedium: {
    code: 'NB2020',
    status: 404,
    text: 'there is no such medium, or it was revoked',
    wayOut: 'Make another: netberth media issue MACHINE.',
  },
  mediumBroken: {
    code: 'NB2021',
    status: 503,
    text: 'medium {medium} cannot be made: {why}',
    wayOut: 'See netberth firmware status.',
  },
  noFirmware: {
    code: 'NB2018',
    status: 404,
    text: 'there is no firmware file "{file}"',
    wayOut: 'See netberth firmware status; netberth firmware install brings the usual ones.',
  },
  profileUnknown: {
    code: 'NB2014',
    status: 404,
    text: 'there is no profile "{profile}"',
    wayOut: 'See netberth profile list.',
  },
  unreadable: {
    code: 'NB2015',
    status: 400,
    text: 'the request cannot be read: {why}',
    wayOut: 'Machines start at /bootstrap.ipxe.',
  },
  serverFailed: {
    code: 'NB2090',
    status: 500,
    text: 'the server failed',
    wayOut: 'Try again; the log of the server tells why.',
  },

  // What administrators get.
  badInput: {
    code: 'NB3001',
    status: 400,
    text: 'the input of {command} is not usable',
    wayOut: 'The fields below say what is wanted.',
  },
  notSignedIn: {
    code: 'NB3002',
    status: 401,
    text: 'no valid token or session came with the request',
    wayOut: 'Send Authorization: Bearer TOKEN; make one with netberth token create. In a browser: sign in.',
  },
  notAllowed: {
    code: 'NB3003',
    status: 403,
    text: '{command} needs the permission {permission}, which {actor} does not have',
    wayOut: 'Ask somebody who has it, or for a token with it.',
  },
  machineUnknown: {
    code: 'NB3004',
    status: 404,
    text: 'there is no machine "{machine}"',
    wayOut: 'See netberth machine list.',
  },
  machineAmbiguous: {
    code: 'NB3005',
    status: 409,
    text: 'several machines are called "{machine}": {ids}',
    wayOut: 'Use the id.',
  },
  alreadyGranted: {
    code: 'NB3006',
    status: 409,
    text: 'machine {machine} already has grant {grant} ({steps}, until {expires})',
    wayOut: 'Revoke it first, or say --replace.',
  },
  stateRefuses: {
    code: 'NB3007',
    status: 409,
    text: 'machine {machine} is {state}: {action} is not possible',
    wayOut: '{hint}',
  },
  nothingGranted: {
    code: 'NB3008',
    status: 409,
    text: 'machine {machine} has no live grant',
    wayOut: 'There is nothing to take back.',
  },
  profileNotFound: {
    code: 'NB3009',
    status: 404,
    text: 'there is no profile "{profile}"',
    wayOut: 'See netberth profile list; import one with netberth profile import DIR.',
  },
  profileExists: {
    code: 'NB3010',
    status: 409,
    text: 'there is a profile "{profile}" already',
    wayOut: 'Say --replace to put the new one in its place, or take another name.',
  },
  profileInUse: {
    code: 'NB3011',
    status: 409,
    text: 'the profile "{profile}" is needed by machines {machines}',
    wayOut: 'Revoke their grants or change their resting profile first.',
  },
  imageRefused: {
    code: 'NB3012',
    status: 422,
    text: 'the image is not imported: {why}',
    wayOut: 'Nothing of it was kept. Mend it and import again.',
  },
  uploadGap: {
    code: 'NB3027',
    status: 409,
    text: 'the upload cannot go on behind {offset} bytes: {received} have arrived',
    wayOut: 'Ask `profile received` how many there are, and send what is behind them.',
  },
  choiceNotSaved: {
    code: 'NB3025',
    status: 422,
    text: 'the profile is not made: {why}',
    wayOut: 'What there is to choose: netberth menu specs --product {product}',
  },
  noAnswerTemplate: {
    code: 'NB3026',
    status: 404,
    text: 'no answer file {what} comes with Netberth; there are {kinds}',
    wayOut: 'What each is for: netberth profile template list',
  },
  templateRefused: {
    code: 'NB3013',
    status: 422,
    text: '{profile} cannot be rendered for machine {machine}: {why}',
    wayOut:
      'Set what is missing (netberth machine set {machine} --hostname NAME, or --metadata name=value) or mend the template.',
  },
  identifierTaken: {
    code: 'NB3014',
    status: 409,
    text: '{kind} {value} belongs to machine {machine}',
    wayOut: 'Remove it there first: an identifier belongs to one machine.',
  },
  noIdentifier: {
    code: 'NB3015',
    status: 422,
    text: 'the machine would have no identifier',
    wayOut: 'Give a MAC, a UUID or a serial number that is not a placeholder.',
  },
  restingRefused: {
    code: 'NB3016',
    status: 422,
    text: '"{resting}" cannot be a resting choice: {why}',
    wayOut: 'Use disk, menu or a non-destructive profile.',
  },
  importRefused: {
    code: 'NB3017',
    status: 422,
    text: 'nothing was imported: {why}',
    wayOut: 'Mend the file and import again.',
  },
  tokenTooMuch: {
    code: 'NB3018',
    status: 403,
    text: 'a token cannot have more than its maker: {permissions}',
    wayOut: 'Leave these out.',
  },
  mediumUnknown: {
    code: 'NB3078',
    status: 404,
    text: 'there is no medium {id}',
    wayOut: 'See netberth media list.',
  },
  tokenUnknown: {
    code: 'NB3019',
    status: 404,
    text: 'there is no token {id}',
    wayOut: 'See netberth token list.',
  },
  hostRefused: {
    code: 'NB3020',
    status: 421,
    text: 'the admin plane is not known as "{host}"',
    wayOut: 'Use localhost, or name the host in adminHosts.',
  },
  firmwareRefused: {
    code: 'NB3030',
    status: 422,
    text: 'no firmware was installed: {why}',
    wayOut: '{hint}',
  },
  firmwareBusy: {
    code: 'NB3031',
    status: 409,
    text: 'firmware is being installed by somebody else ({step})',
    wayOut: 'See netberth firmware status, then try again.',
  },
  mirrorRefused: {
    code: 'NB3085',
    status: 422,
    text: 'nothing was mirrored: {why}',
    wayOut: '{hint}',
  },
  tooManyStreams: {
    code: 'NB3070',
    status: 503,
    text: '{limit} people look at the overview already',
    wayOut: 'Reload the page later; `netberth overview show` works meanwhile.',
  },
  noSuchRoute: {
    code: 'NB3021',
    status: 404,
    text: 'the API has nothing at {method} {path}',
    wayOut: 'See /api/openapi.json.',
  },
  unreadableCommand: {
    code: 'NB3022',
    status: 400,
    text: 'the request cannot be read: {why}',
    wayOut: 'See /api/openapi.json.',
  },
  bodyTooLarge: {
    code: 'NB3023',
    status: 413,
    text: 'the body is larger than {limit}',
    wayOut: 'Send it in parts.',
  },
  dhcpSettings: {
    code: 'NB3060',
    status: 409,
    text: 'the settings of DHCP do not fit together or to this host: {problems}',
    wayOut: 'Mend dhcp.* in netberth.yaml (or the flags) and start the server again.',
  },
  dhcpNoInterface: {
    code: 'NB3061',
    status: 422,
    text: 'there is no interface {interface} with an IPv4 address on the server',
    wayOut: 'See ip -brief address; name one with --interface.',
  },
  dhcpNoPermission: {
    code: 'NB3062',
    status: 409,
    text: 'the server may not use UDP port 68, from which machines ask for addresses',
    wayOut:
      'Run it as root or with CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE).',
  },
  dhcpPortTaken: {
    code: 'NB3063',
    status: 409,
    text: 'another program on the server holds UDP port 68 for itself, so the answers cannot be heard',
    wayOut: 'Find it with ss -lunp sport = :68 (a DHCP client?) and end it for the time of the check.',
  },
  dhcpNoNetwork: {
    code: 'NB3064',
    status: 409,
    text: 'nothing can be sent from {address}: {why}',
    wayOut: 'Is the interface up? See ip -brief address and ip route.',
  },
  signInFailed: {
    code: 'NB3040',
    status: 401,
    text: 'the user name or the password is wrong',
    wayOut: 'Try again. Whoever may use the socket can give a new one: netberth user password NAME.',
  },
  accountRefused: {
    code: 'NB3041',
    status: 403,
    text: 'the account {user} cannot sign in: {why}',
    wayOut: 'An administrator can change that: netberth user set, netberth group set, or in the directory.',
  },
  tooManySignIns: {
    code: 'NB3042',
    status: 429,
    text: 'too many log-ins have failed',
    wayOut: 'Try again in {minutes} minutes.',
  },
  csrfMissing: {
    code: 'NB3043',
    status: 403,
    text: 'the request has a session but not its proof that it comes from the console',
    wayOut: 'Send the csrf of GET /api/v1/session in the header x-netberth-csrf.',
  },
  oidcDown: {
    code: 'NB3120',
    status: 503,
    text: 'the provider of single sign-on cannot be asked: {why}',
    wayOut:
      'Local accounts can sign in meanwhile. Look at oidc.issuer: its /.well-known/openid-configuration must be reached from the server.',
  },
  oidcLost: {
    code: 'NB3121',
    status: 400,
    text: 'this browser did not leave for single sign-on from here, or took longer than ten minutes',
    wayOut: 'Sign in again, with cookies allowed, from the page of this server.',
  },
  oidcFailed: {
    code: 'NB3122',
    status: 401,
    text: 'single sign-on failed: {why}',
    wayOut:
      'Try again. If it stays so, compare the settings of the provider with docs/access.md#single-sign-on.',
  },
  webhookUnknown: {
    code: 'NB3130',
    status: 404,
    text: 'there is no webhook {id}',
    wayOut: 'See netberth webhook list.',
  },
  webhookHost: {
    code: 'NB3131',
    status: 422,
    text: 'events are not sent to {host}, which is this host or beside it',
    wayOut: 'Name another host. If it must be this one, start the server with webhooks.allowLoopback: true.',
  },
  directoryDown: {
    code: 'NB3044',
    status: 503,
    text: 'the directory cannot be asked: {why}',
    wayOut: 'Local accounts can sign in meanwhile. To see what is wrong: netberth directory check',
  },
  userUnknown: {
    code: 'NB3045',
    status: 404,
    text: 'there is no user "{user}"',
    wayOut: 'See netberth user list.',
  },
  userExists: {
    code: 'NB3046',
    status: 409,
    text: 'there is a user "{user}" already',
    wayOut: 'Change it with netberth user set {user}, or take another name.',
  },
  rightsTooMuch: {
    code: 'NB3047',
    status: 403,
    text: '{actor} cannot give, change or take over more than their own rights: {permissions}',
    wayOut: 'Ask somebody who has these.',
  },
  roleUnknown: {
    code: 'NB3048',
    status: 422,
    text: 'there is no role "{role}"',
    wayOut: 'See netberth role list; make one with netberth role set.',
  },
  roleBuiltIn: {
    code: 'NB3049',
    status: 409,
    text: 'the role "{role}" is built in and stays as it is',
    wayOut: 'Make one of your own under another name.',
  },
  groupUnknown: {
    code: 'NB3050',
    status: 404,
    text: 'there is no group {id} that gives roles',
    wayOut: 'See netberth group list.',
  },
  sessionUnknown: {
    code: 'NB3051',
    status: 404,
    text: 'there is no session {id}',
    wayOut: 'See netberth session list.',
  },
  noPassword: {
    code: 'NB3052',
    status: 409,
    text: 'the password of {user} is not kept here',
    wayOut: 'Change it where the account is: in the directory.',
  },
  outOfScope: {
    code: 'NB3053',
    status: 403,
    text: '{actor} may use {command} only for machines with {labels}',
    wayOut: 'Take such a machine, or ask somebody who may use it everywhere.',
  },
  noDirectory: {
    code: 'NB3056',
    status: 409,
    text: 'there is no directory to ask',
    wayOut: 'Set directory.urls and directory.base: docs/access.md shows how.',
  },
  scopeLabel: {
    code: 'NB3055',
    status: 403,
    text: '{actor} has roles for machines with {labels} and cannot change that label',
    wayOut: 'Ask somebody whose roles count everywhere.',
  },
  trustRefused: {
    code: 'NB3054',
    status: 403,
    text: 'to say that an image is harmless needs the permission profile:trust, which {actor} does not have',
    wayOut:
      'Import it without --non-destructive, without `destructive: false` in its profile.yaml and not as discover: it then boots only under a grant. Or ask an administrator.',
  },
  nothingSelected: {
    code: 'NB3100',
    status: 422,
    text: 'no machines are selected',
    wayOut: 'Say which: --label NAME=VALUE, --state STATE, --search TEXT, --ids 1,2,3, or --all.',
  },
  tooManyMachines: {
    code: 'NB3101',
    status: 422,
    text: 'more than {limit} machines are selected',
    wayOut: 'Do it in parts, for example by label.',
  },
  bulkRefused: {
    code: 'NB3102',
    status: 409,
    text: '{refused} of {count} machines refuse, so none was changed',
    wayOut: 'Mend these first, or say --skip to leave them out. --dry-run changes nothing and tells all.',
  },
  proposalUnknown: {
    code: 'NB3103',
    status: 404,
    text: 'there is no proposed grant {id} that you may decide about',
    wayOut: 'See netberth grant list --proposed.',
  },
  proposalOver: {
    code: 'NB3104',
    status: 409,
    text: 'the proposed grant {id} is {status}',
    wayOut: 'Propose it again: netberth machine grant.',
  },
  proposalStale: {
    code: 'NB3105',
    status: 409,
    text: 'the proposed grant {id} cannot be granted as it was proposed: {why}',
    wayOut: 'Reject it (netberth grant reject {id}), mend that, and propose it again.',
  },
  samePerson: {
    code: 'NB3106',
    status: 403,
    text: '{actor} has proposed grant {id} and cannot approve it, nor by a token',
    wayOut: 'Ask somebody else who may grant. To withdraw it: netberth grant reject {id}',
  },
  approverUnproved: {
    code: 'NB3107',
    status: 403,
    text: '{actor} cannot approve: over the socket, and by tokens made there, nobody proves who they are',
    wayOut:
      'Sign in to the console, or use a token that you made with your account: --server URL --token TOKEN.',
  },
  protectionStays: {
    code: 'NB3108',
    status: 403,
    text: '{actor} may grant installs to machine {machine}, and so cannot take its protection away',
    wayOut: 'Let somebody do it who may change machines and not grant them: the role editor.',
  },
  productUnknown: {
    code: 'NB3082',
    status: 404,
    text: 'there is no product "{product}" in the catalogue',
    wayOut: 'See netberth menu list.',
  },
  noTemplate: {
    code: 'NB3083',
    status: 404,
    text: 'the profile {profile} has no template "{file}"; it has {known}',
    wayOut: 'See netberth profile texts {profile}.',
  },
  templateFixed: {
    code: 'NB3084',
    status: 409,
    text: 'the templates of {profile} cannot be changed here: {why}',
    wayOut: 'netberth profile import PATH --replace takes the changed image.',
  },
  templateUnreadable: {
    code: 'NB3086',
    status: 422,
    text: '{file} is no template: {why}',
    wayOut: 'docs/templates.md says what may stand in one.',
  },
  noPreviewBios: {
    code: 'NB3080',
    status: 409,
    text: 'the emulator of the preview has no BIOS: there is none of {files}',
    wayOut: 'Bring one: netberth firmware install; or install the package seabios on the server.',
  },
  noPreviewMedium: {
    code: 'NB3081',
    status: 409,
    text: 'the medium for the preview cannot be made: {why}',
    wayOut: 'netberth firmware install brings what it is made of.',
  },
  changedMeanwhile: {
    code: 'NB3110',
    status: 412,
    text: 'somebody else has changed it since you read it, so {command} changed nothing',
    wayOut: 'Read it again, look at what is different, and send your change with If-Match: "{revision}".',
  },
  noRevision: {
    code: 'NB3111',
    status: 422,
    text: '{command} knows no If-Match',
    wayOut: 'Leave that header out.',
  },
  settingUnknown: {
    code: 'NB3112',
    status: 404,
    text: 'there is no setting "{name}"',
    wayOut: 'See netberth settings list.',
  },
  settingRefused: {
    code: 'NB3113',
    status: 422,
    text: '{why}',
    wayOut: 'See netberth settings list, and docs/settings.md.',
  },
  settingFixed: {
    code: 'NB3114',
    status: 409,
    text: '{name} cannot be set while the server runs: {why}',
    wayOut: 'Change it there and start the server again.',
  },
  settingNotStored: {
    code: 'NB3115',
    status: 404,
    text: '{name} was not set while the server ran',
    wayOut: 'See where it comes from: netberth settings list.',
  },
  adminFailed: {
    code: 'NB3090',
    status: 500,
    text: 'the server failed',
    wayOut: 'Try again; the log of the server tells why.',
  },
} as const satisfies Readonly<Record<string, Message>>;

/** Put values into the text of a message; a value that is missing shows as `{name}`. */
export function fillMessage(text: string, values: MessageValues): string {
  if (!text.includes('{')) return text;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
